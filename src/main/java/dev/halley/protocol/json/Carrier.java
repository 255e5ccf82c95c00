package dev.halley.protocol.json;

/** How what comes after a cursor travels. On each, a reader has at most one held request. */
enum Carrier {
  /** One request, one answer; JSONP is this too. */
  POLL,
  /** A response of lines. */
  STREAM
}
