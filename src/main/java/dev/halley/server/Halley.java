package dev.halley.server;

import dev.halley.auth.Access;
import dev.halley.broker.Appended;
import dev.halley.hub.Hub;
import dev.halley.message.ChannelName;
import dev.halley.message.Draft;
import dev.halley.message.MessageId;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import dev.halley.protocol.json.JsonPayload;
import jakarta.servlet.ServletContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Publishes from Java code of the same web application, without HTTP and without a token: what
 * calls this is the server itself, and no rule of who publishes holds it back. May be used from any
 * thread, and never waits.
 */
public final class Halley {

  private static final String ATTRIBUTE = Halley.class.getName();

  private final Hub hub;
  private final Rules<Access> rules;
  private final int maxMessage;

  Halley(Hub hub, Rules<Access> rules, int maxMessage) {
    this.hub = hub;
    this.rules = rules;
    this.maxMessage = maxMessage;
  }

  /**
   * A message that is stored.
   *
   * @param channel where, in the form that clients see
   * @param offset its place there, 1 and up
   * @param id unique in the channel while remembered
   * @param time when it was accepted, milliseconds since 1970-01-01 UTC
   * @param duplicate whether it was stored before, by an earlier call with the same id
   */
  public record Stored(String channel, long offset, String id, long time, boolean duplicate) {}

  /**
   * The Halley of this web application: from when its {@link HalleyListener} has started it until
   * the application stops.
   *
   * @throws IllegalStateException if there is none
   */
  public static Halley in(ServletContext context) {
    if (context.getAttribute(ATTRIBUTE) instanceof Halley halley) {
      return halley;
    }
    throw new IllegalStateException(
        "expected a HalleyListener that was started before this application asked for Halley");
  }

  void enter(ServletContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  static void leave(ServletContext context) {
    context.removeAttribute(ATTRIBUTE);
  }

  /** Publishes in the server's own name, with an id of its own; see the other. */
  public CompletionStage<Stored> publish(String channel, String json) {
    return publish(channel, null, MessageId.random().value(), json);
  }

  /**
   * Publishes. The stage completes once the message is as safe as the channel's rule says, on a
   * thread of Halley's which must not wait: what takes long belongs into an {@code …Async} method
   * of the stage, or into the thread that joins it.
   *
   * @param channel its name, such as {@code /room/orders}; for {@code /user/NAME} the message also
   *     goes into the sender's own inbox
   * @param from whose message it is; null for the server's own. That it is them, the caller answers
   *     for
   * @param id the message's own, 1 to 64 of {@code [A-Za-z0-9_-]}: a second call with the same one
   *     stores nothing, so a call that failed may be repeated
   * @param json the payload: one JSON text
   * @return the place of the message; or it fails with a {@link PublishException}
   * @throws IllegalArgumentException if an argument is not as it should be, or no rule lets the
   *     server publish there
   */
  public CompletionStage<Stored> publish(
      String channel, @Nullable String from, String id, String json) {
    ChannelName name = ChannelName.of(channel);
    Access access = rules.findOrNull(name);
    if (access == null || access.publish() == Access.Who.NOBODY) {
      throw new IllegalArgumentException(
          "expected a channel that a rule lets the server publish to; found " + name);
    }
    Draft draft =
        Draft.to(
            name,
            new MessageId(id),
            from == null ? null : user(from),
            JsonPayload.of(json, maxMessage));
    CompletableFuture<Stored> stage = new CompletableFuture<>();
    hub.publish(draft, outcome -> settle(stage, draft, outcome));
    return stage;
  }

  private static UserName user(String typed) {
    return UserName.parse(typed)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected the name of a user, which is a segment of a channel's name"));
  }

  private static void settle(CompletableFuture<Stored> stage, Draft draft, Appended outcome) {
    if (outcome instanceof Appended.Stored stored) {
      stage.complete(
          new Stored(
              draft.channel().value(),
              stored.offset(),
              draft.id().value(),
              stored.time(),
              stored.duplicate()));
    } else if (outcome instanceof Appended.IdTaken) {
      fail(stage, "id-taken", "another message of the channel has this id", null);
    } else if (outcome instanceof Appended.Failed failed) {
      fail(stage, "store-unavailable", "the storage cannot be written", failed.cause());
    } else {
      fail(stage, "overloaded", "more messages wait for the storage than may", null);
    }
  }

  private static void fail(
      CompletableFuture<Stored> stage, String code, String detail, @Nullable Throwable cause) {
    stage.completeExceptionally(new PublishException(code, detail, cause));
  }
}
