package dev.halley.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server prints: kept, written to a file as well, and waited for. For any thread. */
public final class ServerOutput {

  private final StringBuilder text = new StringBuilder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grew = lock.newCondition();
  private boolean ended;

  private ServerOutput() {}

  /** Reads on a thread of its own until the server is gone. */
  public static ServerOutput of(InputStream printed, Path file) {
    ServerOutput output = new ServerOutput();
    Thread reader = new Thread(() -> output.read(printed, file), "output of " + file);
    reader.setDaemon(true);
    reader.start();
    return output;
  }

  /**
   * Waits for a line.
   *
   * @return what was found in the first line that has it; empty if the server ended without one, or
   *     the time is over
   */
  public Optional<MatchResult> await(Pattern pattern, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      int from = 0;
      while (true) {
        int end = text.lastIndexOf("\n") + 1;
        Optional<MatchResult> found =
            text.substring(from, end)
                .lines()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(Matcher::toMatchResult);
        if (found.isPresent() || ended || left <= 0) {
          return found;
        }
        from = end;
        left = grew.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that a server which is gone had printed is here. */
  public void awaitEnd(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!ended && left > 0) {
        left = grew.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** All of it up to now. */
  public String text() {
    lock.lock();
    try {
      return text.toString();
    } finally {
      lock.unlock();
    }
  }

  private void read(InputStream printed, Path file) {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(printed, UTF_8));
        Writer out = Files.newBufferedWriter(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        add(line, false);
        out.write(line + "\n");
        out.flush();
      }
    } catch (IOException e) {
      add("(no more of the output can be read or written: " + e + ")", false);
    } finally {
      add("", true);
    }
  }

  private void add(String line, boolean end) {
    lock.lock();
    try {
      if (!end) {
        text.append(line).append('\n');
      }
      ended = end;
      grew.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
