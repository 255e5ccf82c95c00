package dev.halley.bench.harm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What slowhttptest does, where that is installed: slow heads, slow bodies, slow reading. */
final class SlowHttpTest {

  private static final String PROGRAM = "slowhttptest";
  private static final int CONNECTIONS = 1_000;
  private static final int RATE = 500;
  private static final int LONGEST_SECONDS = 240;

  private SlowHttpTest() {}

  static List<Attack> all() {
    if (!isInstalled()) {
      System.out.println(PROGRAM + " is not installed: what it does is left out");
      return List.of();
    }
    return List.of(
        attack("slow heads", "/v1/info", List.of("-H", "-i", "5")),
        attack("slow bodies", "/v1/poll", List.of("-B", "-i", "5", "-s", "8192")),
        attack(
            "slow reading",
            "/halley.js",
            List.of("-X", "-w", "512", "-y", "1024", "-n", "5", "-z", "32", "-k", "3")));
  }

  private static Attack attack(String name, String path, List<String> mode) {
    return new Attack(PROGRAM + ", " + CONNECTIONS + " × " + name, port -> begin(port, path, mode));
  }

  private static AutoCloseable begin(int port, String path, List<String> mode) throws IOException {
    List<String> command = new ArrayList<>(List.of(PROGRAM, "-v", "0"));
    command.addAll(mode);
    command.addAll(List.of("-c", Integer.toString(CONNECTIONS), "-r", Integer.toString(RATE)));
    command.addAll(List.of("-l", Integer.toString(LONGEST_SECONDS)));
    command.addAll(List.of("-u", "http://127.0.0.1:" + port + path));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Until all its connections are open.
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1 + CONNECTIONS / RATE));
    if (!process.isAlive()) {
      throw new IOException(PROGRAM + " ended with exit code " + process.exitValue());
    }
    return () -> {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    };
  }

  private static boolean isInstalled() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
  }
}
