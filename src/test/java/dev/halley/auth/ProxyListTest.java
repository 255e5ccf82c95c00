package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyListTest {

  private final ProxyList proxies = ProxyList.parse("127.0.0.0/8, ::1, 10.1.0.0/16, fd00::/8");

  private String forwardedFor(String peer, String... values) {
    return proxies.address(peer, List.of(values), List.of());
  }

  private String forwarded(String peer, String... values) {
    return proxies.address(peer, List.of(), List.of(values));
  }

  @Test
  void aPeerThatIsNotListedIsTheClientWhateverItWrites() {
    assertThat(forwardedFor("192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(forwardedFor("192.0.2.1", "198.51.100.7")).isEqualTo("192.0.2.1");
    assertThat(forwardedFor("192.0.2.1", "127.0.0.1")).isEqualTo("192.0.2.1");
    assertThat(forwarded("192.0.2.1", "for=198.51.100.7")).isEqualTo("192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "0:0:0:0:0:0:0:1",
        "[::1]",
        "::1%lo",
        "::ffff:127.0.0.1",
        "10.1.2.3",
        "fd00::7"
      })
  void aListedProxysOwnRequestHasNoAddress(String peer) {
    assertThat(forwardedFor(peer)).isEmpty();
    assertThat(forwardedFor(peer, "203.0.113.9")).isEqualTo("203.0.113.9");
  }

  @Test
  void theRightmostAddressThatIsNoProxysIsTheClients() {
    assertThat(forwardedFor("127.0.0.1", "198.51.100.7, 203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(forwardedFor("127.0.0.1", "198.51.100.7, 203.0.113.9, 10.1.2.3"))
        .isEqualTo("203.0.113.9");
    assertThat(forwardedFor("127.0.0.1", "127.0.0.1, 203.0.113.9")).isEqualTo("203.0.113.9");
  }

  @Test
  void severalFieldsAreOneList() {
    assertThat(forwardedFor("127.0.0.1", "198.51.100.7", "203.0.113.9, 10.1.2.3", "10.1.2.4"))
        .isEqualTo("203.0.113.9");
  }

  @Test
  void aChainOfListedProxiesHasNoAddress() {
    assertThat(forwardedFor("127.0.0.1", "10.1.2.3, 10.1.2.4")).isEmpty();
    assertThat(forwardedFor("127.0.0.1", " , ,")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "_hidden",
        "rubbish",
        "localhost",
        "999.1.1.1",
        "1.2.3",
        "01.2.3.4",
        "1:2",
        ":::",
        "[::1",
        "é"
      })
  void aClientThatAProxyCannotNameIsUnknown(String hop) {
    assertThat(forwardedFor("127.0.0.1", "198.51.100.7, " + hop)).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9:4711, 203.0.113.9",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:DB8::1, 2001:db8::/64",
    "[2001:db8:1:2::7]:4711, 2001:db8:1:2::/64",
    "[2001:db8:1:2::8], 2001:db8:1:2::/64",
    "::ffff:203.0.113.9, 203.0.113.9",
  })
  void anAddressIsReadWithAllThatMayStandAboutIt(String hop, String address) {
    assertThat(forwardedFor("127.0.0.1", hop)).isEqualTo(address);
  }

  @Test
  void forwardedIsReadWhereXForwardedForIsMissing() {
    assertThat(
            forwarded("127.0.0.1", "for=192.0.2.43, For=\"[2001:db8:cafe::17]:4711\";proto=http"))
        .isEqualTo("2001:db8:cafe::/64");
    assertThat(forwarded("127.0.0.1", "for=192.0.2.43", "by=10.1.2.3; FOR=10.1.2.4"))
        .isEqualTo("192.0.2.43");
    assertThat(forwarded("127.0.0.1", "proto=http;by=203.0.113.43")).isEqualTo("unknown");
    assertThat(proxies.address("::1", List.of("192.0.2.1"), List.of("for=192.0.2.2")))
        .isEqualTo("192.0.2.1");
  }

  @Test
  void aQuoteThatAClientLeftOpenSwallowsNothing() {
    assertThat(forwarded("127.0.0.1", "for=\"198.51.100.7", "for=203.0.113.9"))
        .isEqualTo("203.0.113.9");
    assertThat(forwarded("127.0.0.1", "for=\"x;y, for=203.0.113.9")).isEqualTo("203.0.113.9");
  }

  @Test
  void aPeerWithoutANetworkAddressIsTakenAsItIs() {
    assertThat(forwardedFor("/run/halley.sock", "203.0.113.9")).isEqualTo("/run/halley.sock");
  }

  @Test
  void whereNoProxyIsListedEveryPeerIsAClient() {
    ProxyList none = ProxyList.parse("none");
    assertThat(none.address("127.0.0.1", List.of("203.0.113.9"), List.of())).isEqualTo("127.0.0.1");
    assertThat(none).hasToString("none");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 203.0.113.9, true",
    "203.0.113.9/32, 203.0.113.9, true",
    "203.0.113.9/31, 203.0.113.8, true",
    "203.0.113.9/31, 203.0.113.10, false",
    "203.0.112.0/23, 203.0.113.255, true",
    "203.0.112.0/23, 203.0.114.0, false",
    "0.0.0.0/0, 2001:db8::1, false",
    "::/0, 203.0.113.9, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "2001:db8::7, 2001:db8::7, true",
    "2001:db8::7, 2001:db8::8, false",
  })
  void aRangeIsTheAddressesThatBeginWithTheSameBits(String range, String peer, boolean listed) {
    assertThat(ProxyList.parse(range).address(peer, List.of(), List.of()).isEmpty())
        .isEqualTo(listed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10/8",
        "10.0.0.1,",
        "1.2.3.4/8/9",
        "fe80::1%eth0",
        "256.0.0.1"
      })
  void whatIsNoRangeIsRefusedWithoutANameService(String text) {
    assertThatThrownBy(() -> ProxyList.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected an address such as 10.0.0.1");
  }

  @Test
  void aListIsWrittenAsItIsRead() {
    assertThat(proxies).hasToString("127.0.0.0/8, ::1, 10.1.0.0/16, fd00::/8");
    assertThat(ProxyList.parse(proxies.toString())).hasToString(proxies.toString());
  }
}
