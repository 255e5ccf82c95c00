package dev.halley.embedded;

/** Hears of commits. Called on the commit thread, before who waits is told: must not wait. */
@FunctionalInterface
public interface CommitEvents {

  /** Nobody hears of them. */
  CommitEvents UNHEARD = (orders, nanos) -> {};

  /**
   * A group that somebody waited for is on the disk.
   *
   * @param orders how many messages and records it was
   * @param nanos how long that took, from the first of them on
   */
  void committed(int orders, long nanos);
}
