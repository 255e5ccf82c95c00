package dev.halley.protocol.plain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.auth.Caller;
import dev.halley.message.Cursor;
import java.net.URLEncoder;
import java.util.Map;

/**
 * Who looks at a page, and the addresses of the pages for them.
 *
 * @param caller who
 * @param token what proves it, to be put into addresses and forms; empty for none
 */
record Visit(Caller caller, String token) {

  /** Never shows the token. */
  @Override
  public String toString() {
    return "Visit[" + caller.display() + "]";
  }

  /** Whether they are known, and no token proves it: so it is the container that knows them. */
  boolean isLogin() {
    return caller.user() != null && token.isEmpty();
  }

  /** Header fields of a page with a form, besides those of every page. */
  Map<String, String> headers() {
    // Such a form has to say where it comes from, and browsers then say nothing without a referrer.
    // Its address holds no token.
    return isLogin() ? Map.of("Referrer-Policy", "same-origin") : Map.of();
  }

  /** The address of a place, to read on after a cursor. */
  String at(Place place, Cursor cursor, boolean paused) {
    StringBuilder address = new StringBuilder("room?");
    parameter(address, "room", typed(place));
    if (!token.isEmpty()) {
      parameter(address.append('&'), "token", token);
    }
    if (cursor.size() > 0) {
      parameter(address.append('&'), "cursor", cursor.token());
    }
    return address.append(paused ? "&pause=1" : "").toString();
  }

  /** A place as it is typed and as a form carries it. */
  static String typed(Place place) {
    return place instanceof Place.Room room ? room.name() : "@" + ((Place.Inbox) place).to();
  }

  /** The address of the page that shows the way to another site. */
  static String out(String url) {
    StringBuilder address = new StringBuilder("out?");
    parameter(address, "to", url);
    return address.toString();
  }

  private static void parameter(StringBuilder address, String name, String value) {
    address.append(name).append('=').append(URLEncoder.encode(value, UTF_8));
  }
}
