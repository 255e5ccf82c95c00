package dev.halley.protocol;

/** A language that clients speak over HTTP. */
public interface Protocol {

  /**
   * Answers a request, now or later: exactly one {@link Connection#answer} and one {@link
   * Connection#release} follow from each call, on whatever thread, unless the client goes away.
   * Does not wait.
   */
  void accept(Inbound request, Connection connection);

  /** Says in this language why a request is refused before it could be handed over. */
  default Answer refusal(Problem problem) {
    return problem.answer();
  }
}
