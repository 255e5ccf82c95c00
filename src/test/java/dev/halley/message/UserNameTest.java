package dev.halley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {

  @ParameterizedTest
  @CsvSource({
    "alice, alice",
    "Alice, alice",
    "ＡＬＩＣＥ, alice",
    "Cafe\u0301, caf\u00e9",
    "STRASSE, strasse",
    "Straße, strasse",
    "ΟΔΟΣ, οδοσ",
    "οδος, οδοσ",
    "ﬁn, fin",
    "İ, i\u0307",
    "ı, ı",
    "ꭰ, Ꭰ",
    "ᏸ, Ᏸ",
    "ΐ, \u0390",
    "ŉ, ʼn",
    "user@example.org, user@example.org",
  })
  void canonicalFormIsNfkcFoldedNfkc(String typed, String canonical) {
    assertThat(UserName.parse(typed)).contains(new UserName(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "a b", "a/b", "a|b", "①", "a／b", "\u2100", "ŀ", "\ud800", "a\u0000"
      })
  void whatIsNoSegmentNamesNobody(String typed) {
    assertThat(UserName.parse(typed)).isEmpty();
  }

  @Test
  void aNameHasAtMostSixtyFourCharactersAsTypedAndInCanonicalForm() {
    assertThat(UserName.parse("a".repeat(64))).isPresent();
    assertThat(UserName.parse("a".repeat(65))).isEmpty();
    assertThat(UserName.parse("ß".repeat(33))).isEmpty();
  }

  @Test
  void everyUserHasAnInbox() {
    // 62 letters of 4 bytes fill the 255 bytes of a channel name; one more names nobody.
    assertThat(UserName.parse("𐐷".repeat(62)).orElseThrow().inbox().isInbox()).isTrue();
    assertThat(UserName.parse("𐐷".repeat(63))).isEmpty();
  }

  @Test
  void theOwnerOfAnInboxIsItsUser() {
    UserName alice = UserName.parse("ALICE").orElseThrow();
    assertThat(alice.inbox()).hasToString("/user/alice");
    assertThat(alice.inbox().owner()).contains(alice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Alice", "cafe\u0301", "ﬁ", "a b", "", ".."})
  void onlyACanonicalTextIsAUserName(String text) {
    assertThatThrownBy(() -> new UserName(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
