package dev.halley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DraftTest {

  private static final UserName ALICE = new UserName("alice");
  private static final UserName BOB = new UserName("bob");
  private static final MessageId ID = new MessageId("m1");
  private static final Payload DATA = Payload.ofJson("1");

  @Test
  void aMessageToAnInboxIsAlsoKeptInTheSendersOwn() {
    Draft draft = Draft.to(BOB.inbox(), ID, ALICE, DATA);
    assertThat(draft.copy()).isEqualTo(ALICE.inbox());
    assertThat(draft.to()).isEqualTo(BOB);
    assertThat(draft.from()).isEqualTo(ALICE);
  }

  @Test
  void aMessageToOneselfIsKeptOnce() {
    Draft draft = Draft.to(ALICE.inbox(), ID, ALICE, DATA);
    assertThat(draft.copy()).isNull();
    assertThat(draft.to()).isEqualTo(ALICE);
  }

  @Test
  void whatNobodySentToAnInboxHasNoCopy() {
    Draft draft = Draft.to(BOB.inbox(), ID, null, DATA);
    assertThat(draft.copy()).isNull();
    assertThat(draft.to()).isEqualTo(BOB);
  }

  @Test
  void outsideInboxesThereIsNeitherCopyNorAddressee() {
    for (String name : new String[] {"/room/bob", "/user/bob/drafts", "/user"}) {
      Draft draft = Draft.to(ChannelName.of(name), ID, ALICE, DATA);
      assertThat(draft.copy()).isNull();
      assertThat(draft.to()).isNull();
    }
  }

  @Test
  void theCopyLiesInAnotherLog() {
    assertThatThrownBy(() -> new Draft(BOB.inbox(), BOB.inbox(), ID, ALICE, BOB, DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another log");
  }
}
