package dev.halley.protocol.plain;

import dev.halley.message.Cursor;
import dev.halley.protocol.Problem;
import java.util.Map;

/** What a request to the plain pages asks for. */
sealed interface PlainCommand {

  /** Go to the folder of the pages, so that the addresses on them fit. */
  record Folder() implements PlainCommand {}

  /** Show the form that asks for a name. */
  record Welcome() implements PlainCommand {}

  /**
   * Come in as a guest.
   *
   * @param secret from the form, so that the same form sent twice gets the same name
   * @param room where to go then, as it was typed
   */
  record Enter(String name, String secret, String room) implements PlainCommand {

    /** Never shows the secret. */
    @Override
    public String toString() {
      return "Enter[name=" + name + "]";
    }
  }

  /**
   * Show what came after the cursor, and some of what was before.
   *
   * @param paused whether the page leaves its writer in peace
   */
  record Read(Place place, Cursor cursor, boolean paused) implements PlainCommand {}

  /**
   * Say something.
   *
   * @param form the id of the form, so that the same text sent twice is said once
   * @param cursor what the writer has seen
   */
  record Say(Place place, String form, String text, Cursor cursor) implements PlainCommand {}

  /** Give the guest's name back. */
  record Leave() implements PlainCommand {}

  /** Show the way to another site, on a page whose own address holds no token. */
  record Out(String url) implements PlainCommand {}

  /**
   * Nothing that can be done.
   *
   * @param headers the header fields that go with the problem
   */
  record Refused(Problem problem, Map<String, String> headers) implements PlainCommand {}
}
