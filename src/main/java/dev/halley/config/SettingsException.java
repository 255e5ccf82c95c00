package dev.halley.config;

/** A setting that stops the start. The message is for the operator. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says which key in which source, what was expected and what was found. */
  public SettingsException(String sentence) {
    super(sentence);
  }

  /** As the other, with what stood in the way. */
  public SettingsException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
