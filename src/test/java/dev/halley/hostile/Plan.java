package dev.halley.hostile;

/** Which fault befalls which request. For any thread. */
interface Plan {

  Fault next(Head request);

  /** Nothing ever happens. */
  static Plan calm() {
    return request -> new Fault.None();
  }

  /** The same fault for every request. */
  static Plan always(Fault fault) {
    return request -> fault;
  }
}
