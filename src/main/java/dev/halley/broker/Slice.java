package dev.halley.broker;

import dev.halley.message.Message;
import dev.halley.message.Position;
import java.util.List;

/** What a log gives after a position. */
public sealed interface Slice {

  /**
   * The messages that follow, without a hole.
   *
   * @param messages ascending; empty if the position is the end of the log
   * @param end the position after the last of them
   * @param more whether the log holds more behind it
   */
  record Messages(List<Message> messages, Position end, boolean more) implements Slice {}

  /**
   * What came next was removed by retention.
   *
   * @param from the first offset missed
   * @param to the last offset missed
   * @param resume where to read on: before the oldest message that is left
   */
  record Gap(long from, long to, Position resume) implements Slice {}

  /**
   * The position means nothing here: another life of the log, or past its end.
   *
   * @param resume where to read on: before the oldest message that is left
   */
  record Reset(Position resume) implements Slice {}

  /** Memory does not tell: ask again with {@link Broker.Reach#STORE} on a thread that may wait. */
  record Cold() implements Slice {}
}
