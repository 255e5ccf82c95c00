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
        "b٥b", // an Arabic five
        "bob有", "アリスA", "アリス앨", "ㄚあ", "ㄚ앨", "אa", "आa"
      })
  void aNameOfSeveralScriptsIsNot(String name) {
    assertThat(Scripts.isSingle(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice\ufe0f",
        "ali\u034fce",
        "alice\udb40\udd00", // U+E0100
        "앨\u115f",
        "앨\u1160",
        "앨\u3164",
        "앨\uffa0",
        "\u1780\u17b4",
        "\u1780\u17b5",
        "\u1820\u180b",
        "\u1820\u180f",
        "jos\u00e9\u0301", // the same accent twice
        "٤۴", // the same four in two systems
      })
  void whatHidesSomethingIsNotVisible(String name) {
    assertThat(Scripts.isVisible(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alice",
        "José",
        "Jose\u0301",
        "việt",
        "a_b-c.7",
        "٤٢",
        "アリス7",
        "앨리스",
        "अमर४२"
      })
  void whatShowsIsVisible(String name) {
    assertThat(Scripts.isVisible(name)).isTrue();
  }
}
