package dev.halley.broker;

/** What became of an append. */
public sealed interface Appended {

  /**
   * The message is stored, now or by an earlier append of the same id.
   *
   * @param offset its place in the log of the draft's channel
   * @param time when it was accepted, milliseconds since 1970-01-01 UTC
   * @param duplicate whether an earlier append of the same id by the same user (and in an inbox to
   *     the same user) had stored it already
   */
  record Stored(long offset, long time, boolean duplicate) implements Appended {}

  /** Another message has the id: of another user or, in an inbox, to another. */
  record IdTaken() implements Appended {}

  /**
   * The draft says of an earlier message what it may not. Nothing was stored.
   *
   * @param why what stands in the way
   */
  record CannotRefer(Why why) implements Appended {}

  /** Why a draft may not refer to a message. */
  enum Why {
    /** There is none with that id, or no longer, or it is not at that offset. */
    UNKNOWN,
    /** It was removed. */
    REMOVED,
    /** It is itself one that corrects or removes another. */
    NOT_ORIGINAL,
    /** Another user published it, or nobody knows who. */
    NOT_THEIRS,
    /** It is too old for its author to change it. */
    TOO_OLD,
    /** It was corrected as often as one may. */
    TOO_OFTEN
  }

  /** More appends are under way than the broker takes. Nothing was stored. */
  record Overloaded() implements Appended {}

  /**
   * The storage failed. The message may or may not be stored: appending it again with the same id
   * is safe.
   */
  record Failed(BrokerException cause) implements Appended {}
}
