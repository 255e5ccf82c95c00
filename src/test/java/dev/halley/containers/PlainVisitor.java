package dev.halley.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Someone with a browser that has nothing but HTML: follows addresses and sends forms.
 *
 * @param person who, as the protocol knows them
 */
record PlainVisitor(Person person) {

  Site site() {
    return person.site();
  }

  /** Opens an address as it stands on a page. */
  PlainPage open(String address) {
    return PlainPage.of(site().ask(RawRequest.get("/plain/" + address)));
  }

  /** Opens a room, or one's inbox as {@code @}, for the first time. */
  PlainPage room(String name) {
    return open("room?room=" + PlainPage.encoded(name) + "&token=" + person.token());
  }

  /** Looks for news as the page says. */
  PlainPage look(PlainPage page) {
    return open(page.refresh().replaceFirst("^\\d+; URL=", ""));
  }

  /** Sends the form of a page and does not follow where that leads. */
  RawResponse send(PlainPage page, String text) {
    return send(page, Map.of("text", text));
  }

  RawResponse send(PlainPage page, Map<String, String> written) {
    Map<String, String> fields = new LinkedHashMap<>(page.form());
    fields.putAll(written);
    return site().ask(PlainPage.post("say", fields));
  }

  /** Says something in the form of a page, and gets the page after it. */
  PlainPage say(PlainPage page, String text) {
    return follow(send(page, text));
  }

  PlainPage follow(RawResponse response) {
    assertThat(response.status()).as("status of %s", response).isEqualTo(303);
    PlainPage.isSafe(response);
    return open(response.header("Location").orElseThrow());
  }
}
