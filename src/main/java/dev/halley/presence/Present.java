package dev.halley.presence;

import dev.halley.message.Position;
import dev.halley.message.UserName;
import java.util.List;

/**
 * Who is in a channel.
 *
 * @param people in no order
 * @param more whether there are others
 * @param events where the log of joins and leaves stood: what comes after it leads on from here
 */
public record Present(List<Person> people, boolean more, Position events) {

  public Present {
    people = List.copyOf(people);
  }

  /**
   * Someone who is there.
   *
   * @param since milliseconds since 1970-01-01 UTC
   * @param readers how many of their pages or tabs
   */
  public record Person(UserName user, long since, int readers) {}
}
