package dev.halley.config;

import java.util.List;

/**
 * What holds for which channel where the operator's own rules say nothing. What people say to each
 * other is on disk and kept for a year; what only tells of the moment never gets there. {@code
 * docs/rules.md} shows the same lines.
 */
final class DefaultRules {

  /** As an operator would write them, in order. */
  static final List<String> LINES =
      List.of(
          "/room/* read=user publish=user messages=100000 age=365d durability=durable",
          // Joins and leaves, which only the server writes; who reads anew asks who is there now.
          "/room/*/presence read=user publish=server messages=1000 age=10min durability=memory",
          "/room/*/typing read=user publish=user messages=1000 age=10s durability=memory",
          // A private room is its members' alone.
          "/private/* read=member publish=member messages=100000 age=365d durability=durable",
          "/private/*/presence read=member publish=server messages=1000 age=10min durability=memory",
          "/private/*/typing read=member publish=member messages=1000 age=10s durability=memory",
          // Each inbox holds what its user got and sent.
          "/user/* read=owner publish=user messages=10000 age=365d durability=durable",
          // What became of marks and ticks, which only the server writes; who comes anew asks.
          "/user/*/marks read=owner publish=server messages=100 age=5min durability=memory",
          "/broadcast read=anyone publish=token messages=1000 age=90d durability=durable");

  private DefaultRules() {}

  /** The rules that the lines say. */
  static List<Rule> rules() {
    return LINES.stream().map(Rule::parse).toList();
  }
}
