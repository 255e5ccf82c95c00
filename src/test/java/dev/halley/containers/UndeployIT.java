package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application is taken out of a container that goes on. */
class UndeployIT {

  @ParameterizedTest
  @EnumSource(Container.class)
  void undeployAnswersWhoIsHeldAndLeavesNothingBehind(Container container, @TempDir Path data) {
    try (Site site = Site.start(container, data, Map.of())) {
      Person alice = site.guest();
      String room = site.room();
      Call poll = Call.poll(room).and("cursor", alice.cursor(room));
      List<RawConnection> held = IntStream.range(0, 20).mapToObj(i -> alice.hold(poll)).toList();
      Counted.from(site).holds("poll", 20);
      RawSocket stuck = RawSocket.open(RawConnection.narrow(site.port()), alice);
      IntStream.range(0, 8).forEach(i -> alice.publish("/room/large", "x".repeat(60_000)));
      stuck.read(Call.poll("/room/large").and("history", 8)).hearsTheBeginning();
      RawSocket reading = RawSocket.of(alice);
      // Who is answered reads on from there.
      reading.read(Call.poll(room)).answer();
      // By then the other one has been sent as much as fits between the two.
      reading.staysSilent(Duration.ofMillis(300));

      site.process().undeploy();

      assertThat(reading.answer().getAsJsonArray("messages")).isEmpty();
      assertThat(reading.closed()).isEqualTo(1001);
      reading.close();

      for (RawConnection connection : held) {
        JsonObject answer = AnswerRules.poll(connection.read());
        assertThat(answer.getAsJsonArray("messages")).isEmpty();
        connection.close();
      }
      long pid = site.process().pid();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(ownThreads(pid)).isEmpty());
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> assertThat(ownClasses(pid)).isEmpty());
      stuck.close();
      assertThat(site.process().output().lines().filter(UndeployIT::tellsOfALeak)).isEmpty();
      site.saysNoException();
    }
  }

  /**
   * Whether a container says that something was left. Tomcat says so of its own thread too, if that
   * looks after the application at the moment of the undeploy.
   */
  private static boolean tellsOfALeak(String line) {
    String text = line.toLowerCase(Locale.ROOT);
    return (text.contains("memory leak") || text.contains("failed to stop it"))
        && !text.contains("a thread named [catalina-utility-");
  }

  /** Threads that say their owner's name, or that run its code. */
  private static List<String> ownThreads(long pid) {
    return jcmd(pid, "Thread.print")
        .lines()
        .filter(
            line ->
                line.matches("\"(?i:halley).*|\"MVStore.*")
                    || (line.contains("at dev.halley.") && !line.contains(".containers.")))
        .toList();
  }

  /** Classes of the application that are still loaded once the garbage is collected. */
  private static List<String> ownClasses(long pid) {
    jcmd(pid, "GC.run");
    return jcmd(pid, "VM.class_hierarchy")
        .lines()
        .filter(line -> line.contains("dev.halley.") && !line.contains(".containers."))
        .limit(20)
        .toList();
  }

  private static String jcmd(long pid, String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), "" + pid, command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      return output;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("jcmd " + command + " does not run", e);
    }
  }
}
