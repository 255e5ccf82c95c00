package dev.halley.server;

/**
 * Fails the deployment with the sentence that the log has already. It has no stack trace:
 * containers print one, in full and twice, and it tells an operator nothing of a folder that is in
 * use.
 */
final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartException(String sentence) {
    super(sentence, null, false, false);
  }
}
