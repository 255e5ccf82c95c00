package dev.halley.auth;

import dev.halley.message.Rules;
import java.util.List;

/**
 * How often each user, and each address, may do what. Behind a proxy or a router many people have
 * one address.
 *
 * @param publish send a message
 * @param session claim a name, or change who is a member of a room
 * @param poll have something read and not be held for a second
 * @param appear come to a channel that shows who is there, where the user was not shown
 * @param channels send a message to one channel of a rule, for each user; {@link Rate#OFF} where
 *     the rule says nothing
 * @param crowd how many times as often as one user an address may publish, poll and appear, 1 and
 *     up
 * @param most how many users and how many addresses have a count of their own, for each of these
 *     rates, 1 and up
 */
public record RateSettings(
    Rate publish, Rate session, Rate poll, Rate appear, Rules<Rate> channels, int crowd, int most) {

  /** No limits. */
  public static final RateSettings OFF =
      new RateSettings(Rate.OFF, Rate.OFF, Rate.OFF, Rate.OFF, new Rules<>(List.of()), 1, 1);

  public RateSettings {
    if (crowd < 1) {
      throw new IllegalArgumentException("expected a crowd of 1 and up; found " + crowd);
    }
    if (most < 1) {
      throw new IllegalArgumentException("expected 1 and up to be counted; found " + most);
    }
  }
}
