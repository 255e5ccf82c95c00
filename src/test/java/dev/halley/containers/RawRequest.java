package dev.halley.containers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a request, in the making. Nothing is added that a test did not ask for but {@code
 * Host} and the length of a body.
 *
 * @param method the method as it is written
 * @param target path and query, already encoded
 * @param version {@code HTTP/1.1}
 * @param headers lines without their end, after {@code Host}
 * @param body the bytes after the blank line, a character for each; a length is stated where there
 *     are some
 */
record RawRequest(String method, String target, String version, List<String> headers, String body) {

  RawRequest {
    headers = List.copyOf(headers);
  }

  static RawRequest of(String method, String target) {
    return new RawRequest(method, target, "HTTP/1.1", List.of(), "");
  }

  static RawRequest get(String target) {
    return of("GET", target);
  }

  /** A POST of text in UTF-8, with no {@code Content-Type} yet. */
  static RawRequest post(String target, String body) {
    return of("POST", target).body(body.getBytes(StandardCharsets.UTF_8));
  }

  RawRequest header(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name + ": " + value);
    return new RawRequest(method, target, version, more, body);
  }

  RawRequest type(String contentType) {
    return header("Content-Type", contentType);
  }

  RawRequest body(byte[] bytes) {
    String latin1 = new String(bytes, StandardCharsets.ISO_8859_1);
    return new RawRequest(method, target, version, headers, latin1);
  }

  RawRequest version(String other) {
    return new RawRequest(method, target, other, headers, body);
  }

  RawRequest method(String other) {
    return new RawRequest(other, target, version, headers, body);
  }

  RawRequest target(String other) {
    return new RawRequest(method, other, version, headers, body);
  }

  byte[] bytes() {
    return wire().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The whole request, a character for each byte. */
  String wire() {
    StringBuilder wire = new StringBuilder();
    wire.append(method).append(' ').append(target).append(' ').append(version).append("\r\n");
    wire.append("Host: localhost\r\n");
    headers.forEach(line -> wire.append(line).append("\r\n"));
    if (!body.isEmpty() || method.equals("POST")) {
      wire.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return wire.append("\r\n").append(body).toString();
  }
}
