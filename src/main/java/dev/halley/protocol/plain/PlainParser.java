package dev.halley.protocol.plain;

import dev.halley.auth.Credentials;
import dev.halley.message.Cursor;
import dev.halley.message.MessageId;
import dev.halley.protocol.FormText;
import dev.halley.protocol.Inbound;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a command of a request, or says why it is none. Knows no state: errors of form alone. */
final class PlainParser {

  private static final String ROOT = "/plain";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String READS = "GET, HEAD";
  private static final int MAX_URL = 2048;

  /**
   * A request that was understood.
   *
   * @param credentials what it brings to say who asks
   * @param token the token to be put into the addresses of the answer; empty for none
   */
  record Asked(Credentials credentials, String token, PlainCommand command) {

    /** Never shows the token. */
    @Override
    public String toString() {
      return "Asked[" + command + "]";
    }
  }

  /** Understands a request. */
  Asked parse(Inbound request) {
    String page = request.path().substring(Math.min(ROOT.length(), request.path().length()));
    String allow =
        switch (page) {
          case "", "/", "/room", "/out" -> READS;
          case "/enter", "/say", "/leave" -> "POST";
          default -> "";
        };
    if (allow.isEmpty()) {
      return refused(request, Problem.of(Code.NOT_FOUND, "nothing is at this address"), Map.of());
    }
    if (!List.of(allow.split(", ")).contains(request.method())) {
      Problem problem =
          Problem.of(
              Code.METHOD_NOT_ALLOWED,
              "this address takes " + allow + "; found " + method(request));
      return refused(request, problem, Map.of("Allow", allow));
    }
    return fields(request, page);
  }

  /** The method as an error message can say it: a client may have made it up. */
  private static String method(Inbound request) {
    return request.method().length() > 20 ? "another" : request.method();
  }

  private static Asked fields(Inbound request, String page) {
    boolean form = request.method().equals("POST");
    String type = Objects.requireNonNullElse(request.contentType(), FORM);
    if (form && !type.strip().toLowerCase(Locale.ROOT).startsWith(FORM)) {
      Problem problem = Problem.of(Code.UNSUPPORTED_MEDIA_TYPE, "a form takes the type " + FORM);
      return refused(request, problem, Map.of());
    }
    Map<String, List<String>> fields =
        form ? FormText.read(request.body()) : FormText.read(request.query());
    if (fields == null) {
      String expected = (form ? "a form" : "an address") + " takes " + FormText.EXPECTED;
      return refused(request, Problem.of(Code.INVALID_PARAMETER, expected), Map.of());
    }
    return new Fields(request, fields).asked(page);
  }

  private static Asked refused(Inbound request, Problem problem, Map<String, String> headers) {
    return new Asked(request.credentials(), "", new PlainCommand.Refused(problem, headers));
  }

  /**
   * What a request says, by name.
   *
   * @param request where it came from
   * @param all the values of each name, of which the first counts
   */
  private record Fields(Inbound request, Map<String, List<String>> all) {

    Asked asked(String page) {
      String token = text("token");
      Credentials credentials = request.credentials();
      if (credentials instanceof Credentials.None && !token.isEmpty()) {
        credentials = new Credentials.Bearer(token);
      }
      return new Asked(credentials, token, command(page));
    }

    private PlainCommand command(String page) {
      return switch (page) {
        case "" -> new PlainCommand.Folder();
        case "/" -> new PlainCommand.Welcome();
        case "/enter" -> new PlainCommand.Enter(text("name").strip(), text("secret"), text("room"));
        case "/leave" -> new PlainCommand.Leave();
        case "/out" -> out();
        default -> inPlace(page);
      };
    }

    private PlainCommand inPlace(String page) {
      Place place = Place.parse(text("room")).orElse(null);
      if (place == null) {
        return refused(Code.INVALID_CHANNEL, "expected " + Place.EXPECTED);
      }
      Cursor cursor = cursor();
      if (cursor == null) {
        return refused(Code.INVALID_CURSOR, "cursor takes a cursor from a page, unchanged");
      }
      return page.equals("/say") ? say(place, cursor) : read(place, cursor);
    }

    private PlainCommand read(Place place, Cursor cursor) {
      return new PlainCommand.Read(place, cursor, !text("pause").isEmpty());
    }

    private PlainCommand say(Place place, Cursor cursor) {
      String form = text("once");
      if (!MessageId.isToken(form)) {
        return refused(Code.INVALID_PARAMETER, "once takes " + MessageId.EXPECTED);
      }
      Place to = place;
      if (place instanceof Place.Inbox && !text("to").isBlank()) {
        String typed = text("to").strip();
        to = Place.parse(typed.startsWith("@") ? typed : "@" + typed).orElse(null);
        if (to == null) {
          return refused(Code.INVALID_PARAMETER, "to takes a user's name");
        }
      }
      // A form ends its lines with CR and LF.
      String text = text("text").replace("\r\n", "\n").replace('\r', '\n').strip();
      return new PlainCommand.Say(to, form, text, cursor);
    }

    private PlainCommand out() {
      String url = text("to");
      return Links.isLink(url) && url.length() <= MAX_URL
          ? new PlainCommand.Out(url)
          : refused(Code.INVALID_PARAMETER, "to takes the address of a web page");
    }

    private @Nullable Cursor cursor() {
      String token = text("cursor");
      return token.isEmpty() ? Cursor.NONE : Cursor.parse(token).orElse(null);
    }

    private String text(String name) {
      List<String> values = all.get(name);
      return values == null ? "" : values.get(0);
    }

    private static PlainCommand refused(Code code, String detail) {
      return new PlainCommand.Refused(Problem.of(code, detail), Map.of());
    }
  }
}
