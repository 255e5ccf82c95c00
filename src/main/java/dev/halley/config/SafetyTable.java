package dev.halley.config;

import dev.halley.auth.Rate;
import java.util.List;

/** The settings that keep harm away, a part of {@link SettingsTable}. */
final class SafetyTable {

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
          "How often one user may have something read that is answered in less than a second. What is held"
              + " for longer is not counted.");

  static final Setting<Long> RATE_CROWD =
      Setting.count(
          "rate-crowd",
          "20",
          "1",
          "1000000",
          "How many times as often as one user an address may publish and read: behind a proxy or a"
              + " router many people have one.");

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
      List.of(RATE_PUBLISH, RATE_SESSION, RATE_POLL, RATE_CROWD, RATE_COUNTED);

  private SafetyTable() {}

  private static Setting<Rate> rate(String name, String fallback, String meaning) {
    return new Setting<>(name, fallback, new Form.Foreign<>(Rate::parse, Rate.EXPECTED), meaning);
  }
}
