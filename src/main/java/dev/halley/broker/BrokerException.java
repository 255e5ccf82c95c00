package dev.halley.broker;

/** The storage behind a port cannot be used: a full disk, an unreadable file, a lost connection. */
public final class BrokerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says in one sentence what was tried and what stood in the way. */
  public BrokerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** As the other, where there is no cause. */
  public BrokerException(String sentence) {
    super(sentence);
  }
}
