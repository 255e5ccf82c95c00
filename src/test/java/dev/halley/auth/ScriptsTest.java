package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "42",
        "alice",
        "a_b-c.7",
        "José",
        "Jose\u0301",
        "Алиса7",
        "Αλίκη",
        "אליס",
        "أليس",
        "आलिस",
        "艾丽斯",
        "ㄚ艾",
        "アリス",
        "ありすアリス有",
        "앨리스",
        "金앨리스",
        "ーー"
      })
  void aNameOfOneScriptOrOneLanguageIsSingle(String name) {
    assertThat(Scripts.isSingle(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "аlice", // a Cyrillic a
        "alicе", // a Cyrillic e
        "pαul", // a Greek alpha
        "Ꭺlice", // a Cherokee go
        "bob有", "アリスA", "アリス앨", "ㄚあ", "ㄚ앨", "אa", "आa"
      })
  void aNameOfSeveralScriptsIsNot(String name) {
    assertThat(Scripts.isSingle(name)).isFalse();
  }
}
