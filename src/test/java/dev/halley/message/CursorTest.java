package dev.halley.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.message.Cursor.Entry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  private static final ChannelName LOBBY = ChannelName.of("/room/lobby");
  private static final ChannelName KITCHEN = ChannelName.of("/room/kitchen");
  private static final Position LAST = new Position(Position.MAX_EPOCH, Position.MAX_OFFSET);

  private static Cursor at(long epoch, long offset) {
    return Cursor.of(List.of(new Entry(LOBBY, new Position(epoch, offset))));
  }

  private static List<Entry> entries(int count, Position position) {
    return new ArrayList<>(
        IntStream.range(0, count)
            .mapToObj(i -> new Entry(ChannelName.of("/room/" + i), position))
            .toList());
  }

  private static String token(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(Cursor cursor) {
    return Base64.getUrlDecoder().decode(cursor.token());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, 1L << 49, (1L << 49) - 1, (1L << 53) - 1})
  void anOffsetComesBackFromTheToken(long offset) {
    assertThat(Cursor.parse(at(7, offset).token())).contains(at(7, offset));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0xffff, 0x10000, 0x8000_0000_0000L, (1L << 48) - 1})
  void anEpochComesBackFromTheToken(long epoch) {
    assertThat(Cursor.parse(at(epoch, 3).token()).orElseThrow().at(LOBBY))
        .isEqualTo(new Position(epoch, 3));
  }

  @Test
  void aTokenHasOnlyTheLettersTheProtocolGivesIt() {
    assertThat(Cursor.of(entries(100, LAST)).token()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void aCursorOverNothingComesBackFromItsToken() {
    assertThat(Cursor.parse(Cursor.NONE.token())).contains(Cursor.NONE);
    assertThat(Cursor.NONE.size()).isZero();
  }

  @Test
  void aHundredChannelsFitIntoAToken() {
    Cursor cursor = Cursor.of(entries(100, LAST));
    assertThat(cursor.token()).hasSize(2935);
    assertThat(Cursor.parse(cursor.token())).contains(cursor);
    assertThat(cursor.size()).isEqualTo(100);
  }

  @Test
  void asManyChannelsAsACursorTakesFitIntoAToken() {
    Cursor cursor = Cursor.of(entries(Cursor.MAX_CHANNELS, LAST));
    assertThat(cursor.token()).hasSizeBetween(Cursor.MAX_TOKEN - 30, Cursor.MAX_TOKEN);
    assertThat(Cursor.parse(cursor.token())).contains(cursor);
  }

  @Test
  void moreChannelsThanFitAreRefused() {
    List<Entry> entries = entries(Cursor.MAX_CHANNELS + 1, LAST);
    assertThat(Cursor.canCover(entries.stream().map(Entry::channel).toList())).isFalse();
    assertThatThrownBy(() -> Cursor.of(entries)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachChannelHasItsPosition() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      entries.add(new Entry(ChannelName.of("/room/" + i), new Position(i, i)));
    }
    Cursor cursor = Cursor.parse(Cursor.of(entries).token()).orElseThrow();
    for (Entry entry : entries) {
      assertThat(cursor.at(entry.channel())).isEqualTo(entry.position());
    }
    assertThat(cursor.at(LOBBY)).isNull();
  }

  @Test
  void theOrderInWhichChannelsAreNamedMakesNoDifference() {
    List<Entry> entries = entries(50, LAST);
    Cursor cursor = Cursor.of(entries);
    Collections.shuffle(entries, new Random(1));
    assertThat(Cursor.of(entries)).isEqualTo(cursor).hasSameHashCodeAs(cursor);
    assertThat(Cursor.of(entries).token()).isEqualTo(cursor.token());
  }

  @Test
  void cursorsAreEqualByTheirChannelsAndPositions() {
    Cursor kitchen = Cursor.of(List.of(new Entry(KITCHEN, new Position(7, 1))));
    assertThat(at(7, 1)).isEqualTo(at(7, 1)).isNotEqualTo(at(7, 2)).isNotEqualTo(at(8, 1));
    assertThat(at(7, 1)).isNotEqualTo(kitchen).isNotEqualTo(Cursor.NONE);
  }

  @Test
  void aChannelNamedTwiceIsRefused() {
    Entry entry = new Entry(LOBBY, LAST);
    assertThat(Cursor.canCover(List.of(LOBBY, LOBBY))).isFalse();
    assertThat(Cursor.canCover(List.of(LOBBY, KITCHEN))).isTrue();
    assertThatThrownBy(() -> Cursor.of(List.of(entry, entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "A", "AQ=", "AQ==", "AR", "AQ.", "AQ ", "é", "Ag", "AA", "AQAA", "+/+/", "AQ\n"
      })
  void aTokenThatNoServerMadeIsRefused(String token) {
    assertThat(Cursor.parse(token)).isEmpty();
  }

  @Test
  void everyCutTokenIsRefused() {
    byte[] bytes = bytes(Cursor.of(entries(2, LAST)));
    for (int length = 0; length < bytes.length; length++) {
      boolean whole = length == 1 || length == 1 + 22;
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThat(Cursor.parse(token(cut)).isPresent()).as("%d bytes", length).isEqualTo(whole);
    }
  }

  @Test
  void aTokenWithMoreBehindItIsRefused() {
    assertThat(Cursor.parse(at(1, 1).token() + "AA")).isEmpty();
  }

  @Test
  void channelsOutOfOrderOrTwiceAreRefused() {
    byte[] lobby = bytes(at(1, 1));
    byte[] kitchen = bytes(Cursor.of(List.of(new Entry(KITCHEN, new Position(1, 1)))));
    boolean lobbyFirst = LOBBY.key() < KITCHEN.key();
    assertThat(Cursor.parse(joined(lobby, kitchen)).isPresent()).isEqualTo(lobbyFirst);
    assertThat(Cursor.parse(joined(kitchen, lobby)).isPresent()).isEqualTo(!lobbyFirst);
    assertThat(Cursor.parse(joined(lobby, lobby))).isEmpty();
  }

  private static String joined(byte[] first, byte[] second) {
    ByteBuffer both = ByteBuffer.allocate(first.length + second.length - 1);
    return token(both.put(first).put(second, 1, second.length - 1).array());
  }

  @Test
  void anOffsetInALongerFormThanNeededIsRefused() {
    assertThat(Cursor.parse(entry(0x05))).isPresent();
    assertThat(Cursor.parse(entry(0x85, 0x00))).isEmpty();
    assertThat(Cursor.parse(entry(0x80, 0x80, 0x00))).isEmpty();
  }

  @Test
  void anOffsetAboveTheLargestIsRefused() {
    assertThat(Cursor.parse(entry(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f))).isPresent();
    assertThat(Cursor.parse(entry(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f))).isEmpty();
    assertThat(Cursor.parse(entry(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01))).isEmpty();
  }

  private static String entry(int... offset) {
    ByteBuffer bytes = ByteBuffer.allocate(15 + offset.length).put((byte) 1).putLong(LOBBY.key());
    bytes.putInt(0).putShort((short) 1);
    for (int b : offset) {
      bytes.put((byte) b);
    }
    return token(bytes.array());
  }

  @Test
  void aTokenAboveTheLongestIsRefused() {
    assertThat(Cursor.parse("A".repeat(Cursor.MAX_TOKEN + 1))).isEmpty();
  }

  @Test
  void randomBytesAreRefusedOrAreACursorsOwnToken() {
    Random random = new Random(42);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = 1;
      }
      String token = token(bytes);
      Cursor.parse(token).ifPresent(c -> assertThat(c.token()).isEqualTo(token));
    }
  }

  @Test
  void randomTextsAreRefusedOrAreACursorsOwnToken() {
    Random random = new Random(43);
    byte[] good = Cursor.of(entries(3, new Position(9, 300))).token().getBytes(US_ASCII);
    for (int i = 0; i < 200_000; i++) {
      byte[] text = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(128);
      }
      String token = new String(text, US_ASCII);
      Cursor.parse(token).ifPresent(c -> assertThat(c.token()).isEqualTo(token));
    }
  }
}
