package dev.halley.embedded;

import java.util.function.Consumer;

/** Keeps what goes wrong in a call-back from whoever calls it. */
final class Guard {

  private Guard() {}

  /** Calls back; what is thrown goes to the log alone. */
  static <T> void call(System.Logger log, Consumer<? super T> callBack, T value) {
    try {
      callBack.accept(value);
    } catch (Throwable e) {
      log.log(System.Logger.Level.ERROR, "a call-back of the message log failed", e);
    }
  }
}
