package dev.halley.bench.load;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the bench needs of the machine, and what the machine is.
 *
 * @param serverCore the core of the server
 * @param loadCore the core of the load
 */
public record Machine(int serverCore, int loadCore) {

  private static final Path PROC = Path.of("/proc");
  private static final Pattern CORES = Pattern.compile("(?m)^Cpus_allowed_list:\\s*(\\S+)");
  private static final Pattern RANGE = Pattern.compile("(\\d+)(?:-(\\d+))?");
  private static final Pattern FILES = Pattern.compile("(?m)^Max open files\\s+(\\S+)\\s+(\\S+)");
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.*)$");

  /**
   * This machine.
   *
   * @throws BenchException if it lacks something, which is named
   */
  public static Machine here() {
    if (!Files.exists(PROC.resolve("self/stat"))) {
      throw new BenchException("expected Linux: CPU time is taken from /proc");
    }
    List<Integer> cores = cores(read("self/status"));
    if (cores.size() < 2) {
      throw new BenchException(
          "expected two cores, one for the server and one for the load; found " + cores.size());
    }
    if (!isInstalled("taskset")) {
      throw new BenchException("expected taskset (util-linux), which keeps a process on a core");
    }
    return new Machine(cores.get(0), cores.get(1));
  }

  /** Moves this process, with all threads it has now and later, to the core of the load. */
  public void moveLoad() {
    String pid = Long.toString(ProcessHandle.current().pid());
    try {
      Process process =
          new ProcessBuilder("taskset", "-a", "-c", "-p", Integer.toString(loadCore), pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new BenchException("taskset ended with " + process.exitValue());
      }
    } catch (IOException e) {
      throw new BenchException("taskset cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  /** Whether so many connections can be held by one process; a server has files besides. */
  static boolean canOpen(int connections) {
    Matcher limits = FILES.matcher(read("self/limits"));
    return !limits.find()
        || limits.group(2).equals("unlimited")
        || Long.parseLong(limits.group(2)) >= connections + 500;
  }

  private static boolean isInstalled(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Reads a list such as 0-3,8. */
  private static List<Integer> cores(String status) {
    List<Integer> cores = new ArrayList<>();
    Matcher list = CORES.matcher(status);
    Matcher range = RANGE.matcher(list.find() ? list.group(1) : "");
    while (range.find()) {
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      IntStream.rangeClosed(first, last).forEach(cores::add);
    }
    return cores;
  }

  /** The machine in one line, for people. */
  static String description() {
    Matcher model = MODEL.matcher(read("cpuinfo"));
    return Runtime.getRuntime().availableProcessors()
        + " cores"
        + (model.find() ? " (" + model.group(1).strip() + ")" : "")
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version");
  }

  private static String read(String file) {
    try {
      return Files.readString(PROC.resolve(file));
    } catch (IOException e) {
      throw new BenchException("/proc/" + file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
