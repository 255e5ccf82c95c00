package dev.halley.admin;

import dev.halley.protocol.Answer;
import dev.halley.protocol.Connection;
import dev.halley.protocol.FormText;
import dev.halley.protocol.Frame;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Problems;
import dev.halley.protocol.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * What the doctor's page measures a path with: answers that come late, drop by drop, or tell how
 * often the same request was seen. It holds so many requests at most, none longer than {@link
 * #LONGEST_HOLD}, and knows nothing of users or channels.
 *
 * <ul>
 *   <li>{@code hold?s=20}: silent for so many seconds, then an answer
 *   <li>{@code drip?n=5}: so many lines, one every {@link #DROP_MILLIS}; {@code type=events} as
 *       Server-Sent Events
 *   <li>{@code number}: each answer has another number
 *   <li>{@code seen?id=ID}: how many requests came with that id
 * </ul>
 */
public final class DoctorProtocol implements Protocol {

  /** How long a request is held at most, in seconds. */
  static final int LONGEST_HOLD = 65;

  /** How many requests are held at once. */
  static final int MOST_HELD = 100;

  /** How many ids are remembered; the oldest are forgotten. */
  static final int MOST_IDS = 1000;

  static final int MOST_DROPS = 20;
  static final int DROP_MILLIS = 300;

  private static final String FOLDER = "/doctor/probe/";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final ScheduledExecutorService timer;
  private final Set<Probe> held = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean draining;

  /** How often each id came, the longest ago first. Guarded by itself. */
  private final Map<String, Integer> seen = new LinkedHashMap<>();

  /**
   * A doctor.
   *
   * @param timer lets time pass; the caller's to stop
   */
  public DoctorProtocol(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  @Override
  public void accept(Inbound request, Connection connection) {
    Map<String, List<String>> fields = FormText.read(request.query());
    String path = request.path();
    String what = path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
    if (!request.method().equals("GET")) {
      Problem problem = Problem.of(Code.METHOD_NOT_ALLOWED, "the doctor takes GET");
      send(connection, problem.answer(Map.of("Allow", "GET")));
    } else if (fields == null) {
      refuse(connection, "the query takes " + FormText.EXPECTED);
    } else {
      examine(what, new Query(fields), connection);
    }
  }

  private void examine(String what, Query query, Connection connection) {
    String id = query.text("id");
    if (!id.isEmpty() && !ID.matcher(id).matches()) {
      refuse(connection, "id takes 1 to 64 characters of [A-Za-z0-9_-]");
      return;
    }
    switch (what) {
      case "number" -> send(connection, json("{\"number\":" + numbers.incrementAndGet() + "}"));
      case "seen" -> send(connection, json("{\"seen\":" + seen(id) + "}"));
      case "hold" -> {
        count(id);
        int seconds = query.number("s", LONGEST_HOLD);
        if (seconds < 1) {
          refuse(connection, "s takes a whole number from 1 to " + LONGEST_HOLD);
        } else {
          hold(Probe.silent(connection, json("{\"held\":" + seconds + "}"), seconds));
        }
      }
      case "drip" -> {
        count(id);
        int drops = query.number("n", MOST_DROPS);
        if (drops < 1) {
          refuse(connection, "n takes a whole number from 1 to " + MOST_DROPS);
        } else {
          hold(Probe.dripping(connection, drops, query.text("type").equals("events")));
        }
      }
      default ->
          send(connection, Problem.of(Code.NOT_FOUND, "the doctor has no such probe").answer());
    }
  }

  private void hold(Probe probe) {
    held.add(probe);
    if (held.size() > MOST_HELD || draining) {
      held.remove(probe);
      probe.end(
          draining
              ? Problems.draining()
              : Problem.later(Code.OVERLOADED, "the doctor holds as many requests as it may", 30));
    } else {
      probe.begin(timer, () -> held.remove(probe));
    }
  }

  /** Lets all go that is held, and refuses to hold more from now on. */
  public void drain() {
    draining = true;
    held.forEach(probe -> probe.end(Problems.draining()));
  }

  private void count(String id) {
    if (id.isEmpty()) {
      return;
    }
    synchronized (seen) {
      seen.merge(id, 1, Integer::sum);
      if (seen.size() > MOST_IDS) {
        seen.remove(seen.keySet().iterator().next());
      }
    }
  }

  private int seen(String id) {
    synchronized (seen) {
      return seen.getOrDefault(id, 0);
    }
  }

  private static Answer json(String text) {
    return Answer.ok(Frame.of(text));
  }

  private static void refuse(Connection connection, String detail) {
    send(connection, Problem.of(Code.INVALID_PARAMETER, detail).answer());
  }

  private static void send(Connection connection, Answer answer) {
    connection.answer(answer);
    connection.release();
  }

  /**
   * What a request says, by name.
   *
   * @param fields the values of each name, of which the first counts
   */
  private record Query(Map<String, List<String>> fields) {

    String text(String name) {
      List<String> values = fields.get(name);
      return values == null ? "" : values.get(0);
    }

    /** A whole number from 1 on; 0 for anything else. */
    int number(String name, int most) {
      String text = text(name);
      if (!text.matches("[0-9]{1,4}")) {
        return 0;
      }
      int found = Integer.parseInt(text);
      return found <= most ? found : 0;
    }
  }
}
