package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A running server as these tests see it: where it listens, and names that no other test uses.
 *
 * @param process what runs
 */
record Site(ServerProcess process) implements AutoCloseable {

  private static final long MANY = 10_000_000_000_000_000L;

  private static final Pattern OWN_FRAME =
      Pattern.compile("\\bat dev\\.halley\\.(?!containers\\.)");

  /** The server of this container which all tests that do not stop it share. */
  static Site shared(Container container) {
    return new Site(SharedServers.of(container));
  }

  /** A server of a test's own, which the test closes. */
  static Site start(Container container, Path data, Map<String, String> settings) {
    return new Site(ServerProcess.start(container, data, settings));
  }

  int port() {
    return process.port();
  }

  RawConnection connect() {
    return RawConnection.to(port());
  }

  /** Asks on a connection of its own. */
  RawResponse ask(RawRequest request) {
    try (RawConnection connection = connect()) {
      return connection.ask(request);
    }
  }

  /**
   * The answer to a form that says that it is longer than any may be. No more than its beginning is
   * sent: who refuses it may close the connection before the rest has come, and the answer is lost.
   */
  RawResponse announceMuch(String path) {
    try (RawConnection connection = connect()) {
      return connection
          .send(
              "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n".formatted(path)
                  + "Content-Type: application/x-www-form-urlencoded\r\n\r\ntext=z")
          .read();
    }
  }

  /** A room that nobody has written to. */
  String room() {
    return "/room/" + fresh("r");
  }

  /** A name that nobody uses: its start, in whatever script, and 16 digits, which are of none. */
  String fresh(String start) {
    return start + String.format(Locale.ROOT, "%016d", ThreadLocalRandom.current().nextLong(MANY));
  }

  Person anonymous() {
    return new Person(this, "", "", "");
  }

  /** A new guest with a name of their own. */
  Person guest() {
    return guest(fresh("g"));
  }

  Person guest(String name) {
    JsonObject session = ask(Call.session(name).asJson()).ok().json();
    return new Person(
        this,
        session.get("token").getAsString(),
        session.get("user").getAsString(),
        session.get("name").getAsString());
  }

  /** Asserts that the server answers, and that its log shows no exception of its own. */
  void isWell() {
    assertThat(ask(Call.to("/v1/info").asGet()).status()).isEqualTo(200);
    saysNoException();
  }

  /** Asserts that no stack trace in what the server printed goes through its own classes. */
  void saysNoException() {
    String output = process.output();
    var frame = OWN_FRAME.matcher(output);
    assertThat(frame.find())
        .as(
            () ->
                "a stack trace: "
                    + output.substring(
                        Math.max(0, frame.start() - 1500),
                        Math.min(output.length(), frame.start() + 1000)))
        .isFalse();
  }

  @Override
  public void close() {
    process.close();
  }
}
