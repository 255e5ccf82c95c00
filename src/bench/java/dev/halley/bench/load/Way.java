package dev.halley.bench.load;

/**
 * The way in which messages come to readers.
 *
 * @param carrier how they travel
 * @param isDurable whether the log is on disk
 * @param isBrowser whether the requests have the headers that a browser sends
 * @param hold how long a poll is held, in seconds
 */
record Way(Carrier carrier, boolean isDurable, boolean isBrowser, int hold) {

  /**
   * What the bare servlet can do as well: a poll, as long as Halley lets it be, of a log in memory.
   */
  static final Way POLL = new Way(Carrier.POLL, false, false, 55);

  private static final String BROWSER =
      String.join(
          "\r\n",
          "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/142.0.0.0 Safari/537.36",
          "Accept: */*",
          "Accept-Language: de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7",
          "Accept-Encoding: gzip, deflate, br, zstd",
          "Connection: keep-alive",
          "Referer: http://localhost/",
          "Sec-Fetch-Dest: empty",
          "Sec-Fetch-Mode: cors",
          "Sec-Fetch-Site: same-origin",
          "sec-ch-ua: \"Chromium\";v=\"142\", \"Google Chrome\";v=\"142\", \"Not_A Brand\";v=\"99\"",
          "sec-ch-ua-mobile: ?0",
          "sec-ch-ua-platform: \"Linux\"",
          "");

  Way durable() {
    return new Way(carrier, true, isBrowser, hold);
  }

  Way by(Carrier other) {
    return new Way(other, isDurable, isBrowser, hold);
  }

  Way fromBrowsers() {
    return new Way(carrier, isDurable, true, hold);
  }

  Way held(int seconds) {
    return new Way(carrier, isDurable, isBrowser, seconds);
  }

  /** Whether a bare servlet can be measured beside it. */
  boolean isComparable() {
    return carrier == Carrier.POLL && !isDurable;
  }

  /** The header lines. */
  String headers() {
    return isBrowser ? BROWSER : "";
  }
}
