package dev.halley.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.halley.containers.BuiltFiles;
import dev.halley.containers.Installed;
import dev.halley.containers.ServerOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Firefox without a window and with a profile of its own, spoken to by WebDriver BiDi. */
final class Firefox implements Browser {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Pattern LISTENING =
      Pattern.compile("WebDriver BiDi listening on (ws://127\\.0\\.0\\.1:\\d+)");

  /** It shall ask nobody but the server of the test for anything. */
  private static final String PREFERENCES =
      """
      user_pref("app.normandy.enabled", false);
      user_pref("app.update.disabledForTesting", true);
      user_pref("browser.aboutwelcome.enabled", false);
      user_pref("browser.safebrowsing.downloads.enabled", false);
      user_pref("browser.safebrowsing.malware.enabled", false);
      user_pref("browser.safebrowsing.phishing.enabled", false);
      user_pref("browser.shell.checkDefaultBrowser", false);
      user_pref("datareporting.policy.dataSubmissionEnabled", false);
      user_pref("extensions.getAddons.cache.enabled", false);
      user_pref("network.captive-portal-service.enabled", false);
      user_pref("network.connectivity-service.enabled", false);
      user_pref("network.dns.disablePrefetch", true);
      user_pref("services.settings.server", "data:,");
      user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
      """;

  private final Process process;
  private final Path folder;
  private final Thread atExit;
  private final BiDi session;

  /** The pages that are open. A command that names one which was closed is refused. */
  private final JsonArray contexts = new JsonArray();

  private Firefox(Process process, Path folder, Thread atExit, BiDi session) {
    this.process = process;
    this.folder = folder;
    this.atExit = atExit;
    this.session = session;
  }

  /** Starts it. Where there is none the test is skipped, loudly; under {@code CI=true} it fails. */
  static Firefox start() {
    Path program = find();
    try {
      Path folder = BuiltFiles.newFolder("firefox");
      Path profile = Files.createDirectory(folder.resolve("profile"));
      Files.writeString(profile.resolve("user.js"), PREFERENCES);
      Process process = launch(program, folder, profile);
      // For a test run that is itself stopped.
      Thread atExit = new Thread(() -> kill(process));
      Runtime.getRuntime().addShutdownHook(atExit);
      ServerOutput output = ServerOutput.of(process.getInputStream(), folder.resolve("output.log"));
      try {
        BiDi session = new BiDi(URI.create(address(output) + "/session"));
        return new Firefox(process, folder, atExit, session);
      } catch (RuntimeException | Error e) {
        kill(process);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Firefox cannot be started", e);
    }
  }

  private static Path find() {
    return Installed.find("firefox-esr", "firefox")
        .orElseThrow(
            () ->
                Installed.missing(
                    "Firefox is NOT TESTED: expected firefox-esr"
                        + " (Debian: apt-get install firefox-esr)"));
  }

  private static Process launch(Path program, Path folder, Path profile) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "--headless",
            "--no-remote",
            "--remote-debugging-port=0",
            "--profile",
            profile.toString());
    builder.redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("MOZ_CRASHREPORTER_DISABLE", "1");
    return builder.start();
  }

  private static String address(ServerOutput output) {
    try {
      MatchResult found =
          output
              .await(LISTENING, START)
              .orElseThrow(
                  () ->
                      new AssertionError("Firefox did not come up. It printed:\n" + output.text()));
      return found.group(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for Firefox", e);
    }
  }

  @Override
  public WebPage page() {
    JsonObject wish = new JsonObject();
    wish.addProperty("type", "tab");
    String context = session.command("browsingContext.create", wish).get("context").getAsString();
    JsonPrimitive open = new JsonPrimitive(context);
    contexts.add(open);
    return new FirefoxPage(session, context, () -> contexts.remove(open));
  }

  @Override
  public void offline(boolean without) {
    JsonObject offline = new JsonObject();
    offline.addProperty("type", "offline");
    JsonObject wish = new JsonObject();
    wish.add("networkConditions", without ? offline : JsonNull.INSTANCE);
    wish.add("contexts", contexts);
    session.command("emulation.setNetworkConditions", wish);
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Stops it, and keeps just what it printed, in {@code target/servers}. */
  @Override
  public void close() {
    session.close();
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    kill(process);
    // Whoever still runs would write into the folders that are deleted.
    all.forEach(each -> each.onExit().orTimeout(START.toSeconds(), TimeUnit.SECONDS).join());
    removeHook();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(Files::isDirectory).toList()) {
        BuiltFiles.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the files of Firefox cannot be deleted", e);
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This process is going down already, and the hook runs or has run.
      return;
    }
  }
}
