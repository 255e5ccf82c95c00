package dev.halley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelPatternTest {

  @ParameterizedTest
  @CsvSource({
    "/room/lobby, /room/lobby",
    "/room/*, /room/lobby",
    "/*, /broadcast",
    "/*/lobby, /room/lobby",
    "/room/*/typing, /room/lobby/typing",
    "/room/**, /room/lobby",
    "/room/**, /room/a/b/c/d/e/f/g",
    "/**, /room/lobby",
    "/**, /a",
    "/*/**, /room/lobby",
    "/user/*, /user/Bob",
  })
  void covers(String pattern, String channel) {
    assertThat(ChannelPattern.of(pattern).matches(ChannelName.of(channel))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/room/lobby, /room/lobb",
    "/room/lobby, /room/lobby2",
    "/room/lobby, /room/lobby/x",
    "/room/lobby, /room",
    "/room/lobby, /room/Lobby",
    "/room/*, /room",
    "/room/*, /room/a/b",
    "/room/*, /rooms/a",
    "/*, /room/lobby",
    "/room/*/typing, /room/lobby/presence",
    "/room/*/typing, /room/typing",
    "/room/**, /room",
    "/room/**, /rooms/a",
    "/*/**, /room",
  })
  void doesNotCover(String pattern, String channel) {
    assertThat(ChannelPattern.of(pattern).matches(ChannelName.of(channel))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/room/lobby, /room/lobby",
    "/room/*, /room/lobby",
    "/room/*, /room/*",
    "/room/**, /room/*",
    "/room/**, /room/*/typing",
    "/room/**, /room/**",
    "/**, /room",
    "/*/**, /room/**",
    "/user/*, /user/Bob",
  })
  void coversAllThatANarrowerOneDoes(String wide, String narrow) {
    assertThat(ChannelPattern.of(wide).covers(ChannelPattern.of(narrow))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/room/lobby, /room/*",
    "/room/*, /room/**",
    "/room/*, /room/*/typing",
    "/room/*/typing, /room/*",
    "/room/*/typing, /room/*/*",
    "/room/**, /room",
    "/room/**, /rooms/*",
    "/*/**, /**",
  })
  void doesNotCoverWhatIsNotAllBelowIt(String one, String other) {
    assertThat(ChannelPattern.of(one).covers(ChannelPattern.of(other))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/user/*, true",
    "/user/**, true",
    "/user/a/b, true",
    "/user, false",
    "/users/*, false",
    "/*/*, false",
    "/**, false",
  })
  void knowsWhetherItLiesBelowAFirstSegment(String pattern, boolean below) {
    assertThat(ChannelPattern.of(pattern).isBelow("user")).isEqualTo(below);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "**",
        "/",
        "room/*",
        "/room/",
        "/room//*",
        "/**/x",
        "/room/a*",
        "/room/***",
        "/room/..",
        "/room/{name}",
        "/meta/*",
        "/a/b/c/d/e/f/g/h/*"
      })
  void whatCouldCoverNothingIsRefused(String text) {
    assertThatThrownBy(() -> ChannelPattern.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a channel name in which *")
        .hasMessageEndingWith("found " + text);
  }

  @Test
  void aPatternIsPutIntoTheFormOfNames() {
    assertThat(ChannelPattern.of("/user/BOB")).hasToString("/user/bob");
    assertThat(ChannelPattern.of("/room/cafe\u0301/*")).hasToString("/room/caf\u00e9/*");
  }

  @Test
  void patternsAreEqualByTheirForm() {
    assertThat(ChannelPattern.of("/user/Bob/**"))
        .isEqualTo(ChannelPattern.of("/user/bob/**"))
        .hasSameHashCodeAs(ChannelPattern.of("/user/bob/**"))
        .isNotEqualTo(ChannelPattern.of("/user/bob/*"));
  }
}
