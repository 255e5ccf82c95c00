package dev.halley.protocol.json;

import dev.halley.auth.Members;
import dev.halley.hub.Carrier;
import dev.halley.hub.Subscription.Reader;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.UserName;
import dev.halley.protocol.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request asks for. All of it was checked as far as it can be without knowing who asks. */
sealed interface JsonCommand {

  /**
   * Read what comes after a cursor, and wait for it.
   *
   * @param hold in whole seconds, not above what the server holds; for a poll
   * @param beat after how many seconds of silence a poll says that it is there; 0 for never
   */
  record Read(
      Carrier carrier,
      List<ChannelName> channels,
      Cursor cursor,
      int history,
      int hold,
      int beat,
      int limit,
      @Nullable Reader reader)
      implements JsonCommand {}

  /** Open a socket, over which the client will say what it wants. */
  record OpenSocket() implements JsonCommand {}

  /**
   * Append one message.
   *
   * @param refers the earlier message that it corrects or removes; null for none
   */
  record Publish(ChannelName channel, MessageId id, Payload data, @Nullable Earlier refers)
      implements JsonCommand {

    /** The same under another id. */
    Publish with(MessageId other) {
      return new Publish(channel, other, data, refers);
    }

    /** Whether it takes an earlier message away. */
    boolean isRemoval() {
      return refers != null && data.isNull();
    }
  }

  /**
   * A message that is there already.
   *
   * @param id its id
   * @param at its offset; 0 if the client does not say
   */
  record Earlier(MessageId id, long at) {}

  /** Append several messages, each on its own; one that is no message is refused on its own. */
  record PublishBatch(List<JsonCommand> items) implements JsonCommand {}

  /** Read a page of a channel's past. */
  record History(ChannelName channel, @Nullable Long before, @Nullable Long after, int limit)
      implements JsonCommand {}

  /** Say who is a member of a private room. */
  record ListMembers(ChannelName room) implements JsonCommand {}

  /** Change who is a member of a private room. */
  record ChangeMembers(Members.Change change) implements JsonCommand {}

  /** Say who is in a channel. */
  record Presence(ChannelName channel, int limit) implements JsonCommand {}

  /**
   * Say which rooms there are.
   *
   * @param after after which name to begin, or the next of a page; empty for the first
   */
  record ListRooms(String after, int limit) implements JsonCommand {}

  /** Say what a room is about. */
  record SetTopic(ChannelName room, String topic) implements JsonCommand {}

  /**
   * Take note that all up to an offset was read.
   *
   * @param with the other one of the conversation that was read; null for all of the channel
   */
  record MarkRead(ChannelName channel, @Nullable UserName with, long offset)
      implements JsonCommand {}

  /**
   * Say what was not read.
   *
   * @param with of one's own inbox: the other one of the conversation; null for all
   */
  record ListUnread(List<ChannelName> channels, @Nullable UserName with) implements JsonCommand {}

  /** End what a reader holds, on all carriers. */
  record Leave(String client) implements JsonCommand {}

  /** Say what this server is. */
  record About() implements JsonCommand {}

  /** Say who asks. */
  record WhoAmI() implements JsonCommand {}

  /** Give a guest's name, or prolong it. */
  record OpenSession(String name, @Nullable String secret) implements JsonCommand {

    /** Never shows the secret. */
    @Override
    public String toString() {
      return "OpenSession[name=" + name + "]";
    }
  }

  /** Give a guest's name back. */
  record CloseSession() implements JsonCommand {}

  /**
   * Say what can be done with the path.
   *
   * @param allow the methods
   */
  record Options(String allow) implements JsonCommand {

    /** How long a browser that asked before it asked may remember the answer: a day. */
    private static final String MAX_AGE = "86400";

    /** The header fields that say it, to such a browser too (Fetch, section 3.2). */
    Map<String, String> headers() {
      return Map.of(
          "Allow",
          allow,
          "Access-Control-Allow-Methods",
          allow,
          "Access-Control-Allow-Headers",
          "Authorization, Content-Type, Last-Event-ID",
          "Access-Control-Max-Age",
          MAX_AGE);
    }
  }

  /**
   * Nothing that can be done.
   *
   * @param headers the header fields that go with the problem
   */
  record Refused(Problem problem, Map<String, String> headers) implements JsonCommand {}
}
