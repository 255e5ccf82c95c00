package dev.halley.marks;

import dev.halley.message.ChannelName;
import dev.halley.message.UserName;
import org.jspecify.annotations.Nullable;

/**
 * What a user has not read of a channel, or of one conversation in their inbox.
 *
 * @param with the other one of the conversation; null for a whole channel
 * @param read the mark: the last offset that was read; 0 for none
 * @param count how many messages of others came after it
 * @param first the offset of the first of these; 0 for none
 * @param last the offset of the newest message; 0 for none
 * @param more whether there are more than were looked at
 * @param delivered up to where the other one has got what this user sent; null while unknown
 * @param seen up to where they have read it; null while unknown
 */
public record Unread(
    ChannelName channel,
    @Nullable UserName with,
    long read,
    int count,
    long first,
    long last,
    boolean more,
    @Nullable Tick delivered,
    @Nullable Tick seen) {}
