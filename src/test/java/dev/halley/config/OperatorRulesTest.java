package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.auth.Access;
import dev.halley.auth.Access.Who;
import dev.halley.message.ChannelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's rules, from whatever source, and what stops the start. */
class OperatorRulesTest {

  private final Path data;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> system = new HashMap<>();

  OperatorRulesTest(@TempDir Path data) {
    this.data = data;
    system.put("halley.data", data.toString());
  }

  private Settings read() {
    return new SettingsReader("", environment, system, Map.of()).read();
  }

  private void write(String... lines) throws IOException {
    Files.write(data.resolve("halley.properties"), List.of(lines));
  }

  private void assertStops(String... parts) {
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(parts);
  }

  private Who readers(String channel) {
    return read().access().find(ChannelName.of(channel)).map(Access::read).orElseThrow();
  }

  @Test
  void theirNumbersAreTheirOrderWhereverTheyStand() throws IOException {
    write(
        "halley.rule-100=/room/** read=nobody publish=nobody",
        "halley.rule-9=/room/a read=anyone publish=nobody");
    environment.put("HALLEY_RULE_10", "/room/* read=user publish=nobody");
    assertThat(readers("/room/a")).isEqualTo(Who.ANYONE);
    assertThat(readers("/room/b")).isEqualTo(Who.USER);
    assertThat(readers("/room/b/c")).isEqualTo(Who.NOBODY);
  }

  @Test
  void ofTwoWithOneNumberTheLaterSourceWins() throws IOException {
    write("halley.rule-1=/room/a read=anyone publish=nobody");
    system.put("halley.rule-1", "/room/b read=anyone publish=nobody");
    assertThat(readers("/room/a")).isEqualTo(Who.USER);
    assertThat(readers("/room/b")).isEqualTo(Who.ANYONE);
  }

  @Test
  void theDefaultRulesComeAfterThem() {
    system.put("halley.rule-1", "/room/a read=anyone publish=nobody");
    assertThat(readers("/room/b")).isEqualTo(Who.USER);
    assertThat(readers("/broadcast")).isEqualTo(Who.ANYONE);
  }

  @Test
  void theDefaultRulesCanBeLeftOut() {
    system.put("halley.rule-1", "/room/a read=anyone publish=nobody");
    system.put("halley.default-rules", "off");
    Settings settings = read();
    assertThat(settings.access().lines()).hasSize(1);
    assertThat(settings.access().find(ChannelName.of("/room/b"))).isEmpty();
  }

  @Test
  void withNoRuleAtAllTheStartStops() {
    system.put("halley.default-rules", "off");
    assertStops("halley.default-rules", "halley.rule-1", "found none");
  }

  @Test
  void everyColumnReachesThePackageItIsFor() {
    system.put("halley.linger", "7");
    system.put("halley.rule-1", "/a read=anyone publish=nobody age=5s linger=20ms");
    system.put("halley.rule-2", "/b read=anyone publish=nobody");
    Settings settings = read();
    ChannelName a = ChannelName.of("/a");
    ChannelName b = ChannelName.of("/b");
    assertThat(settings.access().find(a)).contains(new Access(Who.ANYONE, Who.NOBODY));
    assertThat(settings.retention().find(a).orElseThrow().age()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.hub().linger().find(a)).contains(Duration.ofMillis(20));
    assertThat(settings.hub().linger().find(b)).contains(Duration.ofMillis(7));
  }

  @Test
  void aBadRuleStopsTheStartWithItsLineAndTheReason() throws IOException {
    write("# rules", "halley.rule-3=/room/* read=user \\", "  publish=all", "halley.rule-4=room");
    assertStops(
        "halley.rule-3 in " + data.resolve("halley.properties") + ", line 2",
        "found publish=all",
        "halley.rule-4 in " + data.resolve("halley.properties") + ", line 4");
  }

  @Test
  void aBadRuleStopsTheStartAlsoIfAnotherWinsOverIt() {
    environment.put("HALLEY_RULE_1", "/room/*");
    system.put("halley.rule-1", "/room/* read=user publish=user");
    assertStops("HALLEY_RULE_1 in the environment", "expected who may read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rule", "rule-0", "rule-01", "rule-10000", "rule-x", "rule.1"})
  void whatIsNoNumberIsNoRule(String name) {
    system.put("halley." + name, "/room/* read=user publish=user");
    assertStops("unknown setting halley." + name, "halley.rule-1 to halley.rule-9999");
  }

  @Test
  void aRuleThatCanNeverHoldStopsTheStart() throws IOException {
    write(
        "halley.rule-1=/room/** read=user publish=user",
        "halley.rule-2=/room/board read=anyone publish=nobody");
    assertStops("rule-2", "line 2", "can never hold", "rule-1", "line 1");
  }

  @Test
  void aNumberThatIsThereTwiceInTheFileStopsTheStart() throws IOException {
    write(
        "halley.rule-1=/room/a read=user publish=user",
        "halley.rule-1=/room/b read=user publish=user");
    assertStops("halley.properties", "found halley.rule-1 in the lines 1 and 2");
  }

  @Test
  void theSummaryTellsThemAndWhereTheyWereFound() {
    system.put("halley.rule-1", "/a read=anyone publish=nobody");
    assertThat(read().summary())
        .endsWith(
            "rules: /a read=anyone publish=nobody messages=100000 age=365d durability=durable"
                + " (halley.rule-1 in the system properties)");
  }
}
