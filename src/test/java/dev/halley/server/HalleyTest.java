package dev.halley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.halley.auth.Access;
import dev.halley.auth.Access.Who;
import dev.halley.auth.Permissions;
import dev.halley.broker.Appended;
import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.hub.Hub;
import dev.halley.hub.HubSettings;
import dev.halley.message.ChannelPattern;
import dev.halley.message.Draft;
import dev.halley.message.Payload;
import dev.halley.message.Rules;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalleyTest {

  private static final Rules<Access> RULES =
      new Rules<>(
          List.of(
              new Rules.Line<>(ChannelPattern.of("/room/*"), new Access(Who.USER, Who.USER)),
              new Rules.Line<>(ChannelPattern.of("/user/*"), new Access(Who.OWNER, Who.USER)),
              new Rules.Line<>(ChannelPattern.of("/news"), new Access(Who.ANYONE, Who.SERVER)),
              new Rules.Line<>(ChannelPattern.of("/old"), new Access(Who.ANYONE, Who.NOBODY))));

  private final Broker broker = mock(Broker.class);
  private final List<Draft> drafts = new ArrayList<>();
  private final Hub hub =
      new Hub(
          broker,
          new Permissions(RULES),
          new HubSettings(1, 1, 1, Duration.ofMinutes(1), new Rules<>(List.of()), 1, 1, 1),
          InstantSource.system(),
          System::nanoTime);
  private final Halley halley = new Halley(hub, RULES, 20);

  @AfterEach
  void close() {
    hub.close();
  }

  private void appendsComeTo(Appended outcome) {
    doAnswer(
            call -> {
              drafts.add(call.getArgument(0));
              Consumer<Appended> then = call.getArgument(1);
              then.accept(outcome);
              return null;
            })
        .when(broker)
        .append(any(), any());
  }

  @Test
  void messageOfTheServerIsStoredWhereOnlyTheServerWrites() {
    appendsComeTo(new Appended.Stored(7, 1_795_000_000_000L, false));

    Halley.Stored stored =
        halley.publish("/news", null, "one", "{\"a\": 1.0}").toCompletableFuture().join();

    assertThat(stored).isEqualTo(new Halley.Stored("/news", 7, "one", 1_795_000_000_000L, false));
    assertThat(drafts.get(0).from()).isNull();
    assertThat(drafts.get(0).data()).isEqualTo(Payload.ofJson("{\"a\":1.0}"));
  }

  @Test
  void messageOfAUserToAnInboxGoesIntoTheirOwnToo() {
    appendsComeTo(new Appended.Stored(1, 1, false));

    halley.publish("/user/Bob", "Alice", "one", "1");

    Draft draft = drafts.get(0);
    assertThat(draft.channel()).hasToString("/user/bob");
    assertThat(draft.copy()).hasToString("/user/alice");
    assertThat(draft.from()).hasToString("alice");
  }

  @Test
  void idsThatNobodyChoseDiffer() {
    appendsComeTo(new Appended.Stored(1, 1, false));

    halley.publish("/room/tea", "1");
    halley.publish("/room/tea", "1");

    assertThat(drafts.get(0).id()).isNotEqualTo(drafts.get(1).id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tea        |         | one | 1                        | segments",
        "/hall      |         | one | 1                        | a rule",
        "/old       |         | one | 1                        | a rule",
        "/room/tea  | a b     | one | 1                        | name of a user",
        "/room/tea  |         | 1 2 | 1                        | 1 to 64 characters",
        "/room/tea  |         | one | {                        | JSON",
        "/room/tea  |         | one | 1 2                      | JSON",
        "/room/tea  |         | one | [1,2,3,4,5,6,7,8,9,0]    | at most 20 bytes",
      })
  void whatIsOffIsRefusedBeforeAnythingIsStored(
      String channel, String from, String id, String json, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> halley.publish(channel, from, id, json))
        .withMessageContaining("expected")
        .withMessageContaining(expected);
    verify(broker, never()).append(any(), any());
  }

  @Test
  void stageFailsWithTheCodeThatAClientWouldBeTold() {
    assertThat(codeOf(new Appended.IdTaken())).isEqualTo("id-taken");
    assertThat(codeOf(new Appended.Overloaded())).isEqualTo("overloaded");
    assertThat(codeOf(new Appended.Failed(new BrokerException("no disk"))))
        .isEqualTo("store-unavailable");
  }

  private String codeOf(Appended outcome) {
    appendsComeTo(outcome);
    List<Throwable> failures = new ArrayList<>();
    halley.publish("/room/tea", "1").whenComplete((stored, failure) -> failures.add(failure));
    return failures.get(0) instanceof PublishException failure ? failure.code() : "none";
  }

  @Test
  void applicationWithoutTheListenerIsToldSo() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Halley.in(mock(ServletContext.class)))
        .withMessageContaining("HalleyListener");
  }
}
