package dev.halley.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shows that the stress test can fail: the loop of {@link Delivery}, and {@link Linger}, are broken
 * in their source in ways that a careless change would break them, compiled, and run under the same
 * stress.
 */
class DeliveryMutantsTest {

  private static final Path FOLDER = Path.of("src/main/java/dev/halley/hub");

  /** Which threads meet at which moment is a matter of luck. */
  private static final int TRIES = 10;

  private static final long DELIVERIES = 500_000;
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  @Test
  void loopThatLooksBeforeItRegistersIsCaught(@TempDir Path folder) throws Exception {
    String original = "        register();\n        registered = true;\n      }\n    }\n";
    String broken = "        register();\n        return Turn.PARKED;\n      }\n    }\n";

    assertThat(stressed(folder, "Delivery", original, broken)).contains("stuck");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          forgets what it noted   | later.in(due, this::makeGood); | later.in(due, () -> {});
          keeps a note for ever   | noted = false;                 | noted = true;
          """)
  void lingerThatLosesASignalIsCaught(
      String mutant, String original, String broken, @TempDir Path folder) throws Exception {
    assertThat(stressed(folder, "Linger", original, broken)).as(mutant).contains("stuck");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          forgets AGAIN         | state.compareAndSet(RUNNING, AGAIN)  | true
          parks without a check | state.compareAndSet(RUNNING, PARKED) | state.getAndSet(PARKED) != DONE
          """)
  void loopThatMishandlesItsStateIsCaught(
      String mutant, String original, String broken, @TempDir Path folder) throws Exception {
    assertThat(stressed(folder, "Delivery", original, broken)).as(mutant).isNotNull();
  }

  private static @Nullable String stressed(Path folder, String type, String original, String broken)
      throws Exception {
    String source = Files.readString(FOLDER.resolve(type + ".java"));
    assertThat(source.split(Pattern.quote(original), -1))
        .as("the line to break stands in the source once")
        .hasSize(2);
    Path file = folder.resolve(type + ".java");
    Files.writeString(file, source.replace(original, broken));
    compile(folder, file);
    try (MutantLoader loader = new MutantLoader(folder)) {
      Method run =
          loader
              .loadClass(HubStress.class.getName())
              .getMethod("run", long.class, long.class, Duration.class);
      String failure = null;
      for (long seed = 1; seed <= TRIES && failure == null; seed++) {
        failure = (String) run.invoke(null, seed, DELIVERIES, PATIENCE);
      }
      return failure;
    }
  }

  private static void compile(Path folder, Path file) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  List.of("-d", folder.toString(), "-proc:none", "-implicit:none"),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertThat(compiled).as("the mutant compiles").isTrue();
    }
  }

  /** Loads the package of the hub once more, with the mutant in it. */
  private static final class MutantLoader extends URLClassLoader {

    private static final String PACKAGE = HubStress.class.getPackageName() + ".";

    MutantLoader(Path folder) throws IOException {
      super(new URL[] {folder.toUri().toURL()}, MutantLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PACKAGE)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String path = name.replace('.', '/') + ".class";
      URL mutant = findResource(path);
      URL url = mutant != null ? mutant : getParent().getResource(path);
      if (url == null) {
        throw new ClassNotFoundException(name);
      }
      try (InputStream in = url.openStream()) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
