package dev.halley.auth;

import dev.halley.message.ChannelPattern;

/**
 * One thing that a token allows beyond the rules.
 *
 * @param action what may be done
 * @param pattern with which channels
 */
public record Grant(Action action, ChannelPattern pattern) {}
