package dev.halley.protocol.json;

import dev.halley.auth.Caller;
import dev.halley.auth.Rates;

/**
 * Who reads, and since when.
 *
 * @param began as {@link Rates#now} has it
 */
record Asking(Caller caller, Rates rates, long began) {

  static Asking begin(Caller caller, Rates rates) {
    return new Asking(caller, rates, rates.now());
  }

  /** They have their answer, or all of them. */
  void over() {
    rates.answered(caller, began);
  }
}
