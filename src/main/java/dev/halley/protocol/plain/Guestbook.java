package dev.halley.protocol.plain;

import dev.halley.auth.Caller;
import dev.halley.auth.Guests;
import dev.halley.hub.End;
import dev.halley.hub.Hub;
import dev.halley.message.Cursor;
import dev.halley.message.MessageId;
import dev.halley.message.UserName;
import dev.halley.presence.Presence;
import dev.halley.protocol.Admission;
import dev.halley.protocol.Answer;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Problem.Code;
import dev.halley.protocol.Problems;
import java.util.Map;
import java.util.Optional;

/** Gives guests their names and takes them back. */
final class Guestbook {

  private static final String LOBBY = "lobby";
  private static final String NO_GUESTS =
      "This server does not let guests in. Ask whoever runs it for a way in.";

  private final Hub hub;
  private final Admission admission;
  private final Guests guests;
  private final Presence presence;

  Guestbook(Hub hub, Admission admission, Guests guests, Presence presence) {
    this.presence = presence;
    this.hub = hub;
    this.admission = admission;
    this.guests = guests;
  }

  /** The page that asks for a name, or the first room where the container has asked. */
  Answer welcome(Visit visit) {
    if (visit.isLogin()) {
      return Page.seeOther("room?room=" + LOBBY);
    }
    return Page.of(
            200,
            "Come in",
            html -> {
              html.element("h1", "Halley").line();
              if (!guests.isOpen()) {
                html.element("p", NO_GUESTS, "class", "problem").line();
              } else {
                html.element("p", "A quiet place to talk. Choose a name and go in.").line();
                form(html, "", LOBBY, MessageId.random().value());
                html.element(
                        "p",
                        "A name has 1 to 32 letters, digits or - _ . and no spaces. It is yours as"
                            + " long as you use it.",
                        "class",
                        "hint")
                    .line();
              }
            })
        .answer();
  }

  private static void form(Html html, String name, String room, String secret) {
    html.open("form", "action", "enter", "method", "post").line();
    html.hidden("secret", secret).line();
    html.open("p").open("label", "for", "name").text("Your name ").close("label");
    html.open("input", "type", "text", "name", "name", "id", "name", "value", name, "size", "32");
    html.close("p").open("p").open("label", "for", "room").text("Room ").close("label");
    html.open("input", "type", "text", "name", "room", "id", "room", "value", room, "size", "32");
    html.close("p").open("p").open("input", "type", "submit", "value", "Go in");
    html.close("p").close("form");
  }

  /** Gives a name, and shows the room. */
  void enter(Visit visit, PlainCommand.Enter enter, Reply reply) {
    Optional<Place> place = Place.parse(enter.room().isBlank() ? LOBBY : enter.room());
    if (!guests.isOpen()) {
      Problem problem = Problem.of(Code.FORBIDDEN, "this server has no guests");
      reply.send(ProblemPage.of(problem, Map.of(), html -> html.element("p", NO_GUESTS)).answer());
    } else if (place.isEmpty()) {
      again(enter, Problem.of(Code.INVALID_CHANNEL, "expected " + Place.EXPECTED), reply);
    } else {
      claim(visit, enter, place.get(), reply);
    }
  }

  private void claim(Visit visit, PlainCommand.Enter enter, Place place, Reply reply) {
    Guests.Opened invalid = guests.invalid(enter.name(), enter.secret());
    Problem tooOften = invalid == null ? admission.claim(visit.caller()) : null;
    if (invalid != null) {
      opened(invalid, enter, place, reply);
    } else if (tooOften != null) {
      again(enter, tooOften, reply);
    } else {
      guests.open(
          visit.caller(),
          enter.name(),
          enter.secret(),
          reply.guard(opened -> opened(opened, enter, place, reply)));
    }
  }

  private static void opened(
      Guests.Opened opened, PlainCommand.Enter enter, Place place, Reply reply) {
    if (opened instanceof Guests.Opened.Granted granted) {
      Visit visit = new Visit(Caller.anonymous(""), granted.token());
      reply.send(Page.seeOther(visit.at(place, Cursor.NONE, false)));
    } else if (opened instanceof Guests.Opened.NameTaken taken) {
      String detail = "somebody else has the name " + taken.user().value();
      again(enter, Problem.of(Code.NAME_TAKEN, detail), reply);
    } else if (opened instanceof Guests.Opened.InvalidName invalid) {
      again(enter, Problem.of(Code.INVALID_PARAMETER, invalid.detail()), reply);
    } else if (opened instanceof Guests.Opened.InvalidSecret invalid) {
      reply.send(Problem.of(Code.INVALID_PARAMETER, invalid.detail()));
    } else {
      again(enter, Problems.storeUnavailable(), reply);
    }
  }

  /** Says what is wrong and offers the form again, as it was filled in. */
  private static void again(PlainCommand.Enter enter, Problem problem, Reply reply) {
    reply.send(
        ProblemPage.of(
                problem, Map.of(), html -> form(html, enter.name(), enter.room(), enter.secret()))
            .answer());
  }

  /** Takes the name of a guest back, and shows where one gets another. */
  void leave(Visit visit, Reply reply) {
    String session = visit.caller().session();
    UserName user = visit.caller().user();
    if (session == null || user == null) {
      reply.send(Page.seeOther("./"));
    } else {
      guests.close(visit.caller(), reply.guard(done -> closed(user, session, done, reply)));
    }
  }

  private void closed(UserName user, String session, boolean done, Reply reply) {
    if (done) {
      hub.end(other -> session.equals(other.session()), End.EXPIRED);
      presence.leave(user);
      reply.send(Page.seeOther("./"));
    } else {
      reply.send(Problems.storeUnavailable());
    }
  }
}
