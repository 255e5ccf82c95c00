package dev.halley.bench.harm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Requests as fast as they are answered, over some connections.
 *
 * @param connections over how many
 * @param path of what
 * @param request the form of the n-th request of a connection
 */
record Flood(int connections, String path, Request request) implements Attack.Work {

  /** Where all of it comes from. */
  static final String ADDRESS = "203.0.113.7";

  /** Makes the requests. */
  interface Request {

    /**
     * The form of one.
     *
     * @param token a guest's, the same in all
     * @param connection which connection it goes over
     * @param count how many went over that before
     */
    String form(String token, int connection, int count);
  }

  @Override
  public AutoCloseable begin(int port) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    List<Line> lines = new ArrayList<>();
    String token;
    try (Line line = new Line(port, ADDRESS)) {
      token = line.post("/v1/session", "name=flood").field("token");
    }
    for (int i = 0; i < connections; i++) {
      int connection = i;
      Line line = new Line(port, ADDRESS);
      lines.add(line);
      threads.execute(() -> pour(line, token, connection));
    }
    return () -> {
      threads.shutdownNow();
      for (Line line : lines) {
        line.close();
      }
    };
  }

  private void pour(Line line, String token, int connection) {
    try {
      for (int count = 0; !Thread.interrupted(); count++) {
        line.post(path, request.form(token, connection, count));
      }
    } catch (IOException closed) {
      return;
    }
  }
}
