package dev.halley.message;

import java.util.Arrays;
import java.util.List;

/**
 * A pattern over channel names: a name in which {@code *} as a segment stands for any one segment
 * and {@code **} as the last segment for one or more (the wildcards of Bayeux 1.0, section 2.2.1).
 */
public final class ChannelPattern {

  private static final String ONE = "*";
  private static final String REST = "**";

  private final String text;
  private final List<String> segments;

  private ChannelPattern(String text, List<String> segments) {
    this.text = text;
    this.segments = segments;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is not one; the message says what was expected
   */
  public static ChannelPattern of(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("expected a pattern such as /room/*; found " + text);
    }
    List<String> segments = Arrays.asList(text.substring(1).split("/", -1));
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      boolean last = i == segments.size() - 1;
      boolean wild = segment.equals(ONE) || (segment.equals(REST) && last);
      if (!wild && !ChannelName.isSegment(segment)) {
        throw new IllegalArgumentException(
            "expected segments of a channel name, * for any one, ** at the end for the rest; found "
                + text);
      }
    }
    return new ChannelPattern(text, segments);
  }

  /** Whether the pattern covers the channel. */
  public boolean matches(ChannelName channel) {
    String name = channel.value();
    int start = 1;
    for (String segment : segments) {
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

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelPattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
