package dev.halley.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A browser of old, as HtmlUnit behaves like it, in a process of its own: the HtmlUnit that knows
 * IE 8 has libraries of its time.
 */
final class OldBrowser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SOURCE = Path.of("src/test/resources/old-browsers/OldBrowser.java");

  /** What to behave like. */
  enum Kind {
    IE_8("2.13", "INTERNET_EXPLORER_8"),
    IE_9("2.13", "INTERNET_EXPLORER_9"),
    IE_11("2.70.0", "INTERNET_EXPLORER");

    private final String library;
    private final String version;

    Kind(String library, String version) {
      this.library = library;
      this.version = version;
    }
  }

  private final Kind kind;
  private final Process process;
  private final PrintWriter orders;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private OldBrowser(Kind kind, Process process) {
    this.kind = kind;
    this.process = process;
    this.orders = new PrintWriter(process.getOutputStream(), true, UTF_8);
  }

  /** Starts it; what it logs is beside its libraries, in {@code target/browsers}. */
  static OldBrowser start(Kind kind) {
    Path libraries = Path.of("target/browsers/htmlunit-" + kind.library);
    if (!Files.isDirectory(libraries)) {
      throw new AssertionError("expected HtmlUnit in " + libraries + ", where the build puts it");
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(), "-Xmx256m", "-cp", libraries + "/*", SOURCE.toString(), kind.version);
    builder.redirectError(libraries.resolveSibling(kind + ".log").toFile());
    try {
      OldBrowser browser = new OldBrowser(kind, builder.start());
      Thread reader = new Thread(browser::read, "old-browser");
      reader.setDaemon(true);
      reader.start();
      return browser;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      reader.lines().forEach(answers::add);
    } catch (IOException | UncheckedIOException closed) {
      answers.add("! closed");
    }
  }

  /** Loads a page, and says where that has led to. */
  String open(String url) {
    return order("open", url);
  }

  /** Runs a script in the page, and gives the value of its last expression as text. */
  String run(String script) {
    return order("run", script);
  }

  private String order(String verb, String what) {
    orders.println(verb + " " + URLEncoder.encode(what, UTF_8));
    try {
      String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (answer == null || !answer.startsWith("= ")) {
        String why = answer == null ? "nothing" : URLDecoder.decode(answer, UTF_8);
        throw new AssertionError(kind + " was to " + verb + " " + what + " and said " + why);
      }
      return URLDecoder.decode(answer.substring(2), UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
