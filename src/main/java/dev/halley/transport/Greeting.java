package dev.halley.transport;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Sets the header fields that every answer of some paths carries, before its own. */
interface Greeting {

  void greet(HttpServletRequest request, HttpServletResponse response);
}
