package dev.halley.protocol.plain;

import dev.halley.hub.Missed;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.Position;
import dev.halley.message.UserName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A room, or one's direct messages: a form to say something and, the newest first, because a
 * browser for terminals shows the top of a page, what was said.
 *
 * @param main the channel of the place
 * @param paused whether the page leaves its writer in peace
 * @param now what the clock says
 */
record PlacePage(
    Visit visit, Place place, ChannelName main, boolean paused, News news, Instant now) {

  /** How often a page looks for news, in seconds: long enough to write a line. */
  private static final int LOOKS = 20;

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

  Page page() {
    String mark = news.fresh().isEmpty() ? "" : "(" + news.fresh().size() + ") ";
    Page.Refresh refresh = paused ? null : new Page.Refresh(news.more() ? 1 : LOOKS, looks(false));
    return new Page(200, mark + title(), refresh, visit.headers(), this::write, null);
  }

  private String title() {
    return place instanceof Place.Room room ? "#" + room.name() : "Direct messages";
  }

  /** The address of the page after this one. */
  private String looks(boolean inPeace) {
    return visit.at(place, news.cursor(), inPeace);
  }

  private void write(Html html) {
    html.element("h1", title()).line();
    SayForm.empty(html, visit, place, news.cursor(), paused);
    html.open("p", "id", "looks");
    if (news.more()) {
      html.element("b", "There is more that is new. ");
    }
    html.element("a", "Look for news", "href", looks(paused), "id", "news").text(" | ");
    if (paused) {
      html.element("a", "Look every " + LOOKS + " seconds", "href", looks(false));
    } else {
      html.text("This page looks every " + LOOKS + " seconds: ");
      html.element("a", "let me write in peace", "href", looks(true));
    }
    html.close("p");
    gaps(html);
    html.open("dl", "id", "messages").line();
    list(html, news.fresh(), true);
    list(html, news.before(), false);
    html.close("dl");
    if (news.fresh().isEmpty() && news.before().isEmpty()) {
      html.element("p", "Nobody has said anything yet.", "id", "nothing").line();
    }
    foot(html);
  }

  private void gaps(Html html) {
    for (Missed missed : news.gaps()) {
      String what =
          missed.reset()
              ? "What was said here before is gone."
              : (missed.to() - missed.from() + 1) + " messages that you have not seen are gone.";
      html.element("p", what, "class", "problem").line();
    }
  }

  private void list(Html html, List<Message> messages, boolean fresh) {
    List<Message> newestFirst = new ArrayList<>(messages);
    // Stable: the messages of one channel stay in their order, as their times never go back.
    newestFirst.sort(Comparator.comparingLong(Message::time));
    Collections.reverse(newestFirst);
    newestFirst.removeIf(Message::isRemoval);
    for (Message message : newestFirst) {
      html.open("dt");
      if (fresh) {
        html.element("strong", "new").text(" ");
      }
      head(html, message);
      html.text(" ").element("small", time(message)).close("dt").open("dd");
      said(html, message);
      html.close("dd");
    }
  }

  private static void said(Html html, Message message) {
    if (message.ties().removed()) {
      html.element("em", "removed");
      return;
    }
    if (message.ties().refers() != null) {
      html.element("em", "corrected:").text(" ");
    }
    SaidText said = SaidText.of(message.data());
    if (said.plain()) {
      Links.add(html, said.text());
    } else {
      html.element("code", said.text());
    }
    if (message.ties().corrected() > 0) {
      html.text(" ").element("em", "(corrected later)");
    }
  }

  private void head(Html html, Message message) {
    person(html, message.from());
    UserName to = message.to();
    if (to != null) {
      html.text(" to ");
      person(html, to);
      html.text(main.equals(message.channel()) ? "" : ", privately");
    }
  }

  /** A name; one that is not the reader's own leads to where one writes to its user. */
  private void person(Html html, @Nullable UserName user) {
    if (user == null || user.equals(visit.caller().user())) {
      html.element("b", user == null ? "Server" : user.value());
    } else {
      Place inbox = new Place.Inbox(user.value());
      html.element("a", user.value(), "href", visit.at(inbox, news.cursor(), true));
    }
  }

  private String time(Message message) {
    ZonedDateTime time = Instant.ofEpochMilli(message.time()).atZone(ZoneOffset.UTC);
    boolean today = time.toLocalDate().equals(LocalDate.ofInstant(now, ZoneOffset.UTC));
    return (today ? CLOCK : DAY).format(time) + " UTC";
  }

  private void foot(Html html) {
    html.open("hr").open("form", "action", "room", "method", "get").line();
    html.hidden("token", visit.token()).hidden("cursor", news.cursor().token()).line();
    html.open("p").open("label", "for", "room").text("Go to a room, or to @name ").close("label");
    html.open("input", "type", "text", "name", "room", "id", "room", "size", "24").text(" ");
    html.open("input", "type", "submit", "value", "Go").close("p").close("form");
    UserName user = visit.caller().user();
    if (user != null) {
      html.open("form", "action", "leave", "method", "post");
      html.hidden("token", visit.token()).open("p").text("You are ").element("b", user.value());
      html.text(". ");
      if (place instanceof Place.Room) {
        Place inbox = new Place.Inbox("");
        html.element("a", "Direct messages", "href", visit.at(inbox, news.cursor(), true));
        html.text(" ");
      }
      html.open("input", "type", "submit", "value", "Give the name up");
      html.close("p").close("form");
    }
    live(html);
  }

  /** What the script needs that makes the page live where there are scripts. */
  private void live(Html html) {
    UserName user = visit.caller().user();
    html.open("form", "id", "live", "action", "room").open("p");
    html.hidden("main", main.value()).hidden("last", last(main));
    if (user != null) {
      html.hidden("me", user.value()).hidden("inbox", last(user.inbox()));
    }
    html.hidden("more", news.more() ? "1" : "").close("p").close("form");
    html.open("script", "src", "../halley.js").close("script");
    html.open("script", "src", "../plain.js").close("script");
  }

  private String last(ChannelName channel) {
    Position position = news.cursor().at(channel);
    return Long.toString(position == null ? 0 : position.offset());
  }
}
