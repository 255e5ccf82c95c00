package dev.halley.hub;

/** How what comes after a cursor travels. On each, a reader has at most one held request. */
public enum Carrier {
  /** One request, one answer; JSONP is this too. */
  POLL,
  /** A response of lines. */
  STREAM,
  /** Server-Sent Events. */
  EVENTS,
  /** A document of scripts in a hidden frame. */
  FRAME,
  /** A WebSocket. */
  SOCKET,
  /** A page without scripts, which is answered at once. */
  PAGE
}
