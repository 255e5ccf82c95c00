package dev.halley.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern over channel names: a name in which {@code *} as a segment stands for any one segment
 * and {@code **} as the last segment for one or more (the wildcards of Bayeux 1.0, section 2.2.1).
 * What is no wildcard is put into the form that names have, so that {@code /user/Bob} covers {@code
 * /user/bob}.
 */
public final class ChannelPattern {

  private static final String ONE = "*";
  private static final String REST = "**";

  /** Stands in for a wildcard while the rest is read as a name. */
  private static final String ANY_SEGMENT = "-";

  private final List<String> segments;

  private ChannelPattern(List<String> segments) {
    this.segments = List.copyOf(segments);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is not one; the message says what was expected
   */
  public static ChannelPattern of(String text) {
    String[] parts = text.split("/", -1);
    int last = parts.length - 1;
    List<Integer> wild = new ArrayList<>();
    List<String> plain = new ArrayList<>(List.of(parts));
    for (int i = 0; i <= last; i++) {
      if (parts[i].equals(ONE) || (parts[i].equals(REST) && i == last)) {
        wild.add(i);
        plain.set(i, ANY_SEGMENT);
      }
    }
    ChannelName name = ChannelName.parse(String.join("/", plain)).orElseThrow(() -> bad(text));
    List<String> segments = new ArrayList<>(List.of(name.segments()));
    // The parts begin with the empty text before the first slash.
    wild.forEach(i -> segments.set(i - 1, parts[i]));
    return new ChannelPattern(segments);
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException(
        "expected a channel name in which * may stand for one segment and ** at the end for the"
            + " rest, such as /room/*; found "
            + text);
  }

  /** Whether the pattern covers the channel. */
  public boolean matches(ChannelName channel) {
    String name = channel.value();
    int start = 1;
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (start > name.length()) {
        return false;
      }
      if (segment.equals(REST)) {
        return true;
      }
      int slash = name.indexOf('/', start);
      int stop = slash < 0 ? name.length() : slash;
      boolean same = segment.length() == stop - start && name.startsWith(segment, start);
      if (!segment.equals(ONE) && !same) {
        return false;
      }
      start = stop + 1;
    }
    return start > name.length();
  }

  /** Whether this pattern covers every channel that the other one covers. */
  public boolean covers(ChannelPattern other) {
    for (int i = 0; i < segments.size(); i++) {
      if (i == other.segments.size()) {
        return false;
      }
      String segment = segments.get(i);
      String others = other.segments.get(i);
      if (segment.equals(REST)) {
        return true;
      }
      if (others.equals(REST) || !(segment.equals(ONE) || segment.equals(others))) {
        return false;
      }
    }
    return segments.size() == other.segments.size();
  }

  /** Whether all channels that it covers lie below this first segment. */
  public boolean isBelow(String first) {
    return segments.size() > 1 && segments.get(0).equals(first);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChannelPattern that && segments.equals(that.segments);
  }

  @Override
  public int hashCode() {
    return segments.hashCode();
  }

  @Override
  public String toString() {
    return "/" + String.join("/", segments);
  }
}
