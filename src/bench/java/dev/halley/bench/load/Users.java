package dev.halley.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Guests of Halley's, who came in with a name each as people do. */
final class Users {

  private static final int DOORS = 100;
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final byte[] TOKEN = Text.bytes("\"token\":\"");

  private final Loop loop;
  private String[] lines = {};
  private int known;

  /** Nobody yet. */
  Users(Loop loop) {
    this.loop = loop;
  }

  /** Lets more come in, over a hundred connections, until there are so many. */
  void invite(int count) {
    int before = lines.length;
    if (count <= before) {
      return;
    }
    lines = Arrays.copyOf(lines, count);
    List<Wire> wires = new ArrayList<>();
    int doors = Math.min(DOORS, count - before);
    for (int door = 0; door < doors; door++) {
      wires.add(loop.connect(new Door(before + door, doors)));
    }
    if (!loop.await(() -> known == count, PATIENCE_NANOS)) {
      throw new BenchException("only " + known + " of " + count + " guests were let in");
    }
    wires.forEach(Wire::close);
  }

  /** The header line that says who somebody is. */
  String authorization(int user) {
    return lines[user];
  }

  /** Lets in every so many-th. */
  private final class Door implements Ear {

    private final int step;
    private int next;

    Door(int first, int step) {
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
      lines[next] = "Authorization: Bearer " + Text.between(bytes, start, end) + "\r\n";
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
