package dev.halley.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A program in a terminal of its own (by {@code script}, which every Debian has), with somebody at
 * the keys who waits for what they want to see before they type.
 */
final class Terminal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Where to go and how to look: of no interest to who reads. */
  private static final Pattern CONTROL =
      Pattern.compile("\u001b[\\[()][0-9;?]*[A-Za-z0-9]?|[\r\b\u0000]");

  private final Process process;
  private final OutputStream keys;
  private final StringBuilder printed = new StringBuilder();

  /** How far somebody has looked, in characters that are no control. */
  private int read;

  private Terminal(Process process) {
    this.process = process;
    this.keys = process.getOutputStream();
  }

  static Terminal run(String command, Path home) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qfec", "exec " + command, "/dev/null")
            .redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("TERM", "vt100");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Terminal terminal = new Terminal(builder.start());
    Thread reader = new Thread(terminal::read, "terminal");
    reader.setDaemon(true);
    reader.start();
    return terminal;
  }

  private void read() {
    byte[] some = new byte[8192];
    try (InputStream screen = process.getInputStream()) {
      for (int n = screen.read(some); n >= 0; n = screen.read(some)) {
        synchronized (printed) {
          printed.append(new String(some, 0, n, UTF_8));
        }
      }
    } catch (IOException closed) {
      // The terminal is gone; whoever waits for it says what was seen last.
    }
  }

  /** What came since the text that was last waited for. */
  private String seen() {
    synchronized (printed) {
      return CONTROL.matcher(printed).replaceAll("").substring(read);
    }
  }

  /** Waits for a text on the screen, drawn after all that was waited for before. */
  void sees(String text) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen()).contains(text));
    read += seen().indexOf(text) + text.length();
  }

  /** Presses keys. */
  void type(String... strokes) {
    try {
      for (String stroke : strokes) {
        keys.write(stroke.getBytes(UTF_8));
        keys.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
