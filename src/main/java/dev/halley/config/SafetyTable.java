package dev.halley.config;

import dev.halley.auth.AuthSettings.LoginKind;
import dev.halley.auth.Rate;
import dev.halley.transport.Origins;
import java.util.List;

/** The settings that keep harm away, a part of {@link SettingsTable}. */
final class SafetyTable {

  static final Setting<LoginKind> AUTH =
      new Setting<>(
          "auth",
          "tokens",
          Form.Choice.of(LoginKind.class),
          "Who says who asks: tokens, guests' and those of your own login; or the container, by whatever"
              + " login is set up there. Then halley.role-1 to halley.role-9999 say what its roles"
              + " allow, there are no guests, no JSONP and no frames, and what changes something must"
              + " come from a page of this host or of halley.origins.");

  static final Setting<Origins> FRAME_ANCESTORS =
      new Setting<>(
          "frame-ancestors",
          "none",
          new Form.Foreign<>(Origins::parse, Origins.EXPECTED),
          "The origins whose pages may show pages of this server in a frame, besides its own. Such a page"
              + " can lay another over it, and have people press what they do not see.");

  static final Setting<Long> STRICT_TRANSPORT =
      Setting.seconds(
          "strict-transport",
          "365 d",
          "0 s",
          "730 d",
          "For how long a browser that came by TLS is to come by nothing else, to any port of this host"
              + " (Strict-Transport-Security). 0 s: it is not told.");

  static final Setting<Rate> RATE_PUBLISH =
      rate(
          "rate-publish",
          "50/s burst 200",
          "How often one user may publish. Each message of a batch counts.");

  static final Setting<Rate> RATE_SESSION =
      rate(
          "rate-session",
          "1/s burst 30",
          "How often one address, and one user, may claim a guest's name or change who is a member of a"
              + " room.");

  static final Setting<Rate> RATE_POLL =
      rate(
          "rate-poll",
          "50/s burst 200",
          "How often one user may have something read. What is held for a second or longer is not"
              + " counted.");

  static final Setting<Rate> RATE_PRESENCE =
      rate(
          "rate-presence",
          "1/s burst 100",
          "How often one user may come to a channel that shows who is there. Whoever comes more often reads"
              + " all the same, and is not shown until there is room.");

  static final Setting<Long> RATE_CROWD =
      Setting.count(
          "rate-crowd",
          "20",
          "1",
          "1000000",
          "How many times as often as one user an address may publish, read and come to channels:"
              + " behind a proxy or a router many people have one.");

  static final Setting<Long> RATE_COUNTED =
      Setting.count(
          "rate-counted",
          "20000",
          "1",
          "10000000",
          "How many users, and addresses, are counted each by itself for each of these rates. All others"
              + " share a few counts until there is room, so a flood from many addresses finds its"
              + " limit too.");

  /** In the order in which a page would list them. */
  static final List<Setting<?>> ROWS =
      List.of(
          AUTH,
          RATE_PUBLISH,
          RATE_SESSION,
          RATE_POLL,
          RATE_PRESENCE,
          RATE_CROWD,
          RATE_COUNTED,
          FRAME_ANCESTORS,
          STRICT_TRANSPORT);

  private SafetyTable() {}

  private static Setting<Rate> rate(String name, String fallback, String meaning) {
    return new Setting<>(name, fallback, new Form.Foreign<>(Rate::parse, Rate.EXPECTED), meaning);
  }
}
