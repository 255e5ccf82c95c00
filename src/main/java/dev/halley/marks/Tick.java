package dev.halley.marks;

import dev.halley.message.Message;

/**
 * A message up to which all that one user sent to another has come to something.
 *
 * @param time the message's
 * @param id the message's
 */
public record Tick(long time, String id) {

  static Tick of(Message message) {
    return new Tick(message.time(), message.id().value());
  }
}
