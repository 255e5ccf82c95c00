package dev.halley.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The network addresses that begin with the same bits (CIDR: RFC 4632; RFC 4291, section 2.3).
 * Nothing here ever asks a name service.
 *
 * @param first the lowest of them
 * @param bits how many bits they have in common
 */
record AddressRange(InetAddress first, int bits) {

  private static final int IPV4_BYTES = 4;
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f]*:[0-9a-f:.]*");

  /** The longest text of an IPv6 address, with an IPv4 address at its end. */
  private static final int MAX_TEXT = 45;

  /** The range of this size that an address belongs to. */
  static AddressRange around(InetAddress address, int bits) {
    byte[] first = address.getAddress();
    for (int i = 0; i < first.length; i++) {
      first[i] &= mask(bits, i);
    }
    try {
      return new AddressRange(InetAddress.getByAddress(first), bits);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  /**
   * Reads an address, or an address, a slash and the number of bits that count.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static AddressRange parse(String text) {
    String[] sides = text.split("/", 2);
    InetAddress address = literal(sides[0]).orElseThrow(() -> bad(text));
    int all = address.getAddress().length * Byte.SIZE;
    if (sides.length == 1) {
      return around(address, all);
    }
    if (!sides[1].matches("[0-9]{1,3}") || Integer.parseInt(sides[1]) > all) {
      throw bad(text);
    }
    return around(address, Integer.parseInt(sides[1]));
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException(
        "expected an address such as 10.0.0.1 or a range such as 10.0.0.0/8 or fd00::/8; found "
            + text);
  }

  /** The address that a text spells in digits; an IPv4 address within IPv6 is taken as itself. */
  static Optional<InetAddress> literal(String text) {
    try {
      byte[] four = ipv4(text);
      if (four != null) {
        return Optional.of(InetAddress.getByAddress(four));
      }
      String plain = text.toLowerCase(Locale.ROOT);
      if (plain.length() > MAX_TEXT || !IPV6.matcher(plain).matches()) {
        return Optional.empty();
      }
      // In brackets nothing but IPv6 is taken, so no name is looked up.
      return Optional.of(InetAddress.getByName("[" + plain + "]"));
    } catch (UnknownHostException noAddress) {
      return Optional.empty();
    }
  }

  /**
   * The bytes of four numbers up to 255, without a needless 0, joined by dots; null if not that.
   */
  private static byte @Nullable [] ipv4(String text) {
    byte[] bytes = new byte[IPV4_BYTES];
    int size = 0;
    int number = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (number < 0 || size == IPV4_BYTES) {
          return null;
        }
        bytes[size++] = (byte) number;
        number = -1;
      } else if (c < '0' || c > '9' || number == 0) {
        return null;
      } else {
        number = Math.max(0, number) * 10 + c - '0';
        if (number > 255) {
          return null;
        }
      }
    }
    return size == IPV4_BYTES ? bytes : null;
  }

  /** An address with what may stand about it: brackets, a port, the zone of an interface. */
  static Optional<InetAddress> node(String text) {
    String plain = text;
    if (plain.startsWith("[")) {
      int end = plain.indexOf(']');
      plain = end < 0 ? plain : plain.substring(1, end);
    } else if (plain.indexOf(':') >= 0 && plain.indexOf(':') == plain.lastIndexOf(':')) {
      plain = plain.substring(0, plain.indexOf(':'));
    }
    int zone = plain.indexOf('%');
    return literal(zone < 0 ? plain : plain.substring(0, zone));
  }

  /** Whether the address is in the range. */
  boolean contains(InetAddress address) {
    byte[] lowest = first.getAddress();
    byte[] bytes = address.getAddress();
    if (bytes.length != lowest.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((bytes[i] & mask(bits, i)) != lowest[i]) {
        return false;
      }
    }
    return true;
  }

  /** Which bits of the byte at this index count. */
  private static byte mask(int bits, int index) {
    int here = Math.max(0, Math.min(Byte.SIZE, bits - index * Byte.SIZE));
    return (byte) (0xff << (Byte.SIZE - here));
  }

  /** As {@link #parse} reads it: {@code 10.0.0.0/8}, {@code fd00::/8}, {@code ::1}. */
  @Override
  public String toString() {
    String text = first.getHostAddress().replaceFirst("(^|:)0(:0)+(:|$)", "::");
    return bits == first.getAddress().length * Byte.SIZE ? text : text + "/" + bits;
  }
}
