package dev.halley.proxies;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;

/** How answers lie in the responses of the carriers, as {@code docs/protocol.md} says. */
final class Bodies {

  private static final String BEGIN = "<script ";
  private static final String OPEN = "\">parent.f(";
  private static final String CLOSE = ")</script>";

  private Bodies() {}

  /** A poll: one answer. */
  static void poll(BufferedReader response, Reading reading) throws IOException {
    reading.take(json(HttpCarrier.text(response)));
  }

  /** JSONP: one answer, as the argument of a call. */
  static void jsonp(BufferedReader response, Reading reading) throws IOException {
    reading.take(json(between("/**/f(", HttpCarrier.text(response), ");")));
  }

  /** A stream: each line is an answer; blank ones only keep the path open. */
  static void lines(BufferedReader response, Reading reading) throws IOException {
    for (String line = response.readLine(); line != null; line = response.readLine()) {
      if (!line.isBlank()) {
        reading.take(json(line));
      }
    }
  }

  /** A forever iframe: each script element is an answer. Nothing in them has a {@code <}. */
  static void frame(BufferedReader response, Reading reading) throws IOException {
    StringBuilder page = new StringBuilder();
    for (int next = response.read(); next >= 0; next = response.read()) {
      page.append((char) next);
      if (next == '>' && page.indexOf(CLOSE, page.length() - CLOSE.length()) >= 0) {
        String script = page.substring(page.lastIndexOf(BEGIN));
        reading.take(json(between(OPEN, script.substring(script.indexOf(OPEN)), CLOSE)));
        page.setLength(0);
      }
    }
  }

  /** Server-Sent Events: one for each message, with the cursor after it as its id. */
  static void events(BufferedReader response, Reading reading) throws IOException {
    String event = "message";
    String id = "";
    StringBuilder data = new StringBuilder();
    for (String line = response.readLine(); line != null; line = response.readLine()) {
      int colon = line.indexOf(':');
      String value = colon < 0 ? "" : line.substring(colon + 1).stripLeading();
      switch (colon < 0 ? line : line.substring(0, colon)) {
        case "event" -> event = value;
        case "id" -> id = value;
        case "data" -> data.append(value);
        case "" -> {
          // A comment begins with a colon; an empty line ends the event.
          if (line.isEmpty()) {
            take(event, id, data.toString(), reading);
            event = "message";
            id = "";
            data.setLength(0);
          }
        }
        default -> {
          // "retry", and whatever a later version has.
        }
      }
    }
  }

  private static void take(String event, String id, String data, Reading reading)
      throws IOException {
    JsonObject answer = new JsonObject();
    JsonArray messages = new JsonArray();
    JsonArray gaps = new JsonArray();
    switch (event) {
      case "message" -> {
        if (!data.isEmpty()) {
          messages.add(json(data));
        }
      }
      case "gap" -> gaps.add(json(data));
      case "problem" -> answer.add("error", json(data));
      default -> {
        // "superseded", and whatever a later version has.
      }
    }
    if (!id.isEmpty() || answer.has("error")) {
      answer.addProperty("cursor", id);
      answer.add("messages", messages);
      answer.add("gaps", gaps);
      reading.take(answer);
    }
  }

  private static String between(String start, String text, String end) throws IOException {
    if (!text.startsWith(start) || !text.strip().endsWith(end)) {
      throw new EOFException("expected " + start + "…" + end + ", got " + text.length() + " chars");
    }
    return text.strip().substring(start.length(), text.strip().length() - end.length());
  }

  private static JsonObject json(String text) throws IOException {
    try {
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (RuntimeException e) {
      throw new IOException("not a whole JSON object: " + text.length() + " chars", e);
    }
  }
}
