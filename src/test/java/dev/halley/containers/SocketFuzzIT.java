package dev.halley.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Broken messages and broken frames: none breaks the server, and nothing is stored that was not
 * answered so.
 *
 * <p>{@code -Dhalley.fuzz.seed=N} makes others than usual, or those of a failure again.
 */
class SocketFuzzIT {

  private static final int MESSAGES = 1_500;
  private static final int SOCKETS = 150;

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "null",
          "1e999",
          "-",
          "\u0000",
          "\"type\":\"read\"",
          "\"ref\":[[[",
          "\"channel\":[\"/a\",\"/b\"]",
          "\"token\":1",
          "é",
          "😀",
          "\"hold\":-1",
          "\"cursor\":\"x\"",
          "[".repeat(150),
          " ".repeat(300));

  private final Random random = new Random(Long.getLong("halley.fuzz.seed", 455));

  private static String mark(int i) {
    return "{\"type\":\"publish\",\"ref\":\"mark-" + i + "\"}";
  }

  private String sound(String room, int i) {
    return switch (random.nextInt(3)) {
      case 0 ->
          "{\"type\":\"read\",\"channel\":\""
              + room
              + "\",\"history\":1,\"ref\":1,\"client\":\"c\"}";
      case 1 -> "{\"type\":\"read\",\"channel\":[\"" + room + "\"],\"limit\":5,\"cursor\":\"\"}";
      default ->
          "{\"type\":\"publish\",\"channel\":\""
              + room
              + "\",\"id\":\"f-"
              + i
              + "\",\"data\":{\"n\":1.10}}";
    };
  }

  private String broken(String text) {
    StringBuilder broken = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(broken.length() + 1);
      int end = Math.min(broken.length(), at + 1 + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> broken.delete(at, end);
        case 1 -> broken.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> broken.insert(at, broken.substring(at, end));
        default -> broken.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return broken.toString();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void brokenMessagesAreRefusedAndTheSocketStays(Container container) {
    Site site = Site.shared(container);
    Person fuzzer = site.guest();
    String room = site.room();
    Set<String> published = new HashSet<>();
    int refused = 0;
    try (RawSocket socket = RawSocket.of(fuzzer)) {
      for (int i = 0; i < MESSAGES; i++) {
        String text = broken(sound(room, i));
        socket.say(text).say(mark(i));
        JsonObject heard = socket.hear();
        while (!heard.toString().contains("mark-" + i)) {
          String type = heard.get("type").getAsString();
          if (type.equals("published")) {
            published.add(heard.get("id").getAsString());
          } else if (type.equals("error")) {
            refused++;
            JsonObject problem = heard.getAsJsonObject("error");
            assertThat(problem.get("status").getAsInt()).as("%s: %s", text, heard).isLessThan(500);
          } else {
            assertThat(type).as("%s: %s", text, heard).isEqualTo("answer");
          }
          heard = socket.hear();
        }
      }
      // The answers to publishes keep their order, so none is left out behind this one.
      socket.say("publish", Call.publish(room, "the end").and("id", "the-end"));
      while (!published.contains("the-end")) {
        JsonObject heard = socket.hear();
        if (heard.get("type").getAsString().equals("published")) {
          published.add(heard.get("id").getAsString());
        }
      }
    }
    assertThat(refused).isGreaterThan(MESSAGES / 4);
    assertThat(published).isNotEmpty();
    assertThat(fuzzer.all(room))
        .allMatch(message -> published.contains(message.get("id").getAsString()));
    site.isWell();
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void brokenFramesBreakNothing(Container container) {
    Site site = Site.shared(container);
    Person fuzzer = site.guest();
    String room = site.room();
    for (int i = 0; i < SOCKETS; i++) {
      try (RawSocket socket = RawSocket.of(fuzzer)) {
        for (int k = 0; k < 4; k++) {
          socket.sendRaw(frame(room, i));
        }
        Optional<RawFrame> heard = socket.next(Duration.ofMillis(20));
        heard
            .filter(frame -> frame.opcode() == RawFrame.TEXT)
            .ifPresent(frame -> assertThat(JsonParser.parseString(frame.text())).isNotNull());
      } catch (UncheckedIOException e) {
        // A container cuts who breaks the rules, also in the middle of a frame.
      }
    }
    try (RawSocket socket = RawSocket.of(site.guest())) {
      socket.read(Call.poll(room)).answer();
    }
    site.isWell();
  }

  /** A frame of which some bytes are wrong, most of them in its head. */
  private byte[] frame(String room, int i) {
    byte[] payload =
        random.nextBoolean() ? sound(room, i).getBytes(UTF_8) : new byte[random.nextInt(200)];
    boolean fin = random.nextInt(3) > 0;
    byte[] frame = new RawFrame(fin, random.nextInt(16), payload).masked();
    int broken = random.nextInt(3);
    for (int k = 0; k < broken; k++) {
      int at = random.nextInt(random.nextBoolean() ? frame.length : Math.min(frame.length, 6));
      frame[at] = (byte) (frame[at] ^ (1 << random.nextInt(8)));
    }
    return frame;
  }
}
