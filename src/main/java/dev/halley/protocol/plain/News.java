package dev.halley.protocol.plain;

import dev.halley.hub.Missed;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import java.util.List;

/**
 * What a page has to tell.
 *
 * @param before what was said before, ascending: shown for its context
 * @param fresh what came since the page before, in the order of each channel
 * @param gaps what came since and is gone
 * @param more whether there is more that came since, for the next page
 * @param cursor after all of that
 */
record News(
    List<Message> before, List<Message> fresh, List<Missed> gaps, boolean more, Cursor cursor) {}
