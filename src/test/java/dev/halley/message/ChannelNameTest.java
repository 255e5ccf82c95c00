package dev.halley.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelNameTest {

  private static String normal(String raw) {
    return ChannelName.of(raw).value();
  }

  private static void assertRefused(String raw) {
    assertThat(ChannelName.parse(raw)).as(raw).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/room/lobby",
        "/a",
        "/broadcast",
        "/1/2/3/4/5/6/7/8",
        "/room",
        "/x/meta",
        "/metal"
      })
  void namesOfOneToEightSegmentsAreTaken(String raw) {
    assertThat(normal(raw)).isEqualTo(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "room",
        "room/lobby",
        "/room/",
        "/room//x",
        "//room",
        "/1/2/3/4/5/6/7/8/9"
      })
  void namesOfAnotherShapeAreRefused(String raw) {
    assertRefused(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "_", "~", "!", "@", "$", "(", ")", "a.b", "...", "-_.~!@$()", "A9z"})
  void asciiLettersDigitsAndTheMarksMakeASegment(String segment) {
    assertThat(normal("/room/" + segment)).isEqualTo("/room/" + segment);
  }

  @Test
  void noOtherAsciiCharacterIsTaken() {
    String taken = "-_.~!@$()";
    for (char c = 0; c < 128; c++) {
      boolean good = Character.isLetterOrDigit(c) || taken.indexOf(c) >= 0;
      // A slash is no character of a segment, but divides two.
      boolean valid = ChannelName.parse("/room/x" + c + "x").isPresent();
      assertThat(valid).as("character %d", (int) c).isEqualTo(good || c == '/');
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.", "/..", "/room/.", "/room/..", "/./room", "/../room"})
  void dotAndTwoDotsAreNoSegments(String raw) {
    assertRefused(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"комната", "部屋", "غرفة", "कमरा", "ห้อง", "१२३", "𝟘𝟙", "𐐷", "ǅ", "ʰ"})
  void lettersMarksAndDecimalDigitsOfAnyScriptAreTaken(String segment) {
    assertThat(normal("/room/" + segment)).isEqualTo("/room/" + segment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ⅷ",
        "½",
        "①",
        "²",
        "a b",
        "a\u00a0b",
        "☄",
        "€",
        "a,b",
        "«a»",
        "a\u200bb",
        "a\u200db",
        "\ue000",
        "\ufffe"
      })
  void otherNumbersSpacesSymbolsAndControlsAreRefused(String segment) {
    assertRefused("/room/" + segment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/room/\ud83d", "/room/\udc00x", "/room/\udc00\ud83d"})
  void halfACharacterIsRefused(String raw) {
    assertRefused(raw);
  }

  @Test
  void aSegmentHasAtMostSixtyFourCharacters() {
    assertThat(normal("/" + "a".repeat(64))).hasSize(65);
    assertRefused("/" + "a".repeat(65));
  }

  @Test
  void charactersAreCountedNotTheHalvesOfThem() {
    // Four segments of 15 letters outside the basic plane: 4 bytes and 2 chars each.
    String segment = "𐐷".repeat(15);
    assertThat(normal(("/" + segment).repeat(4)).codePointCount(0, 124)).isEqualTo(64);
    assertThat(normal("/" + "𐐷".repeat(63)).getBytes(UTF_8)).hasSize(253);
    assertRefused("/" + "𐐷".repeat(64));
  }

  @Test
  void aNameHasAtMost255Bytes() {
    String name = ("/" + "a".repeat(63)).repeat(3) + "/" + "a".repeat(62);
    assertThat(normal(name).getBytes(UTF_8)).hasSize(255);
    assertRefused(name + "a");
    assertRefused(name.substring(0, 254) + "é");
  }

  @Test
  void bytesAndCharactersAreCountedAfterComposition() {
    // U+0390 has 2 bytes and is written with 3 characters at most: the worst there is.
    String decomposed = "\u03b9\u0308\u0301";
    String segment = decomposed.repeat(62);
    String raw = ("/" + segment).repeat(2) + "/a";
    assertThat(normal(raw)).isEqualTo(("/" + "\u0390".repeat(62)).repeat(2) + "/a");
    assertThat(normal(raw).getBytes(UTF_8)).hasSize(252);
  }

  @Test
  void aNameIsPutIntoNfc() {
    assertThat(normal("/room/cafe\u0301")).isEqualTo("/room/caf\u00e9");
    assertThat(ChannelName.of("/room/cafe\u0301")).isEqualTo(ChannelName.of("/room/caf\u00e9"));
  }

  @Test
  void outsideInboxesCaseAndWidthAreKept() {
    assertThat(normal("/room/Ａlice")).isEqualTo("/room/Ａlice");
    assertThat(normal("/User/Alice")).isEqualTo("/User/Alice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/meta", "/service", "/meta/handshake", "/service/x/y"})
  void metaAndServiceAreReserved(String raw) {
    assertRefused(raw);
  }

  @Test
  void theUserOfAnInboxIsPutIntoCanonicalForm() {
    assertThat(normal("/user/Alice")).isEqualTo("/user/alice");
    assertThat(normal("/user/ＡLICE/Box")).isEqualTo("/user/alice/Box");
    assertThat(normal("/user/Straße")).isEqualTo("/user/strasse");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/user/a\u2100b",
        "/user/a\uff0fb",
        "/user/\uff0e\uff0e",
        "/user/…",
        "/user/①",
        "/user/ﷺ"
      })
  void noUserBecomesSomethingElseByNormalization(String raw) {
    // Their compatibility forms hold a slash, dots, a digit and spaces.
    assertRefused(raw);
  }

  @Test
  void theCanonicalUserMustFitToo() {
    // It folds to two letters each.
    assertThat(normal("/user/" + "ß".repeat(32))).isEqualTo("/user/" + "s".repeat(64));
    assertRefused("/user/" + "ß".repeat(33));
  }

  @Test
  void theWholeNameMustFitWithTheCanonicalUserToo() {
    String rest = ("/" + "a".repeat(61)).repeat(3) + "/" + "a".repeat(60);
    assertThat(normal("/user/nn" + rest).getBytes(UTF_8)).hasSize(255);
    // As typed it has 2 bytes, too, but in canonical form 3.
    assertRefused("/user/ŉ" + rest);
    assertThat(normal("/user/ŉ" + rest.substring(0, 246))).startsWith("/user/ʼn/");
  }

  @Test
  void anInboxHasAnOwner() {
    assertThat(ChannelName.of("/user/Bob").owner()).contains(new UserName("bob"));
    assertThat(ChannelName.of("/user/bob/drafts").owner()).contains(new UserName("bob"));
    assertThat(ChannelName.of("/user").owner()).isEmpty();
    assertThat(ChannelName.of("/room/bob").owner()).isEmpty();
    assertThat(ChannelName.of("/users/bob").owner()).isEmpty();
  }

  @Test
  void anInboxIsOwnedByItsUserAlone() {
    UserName bob = new UserName("bob");
    assertThat(ChannelName.of("/user/Bob").isOwnedBy(bob)).isTrue();
    assertThat(ChannelName.of("/user/bob/drafts").isOwnedBy(bob)).isTrue();
    assertThat(ChannelName.of("/user/bobby").isOwnedBy(bob)).isFalse();
    assertThat(ChannelName.of("/user/bo").isOwnedBy(bob)).isFalse();
    assertThat(ChannelName.of("/user").isOwnedBy(bob)).isFalse();
    assertThat(ChannelName.of("/room/bob").isOwnedBy(bob)).isFalse();
    assertThat(ChannelName.of("/users/bob").isOwnedBy(bob)).isFalse();
  }

  @Test
  void onlyTheNameDirectlyBelowUserIsAnInbox() {
    assertThat(ChannelName.of("/user/bob").isInbox()).isTrue();
    assertThat(ChannelName.of("/user/bob/drafts").isInbox()).isFalse();
    assertThat(ChannelName.of("/user").isInbox()).isFalse();
    assertThat(ChannelName.of("/room/bob").isInbox()).isFalse();
  }

  @Test
  void theKeyIsTheBeginningOfTheNamesSha256() {
    // printf /room/lobby | sha256sum
    assertThat(ChannelName.of("/room/lobby").key()).isEqualTo(0x1d93497fab8b6d35L);
  }

  @Test
  void equalNamesAreOneAndOthersAreNot() {
    ChannelName a = ChannelName.of("/room/a");
    assertThat(a).isEqualTo(ChannelName.of("/room/a")).hasSameHashCodeAs(ChannelName.of("/room/a"));
    assertThat(a).isNotEqualTo(ChannelName.of("/room/b")).hasToString("/room/a");
  }

  @Test
  void namesAreOrderedAsTexts() {
    assertThat(Stream.of("/b", "/a/b", "/a").map(ChannelName::of).sorted().map(ChannelName::value))
        .containsExactlyElementsOf(Arrays.asList("/a", "/a/b", "/b"));
  }

  @Test
  void ofSaysWhatANameLooksLike() {
    assertThatThrownBy(() -> ChannelName.of("lobby"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected / and 1 to 8 segments")
        .hasMessageEndingWith("found lobby");
  }

  @Test
  void aHugeTextIsRefusedAtOnce() {
    assertRefused("/" + "\u0301".repeat(5_000_000));
  }
}
