package dev.halley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {

  @Test
  void oneToSixtyFourLettersAreAnId() {
    assertThat(MessageId.parse("a")).contains(new MessageId("a"));
    assertThat(MessageId.parse("Az09_-")).isPresent();
    assertThat(MessageId.parse("x".repeat(64))).isPresent();
    assertThat(MessageId.parse("x".repeat(65))).isEmpty();
    assertThat(MessageId.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a.b", "é", "a\n", "a/b", "a+b", "٣", "\ud800"})
  void otherCharactersAreNoId(String text) {
    assertThat(MessageId.parse(text)).isEmpty();
    assertThatThrownBy(() -> new MessageId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void randomIdsAreIdsAndDiffer() {
    Set<MessageId> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(MessageId.random())).isTrue();
    }
    assertThat(seen).allSatisfy(id -> assertThat(id.value()).hasSize(22));
  }
}
