package dev.halley.auth;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Some network addresses, as an operator lists them. */
public final class AddressList {

  /** How such a list is written, for people. */
  public static final String EXPECTED =
      "addresses and ranges such as 10.0.0.0/8, divided by commas, or none";

  private final List<AddressRange> ranges;

  private AddressList(List<AddressRange> ranges) {
    this.ranges = ranges;
  }

  /**
   * Reads addresses and ranges ({@code 10.0.0.0/8, fd00::/8}), divided by commas; {@code none} for
   * no address.
   *
   * @throws IllegalArgumentException if one is neither; the message says what was expected
   */
  public static AddressList parse(String text) {
    return text.equals("none")
        ? new AddressList(List.of())
        : new AddressList(
            Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(AddressRange::parse)
                .toList());
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /**
   * Whether an address is listed.
   *
   * @param node as a container tells the other end of a connection; what is no address is not
   *     listed
   */
  public boolean contains(String node) {
    return AddressRange.node(node).filter(this::contains).isPresent();
  }

  boolean contains(InetAddress address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return ranges.isEmpty()
        ? "none"
        : ranges.stream().map(AddressRange::toString).collect(Collectors.joining(", "));
  }
}
