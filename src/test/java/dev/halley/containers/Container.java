package dev.halley.containers;

/** The containers that the WAR is proved on, each in its own version, see {@code pom.xml}. */
public enum Container {
  /** The very {@code jetty-base} that {@code mvn -Prun} serves. */
  JETTY,
  TOMCAT_10,
  TOMCAT_11,
  /** Undertow alone, as an embedder uses it. */
  UNDERTOW
}
