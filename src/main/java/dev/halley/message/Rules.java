package dev.halley.message;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of patterns with one column: what holds for a channel is what its first matching
 * pattern says. Each package that cares about channels has a column of its own.
 *
 * @param <T> the column's type
 * @param lines the rules, in order
 */
public record Rules<T>(List<Line<T>> lines) {

  /**
   * One rule.
   *
   * @param <T> the column's type
   * @param pattern the channels it covers
   * @param column what holds for them
   */
  public record Line<T>(ChannelPattern pattern, T column) {}

  public Rules {
    lines = List.copyOf(lines);
  }

  /** What holds for the channel; empty if no rule covers it. */
  public Optional<T> find(ChannelName channel) {
    return Optional.ofNullable(findOrNull(channel));
  }

  /** As {@link #find}, for who asks with each message and each reader: null if none covers it. */
  public @Nullable T findOrNull(ChannelName channel) {
    for (int i = 0; i < lines.size(); i++) {
      Line<T> line = lines.get(i);
      if (line.pattern().matches(channel)) {
        return line.column();
      }
    }
    return null;
  }
}
