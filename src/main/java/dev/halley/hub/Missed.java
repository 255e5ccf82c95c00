package dev.halley.hub;

import dev.halley.message.ChannelName;

/**
 * What a client will never see of a channel.
 *
 * @param channel the channel
 * @param from the first offset missed; 0 after a reset
 * @param to the last offset missed; 0 after a reset
 * @param reset whether the log is in another life, so that old offsets mean nothing
 */
public record Missed(ChannelName channel, long from, long to, boolean reset) {}
