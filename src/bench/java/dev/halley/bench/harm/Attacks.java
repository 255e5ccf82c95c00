package dev.halley.bench.harm;

import java.util.ArrayList;
import java.util.List;

/** All that is tried, the slow ones first. */
final class Attacks {

  private static final int MANY = 10_000;
  private static final int SLOW = 2_000;

  /** What a TCP connection takes in whose client reads nothing. */
  private static final int NARROW = 4_096;

  private static final int PIPED = 50;
  private static final int CONNECTIONS = 8;

  private Attacks() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    all.add(new Attack("10,000 connections that say nothing", new Holders(MANY, 0, "", "")));
    all.add(new Attack("2,000 heads, a field a second", slowHeads()));
    all.add(new Attack("2,000 bodies, a byte a second", slowBodies()));
    all.add(new Attack("2,000 clients that ask 50 times and read nothing", slowReaders()));
    all.addAll(SlowHttpTest.all());
    all.add(
        new Attack(
            "publishes of one user",
            new Flood(
                CONNECTIONS,
                "/v1/publish",
                (token, connection, count) ->
                    "token=" + token + "&channel=%2Froom%2Fflood&data=" + count)));
    all.add(
        new Attack(
            "polls of one user, each answered at once",
            new Flood(
                CONNECTIONS,
                "/v1/poll",
                (token, connection, count) ->
                    "token=" + token + "&channel=%2Froom%2Fflood&hold=0")));
    all.add(
        new Attack(
            "ever other channels, a hundred a poll",
            new Flood(CONNECTIONS, "/v1/poll", Attacks::channels)));
    all.add(
        new Attack(
            "sessions of one address",
            new Flood(
                CONNECTIONS,
                "/v1/session",
                (token, connection, count) -> "name=f" + connection + "x" + count)));
    all.add(
        new Attack(
            "tokens that are none",
            new Flood(
                CONNECTIONS,
                "/v1/poll",
                (token, connection, count) ->
                    "token=" + token + count + "&channel=%2Froom%2Fflood&hold=0")));
    return all;
  }

  private static Holders slowHeads() {
    return new Holders(
        SLOW, 0, "GET /v1/info HTTP/1.1\r\nHost: localhost\r\n", "X-Slow: and steady\r\n");
  }

  private static Holders slowBodies() {
    return new Holders(
        SLOW,
        0,
        String.join(
            "\r\n",
            "POST /v1/poll HTTP/1.1",
            "Host: localhost",
            "X-Forwarded-For: " + Flood.ADDRESS,
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: 1000",
            "",
            ""),
        "a");
  }

  private static Holders slowReaders() {
    String request = "GET /halley.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
    return new Holders(SLOW, NARROW, request.repeat(PIPED), "");
  }

  private static String channels(String token, int connection, int count) {
    StringBuilder form = new StringBuilder("token=" + token + "&hold=0");
    for (int i = 0; i < 100; i++) {
      form.append("&channel=%2Froom%2Ff");
      form.append(connection).append('x').append(count).append('x').append(i);
    }
    return form.toString();
  }
}
