package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket to a server under test (RFC 6455), byte by byte. Answers pings, unless told not to,
 * and nothing else by itself. For one thread.
 */
final class RawSocket implements AutoCloseable {

  static final String PATH = "/v1/ws";
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final RawConnection connection;
  private boolean answersPings = true;
  private int pings;

  private RawSocket(RawConnection connection) {
    this.connection = connection;
  }

  /** The request that opens a socket, with a key of its own. */
  static RawRequest handshake(String target) {
    byte[] key = new byte[16];
    ThreadLocalRandom.current().nextBytes(key);
    return RawRequest.get(target)
        .header("Upgrade", "websocket")
        .header("Connection", "Upgrade")
        .header("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key))
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Protocol", "halley.v1");
  }

  /** A socket of someone's, whose token the handshake brings. */
  static RawSocket of(Person person) {
    return open(person.site(), person.signed(handshake(PATH)));
  }

  static RawSocket open(Site site, RawRequest handshake) {
    return open(site.connect(), handshake);
  }

  /** A socket of someone's over a connection that is open already. */
  static RawSocket open(RawConnection connection, Person person) {
    return open(connection, person.signed(handshake(PATH)));
  }

  private static RawSocket open(RawConnection connection, RawRequest handshake) {
    RawResponse answer = connection.ask(handshake);
    assertThat(answer.status()).as("%s", answer).isEqualTo(101);
    assertThat(answer.header("Upgrade").orElse("")).isEqualToIgnoringCase("websocket");
    assertThat(answer.header("Connection").orElse("")).isEqualToIgnoringCase("upgrade");
    assertThat(answer.header("Sec-WebSocket-Accept")).contains(accept(handshake));
    assertThat(answer.header("Sec-WebSocket-Extensions")).isEmpty();
    return new RawSocket(connection);
  }

  private static String accept(RawRequest handshake) {
    String prefix = "Sec-WebSocket-Key: ";
    String key =
        handshake.headers().stream()
            .filter(line -> line.startsWith(prefix))
            .findFirst()
            .orElseThrow()
            .substring(prefix.length());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Leaves pings without an answer. */
  RawSocket dead() {
    answersPings = false;
    return this;
  }

  RawSocket send(RawFrame frame) {
    return sendRaw(frame.masked());
  }

  RawSocket sendRaw(byte[] bytes) {
    connection.send(bytes);
    return this;
  }

  RawSocket say(String text) {
    return send(RawFrame.text(text));
  }

  /** Sends what a call says, as a message of a type. */
  RawSocket say(String type, Call call) {
    JsonObject message = new JsonObject();
    message.addProperty("type", type);
    call.object().entrySet().forEach(field -> message.add(field.getKey(), field.getValue()));
    return say(message.toString());
  }

  RawSocket read(Call poll) {
    return say("read", poll);
  }

  /** Waits until a message has begun to come, and reads no more of it. Only closing comes after. */
  void hearsTheBeginning() {
    long end = System.nanoTime() + RawConnection.SOON.toNanos();
    assertThat(connection.bytes(2, end)).as("the head of a frame").isPresent();
  }

  /** The next message as JSON, which must come soon. */
  JsonObject hear() {
    return text(next());
  }

  private static JsonObject text(RawFrame message) {
    assertThat(message.opcode()).as("a text: %s", message.text()).isEqualTo(RawFrame.TEXT);
    return JsonParser.parseString(message.text()).getAsJsonObject();
  }

  /** The next message, which must be of this type and answer nothing in particular. */
  JsonObject hear(String type) {
    JsonObject message = hear();
    assertThat(message.get("type").getAsString()).as("type of %s", message).isEqualTo(type);
    assertThat(message.has("ref")).as("a ref in %s", message).isFalse();
    return message;
  }

  /** The next message, which must be of this type and answer this. */
  JsonObject hear(String type, JsonElement ref) {
    JsonObject message = hear();
    assertThat(message.get("type").getAsString()).as("type of %s", message).isEqualTo(type);
    assertThat(message.get("ref")).as("ref of %s", message).isEqualTo(ref);
    return message;
  }

  /** The next message, which must be an answer, without what makes it a socket's. */
  JsonObject answer() {
    return answer(next());
  }

  /**
   * The answer with which the server ends before it closes with 1001; nothing if the container
   * stops too, and was quicker to close.
   */
  Optional<JsonObject> farewell() {
    RawFrame frame = next();
    if (frame.opcode() == RawFrame.CLOSE) {
      assertThat(frame.code()).isEqualTo(1001);
      return Optional.empty();
    }
    JsonObject answer = answer(frame);
    assertThat(closed()).isEqualTo(1001);
    return Optional.of(answer);
  }

  private static JsonObject answer(RawFrame frame) {
    JsonObject answer = text(frame);
    assertThat(answer.get("type")).as("%s", answer).isEqualTo(new JsonPrimitive("answer"));
    answer.remove("type");
    AnswerRules.fields(answer);
    return answer;
  }

  /** The next message, which must be an error with this status and code. */
  JsonObject error(int status, String code) {
    JsonObject message = hear();
    assertThat(message.get("type")).as("%s", message).isEqualTo(new JsonPrimitive("error"));
    Problems.described(message.getAsJsonObject("error"), status, code);
    return message;
  }

  /** The code with which the server closes, and now; the close is answered. */
  int closed() {
    RawFrame frame = next();
    assertThat(frame.opcode()).as("a close: %s", frame.text()).isEqualTo(RawFrame.CLOSE);
    try {
      send(frame);
    } catch (java.io.UncheckedIOException e) {
      // Who closes may not wait for the answer.
      return frame.code();
    }
    return frame.code();
  }

  private RawFrame next() {
    return next(RawConnection.SOON)
        .orElseThrow(() -> new AssertionError("no message came, and no close"));
  }

  /** The next message or close, or empty if none comes in time or the server cuts. */
  Optional<RawFrame> next(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int opcode = RawFrame.CONTINUATION;
    while (true) {
      Optional<RawFrame> came = frame(end);
      if (came.isEmpty()) {
        return came;
      }
      RawFrame frame = came.get();
      if (frame.opcode() == RawFrame.PING) {
        ping(frame);
      } else if (frame.isControl()) {
        return came;
      } else {
        assertThat(frame.opcode() == RawFrame.CONTINUATION)
            .as("fragments are continued")
            .isEqualTo(opcode != RawFrame.CONTINUATION);
        opcode = frame.opcode() == RawFrame.CONTINUATION ? opcode : frame.opcode();
        message.writeBytes(frame.payload());
        if (frame.fin()) {
          return Optional.of(RawFrame.of(opcode, message.toByteArray()));
        }
      }
    }
  }

  private void ping(RawFrame ping) {
    pings++;
    if (answersPings) {
      send(RawFrame.of(RawFrame.PONG, ping.payload()));
    }
  }

  /** How many pings have come. */
  int pings() {
    return pings;
  }

  private Optional<RawFrame> frame(long end) {
    return connection.bytes(2, end).map(head -> frame(head, end));
  }

  private RawFrame frame(byte[] head, long end) {
    assertThat(head[1] & 0x80).as("the server's frames are not masked").isZero();
    assertThat(head[0] & 0x70).as("there are no extensions").isZero();
    int length = head[1] & 0x7f;
    if (length == 126) {
      length = ByteBuffer.wrap(bytes(2, end)).getShort() & 0xffff;
    } else if (length == 127) {
      length = Math.toIntExact(ByteBuffer.wrap(bytes(8, end)).getLong());
    }
    return new RawFrame((head[0] & 0x80) != 0, head[0] & 0x0f, bytes(length, end));
  }

  private byte[] bytes(int count, long end) {
    return connection
        .bytes(count, end)
        .orElseThrow(() -> new AssertionError("a frame of the server's is not whole"));
  }

  /**
   * Waits until it was pinged so many times, which must be soon; asserts that nothing else comes.
   */
  void isPinged(int times) {
    long end = System.nanoTime() + RawConnection.SOON.toNanos();
    while (pings < times) {
      RawFrame frame =
          frame(end).orElseThrow(() -> new AssertionError("no more than " + pings + " pings"));
      assertThat(frame.opcode()).as("a ping: %s", frame.text()).isEqualTo(RawFrame.PING);
      ping(frame);
    }
  }

  /** Asserts that no message comes for as long as given, and no close. */
  RawSocket staysSilent(Duration time) {
    Optional<RawFrame> came = next(time);
    assertThat(came.map(RawFrame::text)).isEmpty();
    assertThat(connection.closes(Duration.ZERO)).as("the server has closed").isFalse();
    return this;
  }

  /** Whether the server ends the connection within the time, whatever it says before. */
  boolean ends(Duration deadline) {
    return connection.closes(deadline);
  }

  /** Cuts the connection with a TCP reset. */
  void reset() {
    connection.reset();
  }

  @Override
  public void close() {
    connection.close();
  }
}
