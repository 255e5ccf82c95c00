package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.message.ChannelPattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {

  @Test
  void aRoleIsANameAndWhatItAllows() {
    assertThat(Role.parse(" staff  moderator publish=/broadcast,/news/** read=/log/* "))
        .isEqualTo(
            new Role(
                "staff",
                List.of(
                    new Grant(Action.PUBLISH, ChannelPattern.of("/broadcast")),
                    new Grant(Action.PUBLISH, ChannelPattern.of("/news/**")),
                    new Grant(Action.READ, ChannelPattern.of("/log/*"))),
                false,
                true));
    assertThat(Role.parse("chiefs admin").admin()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "staff",
        "staff write=/a",
        "staff read=",
        "staff read=room",
        "staff admin=true"
      })
  void whatIsNoRoleIsToldWhatOneIs(String text) {
    assertThatThrownBy(() -> Role.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
