package dev.halley.auth;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxies that the operator trusts to say whom they forward. From any other peer the header
 * fields about it count for nothing: everyone can write them.
 *
 * <p>Each proxy adds the address of its own client at the end. So the list is read from its end,
 * and the first address that is no listed proxy's is the client's: what stands before it, the
 * client may have written.
 */
public final class ProxyList {

  /** Where clients that a proxy cannot or will not name are counted together. */
  static final String UNKNOWN = "unknown";

  /** One household or host has a whole network of this size, so that is what one counts. */
  private static final int IPV6_CLIENT_BITS = 64;

  private final AddressList listed;

  private ProxyList(AddressList listed) {
    this.listed = listed;
  }

  /**
   * Reads what {@link AddressList#parse} does; {@code none} for no proxy.
   *
   * @throws IllegalArgumentException as there
   */
  public static ProxyList parse(String text) {
    return new ProxyList(AddressList.parse(text));
  }

  /** Whether this peer, as the container tells it, is one of them. */
  public boolean lists(String peer) {
    return AddressRange.node(peer).filter(listed::contains).isPresent();
  }

  /**
   * Where a request comes from, as {@link Caller#address()} has it: an IPv4 address, the first half
   * of an IPv6 address ({@code 2001:db8:0:1::/64}), or empty for a listed proxy's own request.
   *
   * @param peer the other end of the connection, as the container tells it
   * @param forwardedFor the values of {@code X-Forwarded-For}, in order
   * @param forwarded the values of {@code Forwarded} (RFC 7239), in order; only used if there is no
   *     {@code X-Forwarded-For}. A proxy must write or remove both
   */
  public String address(String peer, List<String> forwardedFor, List<String> forwarded) {
    Optional<InetAddress> address = AddressRange.node(peer);
    if (address.isEmpty()) {
      return peer;
    }
    if (!listed.contains(address.get())) {
      return client(address.get());
    }
    List<String> hops = elements(forwardedFor);
    if (hops.isEmpty() && !forwarded.isEmpty()) {
      hops = elements(forwarded).stream().map(ProxyList::forParameter).toList();
    }
    for (int i = hops.size() - 1; i >= 0; i--) {
      Optional<InetAddress> hop = AddressRange.node(hops.get(i));
      if (hop.isEmpty()) {
        return UNKNOWN;
      }
      if (!listed.contains(hop.get())) {
        return client(hop.get());
      }
    }
    return "";
  }

  private static String client(InetAddress address) {
    return address instanceof Inet4Address
        ? address.getHostAddress()
        : AddressRange.around(address, IPV6_CLIENT_BITS).toString();
  }

  /**
   * The elements of a header field. A comma in quotes divides too: were it not so, a quote that the
   * client wrote could swallow what the proxy added.
   */
  private static List<String> elements(List<String> values) {
    if (values.isEmpty()) {
      return values;
    }
    return values.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /** The parameter {@code for} of an element of {@code Forwarded}, without quotes. */
  private static String forParameter(String element) {
    for (String parameter : element.split(";", -1)) {
      String[] sides = parameter.strip().split("=", 2);
      if (sides.length == 2 && sides[0].toLowerCase(Locale.ROOT).equals("for")) {
        return sides[1].replace("\"", "");
      }
    }
    return UNKNOWN;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return listed.toString();
  }
}
