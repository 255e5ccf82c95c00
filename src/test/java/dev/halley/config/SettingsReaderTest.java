package dev.halley.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halley.auth.AuthSettings;
import dev.halley.auth.AuthSettings.GuestMode;
import dev.halley.protocol.json.JsonLimits;
import dev.halley.protocol.json.Offer;
import dev.halley.protocol.plain.PlainLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> system = new HashMap<>();
  private final Map<String, String> context = new HashMap<>();

  SettingsReaderTest(@TempDir Path home) {
    this.home = home;
    system.put("user.home", home.toString());
  }

  private Settings read(String contextPath) {
    return new SettingsReader(contextPath, environment, system, context).read();
  }

  private Settings read() {
    return read("");
  }

  private void write(String... lines) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".halley/root"));
    Files.write(folder.resolve("halley.properties"), List.of(lines));
  }

  private void assertStops(String... parts) {
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void withNothingSetEverythingIsAsTheTableSays() {
    Settings settings = read();
    assertThat(settings.json()).isEqualTo(JsonLimits.DEFAULTS);
    assertThat(settings.maxBody()).isEqualTo(1 << 20);
    assertThat(settings.auth()).isEqualTo(new AuthSettings(GuestMode.AUTO, Duration.ofDays(7)));
    assertThat(settings.hub().maxHolds()).isEqualTo(50_000);
    assertThat(settings.hub().maxHoldsPerUser()).isEqualTo(50);
    assertThat(settings.hub().maxHoldsPerAddress()).isEqualTo(1_000);
    assertThat(settings.proxies().address("127.0.0.1", List.of(), List.of())).isEmpty();
    assertThat(settings.proxies().address("::1", List.of(), List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', root", "/, root", "/chat, chat", "/a/b, a#b"})
  void theDataFolderIsNamedAfterTheContext(String contextPath, String name) {
    assertThat(read(contextPath).data()).isEqualTo(home.resolve(".halley").resolve(name));
  }

  @Test
  void theLaterSourceWins() throws IOException {
    assertThat(read().json().maxMessage()).isEqualTo(64 << 10);
    write("halley.max-message = 1k");
    assertThat(read().json().maxMessage()).isEqualTo(1 << 10);
    environment.put("HALLEY_MAX_MESSAGE", "2 KiB");
    assertThat(read().json().maxMessage()).isEqualTo(2 << 10);
    system.put("halley.max-message", "3 KiB");
    assertThat(read().json().maxMessage()).isEqualTo(3 << 10);
    context.put("halley.max-message", "4096");
    assertThat(read().json().maxMessage()).isEqualTo(4 << 10);
  }

  @Test
  void everySettingReachesTheRecordItIsFor() {
    environment.put("HALLEY_GUESTS", "Off");
    environment.put("HALLEY_GUEST_LIFE", "2 h");
    environment.put("HALLEY_MAX_MESSAGE", "1");
    environment.put("HALLEY_MAX_BODY", "2");
    environment.put("HALLEY_MAX_ANSWER", "3");
    environment.put("HALLEY_MAX_CHANNELS", "4");
    environment.put("HALLEY_HOLD_MAX", "5");
    environment.put("HALLEY_MAX_HOLDS", "6");
    environment.put("HALLEY_MAX_HOLDS_PER_USER", "7");
    environment.put("HALLEY_MAX_HOLDS_PER_ADDRESS", "8");
    environment.put("HALLEY_DRAIN_DELAY", "9 s");
    environment.put("HALLEY_CACHE", "10");
    environment.put("HALLEY_PROXIES", "none");
    environment.put("HALLEY_ORIGINS", "https://b.example:8443,https://A.example:443");
    environment.put("HALLEY_JSONP", "Off");
    environment.put("HALLEY_DOCTOR", "off");
    Settings settings = read();
    assertThat(settings.doctor()).isFalse();
    assertThat(settings.plain()).isEqualTo(new PlainLimits(1, 3));
    assertThat(settings.auth()).isEqualTo(new AuthSettings(GuestMode.OFF, Duration.ofHours(2)));
    assertThat(settings.json())
        .isEqualTo(new JsonLimits(1, 3, 4, 5, Duration.ofSeconds(9), 10, Duration.ofMinutes(15)));
    assertThat(settings.offer(true)).isEqualTo(new Offer(true, true, false));
    assertThat(settings.origins()).hasToString("https://a.example, https://b.example:8443");
    assertThat(settings.maxBody()).isEqualTo(2);
    assertThat(settings.hub().maxHolds()).isEqualTo(6);
    assertThat(settings.hub().maxHoldsPerUser()).isEqualTo(7);
    assertThat(settings.hub().maxHoldsPerAddress()).isEqualTo(8);
    assertThat(settings.proxies()).hasToString("none");
  }

  @Test
  void theEndsOfEveryRangeFitTheRecords() {
    for (Setting<?> setting : SettingsTable.rows()) {
      if (setting.form() instanceof Form.Quantity quantity) {
        for (long end : new long[] {quantity.least(), quantity.most()}) {
          environment.put(setting.variable(), Long.toString(end));
          Settings settings = read();
          assertThat(settings.json()).isNotNull();
          assertThat(settings.hub()).isNotNull();
          assertThat(settings.auth()).isNotNull();
          assertThat(settings.maxBody()).isPositive();
        }
        environment.remove(setting.variable());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "max-message, many, 1 B to 16 MiB",
    "max-message, 0, 1 B to 16 MiB",
    "max-message, 17 MiB, 1 B to 16 MiB",
    "max-message, '', 1 B to 16 MiB",
    "max-channels, 101, 1 to 100",
    "hold-max, -5, 1 s to 5 min",
    "hold-max, 301, 1 s to 5 min",
    "guests, maybe, 'auto, on, off'",
    "proxies, localhost, 'addresses and ranges such as 10.0.0.0/8'",
    "data, '', a path",
    "jsonp, yes, 'on, off'",
    "origins, app.example, 'origins such as https://app.example.com'",
  })
  void aBadValueStopsTheStartAndIsNamedWithKeyRangeAndSource(
      String name, String value, String range) {
    system.put("halley." + name, value);
    assertStops(
        "\"" + value + "\"", "halley." + name, "the system properties", "expected " + range);
    system.remove("halley." + name);
    String variable = "HALLEY_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    environment.put(variable, value);
    assertStops("\"" + value + "\"", variable + " in the environment", "expected " + range);
  }

  @Test
  void aBadValueThatAnotherWinsOverStopsTheStartToo() {
    environment.put("HALLEY_MAX_MESSAGE", "many");
    context.put("halley.max-message", "1 KiB");
    assertStops("many", "HALLEY_MAX_MESSAGE");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    environment.put("HALLEY_MAX_MASSAGE", "1");
    context.put("halley.hold-max", "x");
    assertStops(
        "HALLEY_MAX_MASSAGE in the environment", "halley.hold-max in the context parameters");
  }

  @Test
  void anUnknownKeyStopsTheStartAndItsValueIsNotShown() throws IOException {
    system.put("halley.max-massage", "pa55word");
    assertStops(
        "unknown setting halley.max-massage in the system properties", "halley.max-message");
    assertThatThrownBy(this::read).hasMessageNotContaining("pa55word");
    system.remove("halley.max-massage");
    write("halley.max-massage=1");
    assertStops("unknown setting halley.max-massage", "halley.properties");
  }

  @Test
  void whatIsNotHalleysIsNoMatter() {
    environment.put("HALLEYX", "1");
    environment.put("JAVA_HOME", "1");
    system.put("jetty.halley.max", "1");
    system.put("halley.war", "/srv/halley.war");
    context.put("other.parameter", "1");
    assertThat(read().json()).isEqualTo(JsonLimits.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HALLEY_SERVICE_HOST",
        "HALLEY_SERVICE_PORT",
        "HALLEY_SERVICE_PORT_HTTP",
        "HALLEY_PORT",
        "HALLEY_PORT_8080_TCP",
        "HALLEY_PORT_8080_TCP_ADDR"
      })
  void whatKubernetesTellsOfAServiceCalledHalleyIsNoMatter(String variable) {
    environment.put(variable, "tcp://10.0.0.1:8080");
    assertThat(read().json()).isEqualTo(JsonLimits.DEFAULTS);
  }

  @Test
  void theFileLiesInTheDataFolder(@TempDir Path data) throws IOException {
    Files.writeString(data.resolve("halley.properties"), "halley.guests=off");
    context.put("halley.data", data.toString());
    Settings settings = read();
    assertThat(settings.data()).isEqualTo(data);
    assertThat(settings.auth().guests()).isEqualTo(GuestMode.OFF);
  }

  @Test
  void theFileLiesWhereConfigPoints(@TempDir Path other) throws IOException {
    write("halley.guests=on");
    Path file = Files.writeString(other.resolve("my.conf"), "# é\nhalley.guests = off  \n");
    environment.put("HALLEY_CONFIG", file.toString());
    assertThat(read().auth().guests()).isEqualTo(GuestMode.OFF);
  }

  @Test
  void aFileThatConfigPointsToMustBeThere() {
    environment.put("HALLEY_CONFIG", home.resolve("none").toString());
    assertStops("The settings file", home.resolve("none").toString(), "cannot be read");
  }

  @Test
  void aFileThatIsNoPropertiesFileStopsTheStart() throws IOException {
    write("halley.data=\\u00zz");
    assertStops("cannot be read", "halley.properties");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "config"})
  void whatTheFileIsFoundThroughIsNotInIt(String name) throws IOException {
    write("halley." + name + "=/srv/halley");
    assertStops("Expected no halley." + name, "halley.properties", "environment");
  }

  @Test
  void eachKeyInTheFileBeginsWithHalley() throws IOException {
    write("max-message=1");
    assertStops("Expected keys that begin with halley.", "found max-message");
  }

  @Test
  void theHomeFolderIsFoundByItsTilde() {
    environment.put("HALLEY_DATA", "~/chat");
    assertThat(read().data()).isEqualTo(home.resolve("chat"));
  }

  @Test
  void aRelativeFolderIsMadeAbsolute() {
    environment.put("HALLEY_DATA", "data/../other");
    assertThat(read().data()).isEqualTo(Path.of("other").toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", ""})
  void withoutAHomeFolderTheDataFolderMustBeSet(String unknown) {
    system.put("user.home", unknown);
    assertStops("Expected halley.data to be set");
    environment.put("HALLEY_DATA", home.toString());
    assertThat(read().data()).isEqualTo(home);
  }

  @Test
  void theSummaryTellsWhatIsInForceAndWhereItWasFound() throws IOException {
    write("halley.guests=off");
    context.put("halley.max-message", "65537");
    environment.put("HALLEY_MAX_BODY", "2097152");
    assertThat(read().summary())
        .startsWith("halley.data=" + home.resolve(".halley/root") + ", halley.config=" + home)
        .contains("halley.guests=off (" + home.resolve(".halley/root/halley.properties") + ")")
        .contains("halley.max-message=65537 B (the context parameters)")
        .contains("halley.max-body=2 MiB (the environment)")
        .contains("halley.max-answer=1 MiB,")
        .contains("halley.hold-max=55 s,");
  }
}
