package dev.halley.config;

import java.util.List;

/** The settings of who is there, who types and who has read: a part of {@link SettingsTable}. */
final class PeopleTable {

  static final Setting<Long> PRESENCE_GRACE =
      Setting.seconds(
          "presence-grace",
          "15 s",
          "1 s",
          "300 s",
          "How long a user is still shown in a room after the last request there ended.");

  static final Setting<Long> MAX_PRESENCE =
      Setting.count(
          "max-presence",
          "50000",
          "1",
          "10000000",
          "Users that are shown in channels on this node, a user in two counts twice. Beyond it nobody"
              + " new is shown.");

  static final Setting<Long> MAX_PRESENCE_PER_USER =
      Setting.count(
          "max-presence-per-user",
          "50",
          "1",
          "10000000",
          "Channels in which one user is shown. In others they may read and are not shown.");

  static final Setting<Long> MAX_PRESENCE_PER_ADDRESS =
      Setting.count(
          "max-presence-per-address",
          "5000",
          "1",
          "10000000",
          "How many of max-presence may have come from one address, so that nobody takes all of it.");

  static final Setting<Long> TYPING_EVERY =
      Setting.seconds(
          "typing-every",
          "3 s",
          "0 s",
          "60 s",
          "How often a user may say in one room that they type. What comes sooner is not stored. 0: as"
              + " often as they like.");

  static final Setting<Long> MAX_MARKS =
      Setting.count(
          "max-marks",
          "1000",
          "1",
          "100000",
          "In about how many channels and conversations it is known how far one user has read. Beyond"
              + " it those that were not read for longest are forgotten.");

  /** In the order in which a page would list them. */
  static final List<Setting<?>> ROWS =
      List.of(
          PRESENCE_GRACE,
          MAX_PRESENCE,
          MAX_PRESENCE_PER_USER,
          MAX_PRESENCE_PER_ADDRESS,
          TYPING_EVERY,
          MAX_MARKS);

  private PeopleTable() {}
}
