package dev.halley.protocol.json;

import dev.halley.auth.Caller;
import dev.halley.auth.Rates;

/** Who reads, and whether that is to be counted. Used as an {@link dev.halley.hub.Outlet} is. */
final class Asking {

  private enum Course {
    /** Nothing is known to wait for. */
    READS,
    /** The caller had all that there was, and was held for more. */
    WAITS,
    /** There is nothing to be counted. */
    COUNTED
  }

  private final Caller caller;
  private final Rates rates;
  private Course course;
  private long since;

  private Asking(Caller caller, Rates rates, Course course) {
    this.caller = caller;
    this.rates = rates;
    this.course = course;
  }

  /** Of one who perhaps is held. */
  static Asking begin(Caller caller, Rates rates) {
    return new Asking(caller, rates, Course.READS);
  }

  /** Of one who was counted at the beginning. */
  static Asking counted(Caller caller, Rates rates) {
    return new Asking(caller, rates, Course.COUNTED);
  }

  Caller caller() {
    return caller;
  }

  /** They had all that there was: from the first time on they are held. */
  void waits() {
    if (course == Course.READS) {
      course = Course.WAITS;
      since = rates.now();
    }
  }

  /** They have their answer, or all of them. */
  void over() {
    switch (course) {
      case READS -> rates.done(caller);
      case WAITS -> rates.held(caller, since);
      case COUNTED -> {}
    }
  }
}
