package dev.halley.bench.load;

import java.util.ArrayDeque;
import java.util.Deque;

/** Guests of Halley's, who came in with a name each as people do. */
final class Users {

  private static final int DOORS = 100;
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final byte[] TOKEN = Text.bytes("\"token\":\"");

  private final String[] lines;
  private int known;

  private Users(int count) {
    lines = new String[count];
  }

  /** Lets so many come in, over a hundred connections. */
  static Users enter(Loop loop, int count) {
    Users users = new Users(count);
    Deque<Wire> wires = new ArrayDeque<>();
    int doors = Math.min(DOORS, count);
    for (int door = 0; door < doors; door++) {
      wires.add(loop.connect(users.new Door(loop, door, doors)));
    }
    if (!loop.await(() -> users.known == count, PATIENCE_NANOS)) {
      throw new BenchException("only " + users.known + " of " + count + " guests were let in");
    }
    wires.forEach(Wire::close);
    return users;
  }

  /** The header line that says who somebody is. */
  String authorization(int user) {
    return lines[user % lines.length];
  }

  /** Lets in every so many-th. */
  private final class Door implements Ear {

    private final Loop loop;
    private final int step;
    private int next;

    Door(Loop loop, int first, int step) {
      this.loop = loop;
      this.next = first;
      this.step = step;
    }

    @Override
    public void opened(Wire wire) {
      String body = "{\"name\":\"u" + next + "\"}";
      wire.send(
          loop.out()
              .put(
                  Text.bytes(
                      "POST /v1/session HTTP/1.1\r\nHost: localhost\r\n"
                          + "Content-Type: application/json\r\nContent-Length: "
                          + body.length()
                          + "\r\n\r\n"
                          + body))
              .flip());
    }

    @Override
    public void answer(Wire wire, int status, byte[] bytes, int from, int to) {
      int start = Text.find(TOKEN, bytes, from, to) + TOKEN.length;
      int end = Text.find((byte) '"', bytes, start, to);
      if (status != 200 || start < from + TOKEN.length) {
        throw new BenchException(
            "expected a guest's token; found " + status + " " + Text.show(bytes, from, to));
      }
      lines[next] = "Authorization: Bearer " + Text.show(bytes, start, end) + "\r\n";
      known++;
      next += step;
      if (next < lines.length) {
        loop.later(wire);
      }
    }

    @Override
    public void later(Wire wire) {
      opened(wire);
    }

    @Override
    public void text(Wire wire, byte[] bytes, int from, int to) {
      throw new IllegalStateException("a session is no stream");
    }

    @Override
    public void ended(Wire wire) {
      throw new IllegalStateException("a session is no stream");
    }
  }
}
