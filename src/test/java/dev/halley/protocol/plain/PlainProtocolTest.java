package dev.halley.protocol.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.halley.auth.Access;
import dev.halley.auth.Authenticator.Authentication;
import dev.halley.auth.Caller;
import dev.halley.auth.Credentials;
import dev.halley.auth.Guests;
import dev.halley.auth.Permissions;
import dev.halley.auth.Rates;
import dev.halley.broker.Appended;
import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Extent;
import dev.halley.broker.Slice;
import dev.halley.hub.Hub;
import dev.halley.hub.HubSettings;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Cursor;
import dev.halley.message.Draft;
import dev.halley.message.Position;
import dev.halley.message.Rules;
import dev.halley.message.UserName;
import dev.halley.presence.Presence;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;

/** What the pages say when something stands in the way. */
class PlainProtocolTest {

  private final Broker broker = mock(Broker.class);
  private final List<Draft> drafts = new ArrayList<>();
  private final Permissions permissions =
      new Permissions(
          new Rules<>(
              List.of(
                  new Rules.Line<>(
                      ChannelPattern.of("/room/*"), new Access(Access.Who.USER, Access.Who.USER)),
                  new Rules.Line<>(
                      ChannelPattern.of("/user/*"),
                      new Access(Access.Who.OWNER, Access.Who.USER)))));
  private final Hub hub =
      new Hub(
          broker,
          permissions,
          new HubSettings(100, 100, 100, Duration.ofSeconds(60), new Rules<>(List.of()), 2, 2, 10),
          InstantSource.system(),
          System::nanoTime);
  private final PlainProtocol protocol =
      new PlainProtocol(
          hub,
          (credentials, address) ->
              new Authentication.Known(
                  credentials instanceof Credentials.Bearer bearer
                      ? new Caller(
                          new UserName(bearer.token()), address, Caller.NEVER, null, List.of())
                      : Caller.anonymous(address)),
          permissions,
          Rates.none(),
          mock(Guests.class),
          mock(Presence.class),
          new PlainLimits(100, 1000),
          InstantSource.system());

  PlainProtocolTest() {
    when(broker.extent(any(), any())).thenReturn(new Extent(7, 1, 0));
    when(broker.read(any(), any(), any(), any()))
        .thenAnswer(
            call -> new Slice.Messages(List.of(), call.getArgument(1, Position.class), false));
    when(broker.follow(any(), any())).thenReturn(() -> {});
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  /** The answer to a request, once the browser is let go. */
  private Answer ask(String method, String page, String fields) {
    Connection connection = mock(Connection.class);
    when(connection.ready()).thenReturn(true);
    boolean post = method.equals("POST");
    protocol.accept(
        new Inbound(
            method,
            "/plain" + page,
            post ? "" : fields,
            post ? "application/x-www-form-urlencoded" : null,
            (post ? fields : "").getBytes(UTF_8),
            new Credentials.None(),
            "192.0.2.1",
            null,
            true),
        connection);
    ArgumentCaptor<Answer> answer = ArgumentCaptor.forClass(Answer.class);
    Mockito.verify(connection, Mockito.timeout(10_000)).answer(answer.capture());
    Mockito.verify(connection, Mockito.timeout(10_000).atLeastOnce()).release();
    return answer.getValue();
  }

  private static String text(Answer answer) {
    return new String(answer.body().bytes(), UTF_8);
  }

  /** What the broker makes of every draft from now on. */
  private void appends(Appended outcome) {
    doAnswer(
            call -> {
              drafts.add(call.getArgument(0));
              call.<Consumer<Appended>>getArgument(1).accept(outcome);
              return null;
            })
        .when(broker)
        .append(any(), any());
  }

  @Test
  void storageThatFailsIsSaidAndTheTextComesBack() {
    appends(new Appended.Failed(new BrokerException("the disk is full")));

    Answer answer = ask("POST", "/say", "room=tea&token=alice&once=x&text=a%20%3Cb%3E");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsKey("Retry-After");
    assertThat(text(answer))
        .contains("cannot reach its storage", ">\na &lt;b&gt;</textarea>", "value=\"x\"")
        .doesNotContain("disk");
  }

  @Test
  void formAndTextTogetherAreTheMessage() {
    appends(new Appended.Stored(1, 1, false));
    ask("POST", "/say", "room=tea&token=alice&once=x&text=a");
    ask("POST", "/say", "room=tea&token=alice&once=x&text=a");
    ask("POST", "/say", "room=tea&token=alice&once=x&text=b");
    ask("POST", "/say", "room=tea&token=alice&once=y&text=a");

    List<String> ids = drafts.stream().map(draft -> draft.id().value()).toList();
    assertThat(ids).hasSize(4);
    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ids.subList(1, 4)).doesNotHaveDuplicates();
  }

  @Test
  void logThatCannotBeReadIsSaid() {
    when(broker.read(any(), any(), any(), any())).thenThrow(new BrokerException("s3cret"));
    when(broker.extent(any(), any())).thenThrow(new BrokerException("s3cret"));

    Answer answer = ask("GET", "/room", "room=tea&token=alice");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(text(answer)).contains("cannot reach its storage").doesNotContain("s3cret");
  }

  @Test
  void serverThatStopsSaysSo() {
    hub.drain();

    Answer answer = ask("GET", "/room", "room=tea&token=alice");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(text(answer)).contains("restarting");
  }

  @Test
  void pageOfAnEmptyRoomSaysThatNobodySpoke() {
    Answer answer = ask("GET", "/room", "room=tea&token=alice");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).contains("Nobody has said anything yet.");
  }

  @Test
  void strangersCursorOnlyBeginsAnew() {
    Answer answer = ask("GET", "/room", "room=tea&token=alice&cursor=" + Cursor.NONE.token());

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void whatIsRefusedBeforeItGetsHereIsAPageToo() {
    Answer answer = protocol.refusal(Problem.of(Problem.Code.MESSAGE_TOO_LARGE, "a body takes 1"));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.contentType()).startsWith("text/html");
    assertThat(answer.headers()).containsEntry("Referrer-Policy", "no-referrer");
  }
}
