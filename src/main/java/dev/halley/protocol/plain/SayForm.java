package dev.halley.protocol.plain;

import dev.halley.message.Cursor;
import dev.halley.message.MessageId;

/** The form to say something with. */
final class SayForm {

  private SayForm() {}

  /**
   * An empty form.
   *
   * @param wide whether it takes a long text: where the page stays as it is
   */
  static void empty(Html html, Visit visit, Place place, Cursor cursor, boolean wide) {
    begin(html, visit, place, cursor, MessageId.random().value());
    html.open("p").open("label", "for", "text").text("Say ").close("label");
    if (wide) {
      area(html, "");
    } else {
      html.open("input", "type", "text", "name", "text", "id", "text", "size", "50");
    }
    end(html, "Say it");
  }

  /** The form as it came, to be sent again: with the same id, so that it is not said twice. */
  static void again(Html html, Visit visit, PlainCommand.Say say) {
    begin(html, visit, say.place(), say.cursor(), say.form());
    html.open("p").open("label", "for", "text").text("You wrote").close("label").open("br");
    area(html, say.text());
    end(html, "Say it again");
    html.open("p");
    html.element("a", "Back", "href", visit.at(say.place(), say.cursor(), false));
    html.text(" | ").element("a", "To the beginning", "href", "./").close("p");
  }

  private static void begin(Html html, Visit visit, Place place, Cursor cursor, String id) {
    html.open("form", "action", "say", "method", "post", "id", "say").line();
    html.hidden("room", Visit.typed(place)).line();
    html.hidden("token", visit.token()).line();
    html.hidden("cursor", cursor.size() == 0 ? "" : cursor.token()).line();
    html.hidden("once", id).line();
    if (place instanceof Place.Inbox inbox) {
      html.open("p").open("label", "for", "to").text("To ").close("label");
      html.open("input", "type", "text", "name", "to", "id", "to", "value", inbox.to());
      html.close("p");
    }
  }

  private static void area(Html html, String text) {
    html.open("textarea", "name", "text", "id", "text", "rows", "5", "cols", "60");
    // A browser drops one line break at the beginning, so that one is there to be dropped.
    html.line().text(text).close("textarea");
  }

  private static void end(Html html, String word) {
    html.text(" ").open("input", "type", "submit", "value", word).close("p").close("form");
  }
}
