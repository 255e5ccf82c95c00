package dev.halley.hub;

import dev.halley.auth.Action;
import dev.halley.auth.Permissions;
import dev.halley.broker.Broker;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Slice;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads pages of a channel's past. */
final class HistoryReader {

  private final Broker broker;
  private final Permissions permissions;

  HistoryReader(Broker broker, Permissions permissions) {
    this.broker = broker;
    this.permissions = permissions;
  }

  /** The page, or null if that takes a longer reach. */
  @Nullable HistoryPage read(HistoryQuery query, Broker.Reach reach) {
    try {
      Extent extent = broker.extent(query.channel(), reach);
      if (extent == null) {
        return null;
      }
      Long after = query.after();
      HistoryPage page =
          after == null
              ? newestBefore(query, extent, reach)
              : oldestAfter(query, extent, after, reach);
      // Asked after the read: who was removed meanwhile sees nothing that was written since.
      return switch (permissions.ask(query.caller(), Action.READ, query.channel(), reach)) {
        case ALLOWED -> permissions.isOut(query.caller()) ? new HistoryPage.Removed() : page;
        case UNKNOWN -> null;
        case TOKEN_REQUIRED, FORBIDDEN -> new HistoryPage.Removed();
      };
    } catch (BrokerException e) {
      return new HistoryPage.Failed(e);
    }
  }

  /**
   * The log reads forwards only. Where the bytes do not suffice for all messages of the page, the
   * older ones fall off as the newer ones are read.
   */
  private @Nullable HistoryPage newestBefore(
      HistoryQuery query, Extent extent, Broker.Reach reach) {
    Long before = query.before();
    long last = before == null ? extent.last() : Math.min(extent.last(), before - 1);
    Position at = new Extent(extent.epoch(), extent.first(), last).before(query.limit().messages());
    Deque<Message> page = new ArrayDeque<>();
    long weight = 0;
    while (at.offset() < last) {
      int rest = (int) (last - at.offset());
      Slice slice = broker.read(query.channel(), at, new Limit(rest, query.limit().bytes()), reach);
      if (slice instanceof Slice.Cold) {
        return null;
      }
      if (slice instanceof Slice.Gap gap) {
        // Trimmed since the extent was asked.
        at = gap.resume();
      } else if (slice instanceof Slice.Messages found && !found.messages().isEmpty()) {
        at = found.end();
        for (Message message : found.messages()) {
          page.addLast(message);
          weight += message.weight();
          while (weight > query.limit().bytes() && page.size() > 1) {
            weight -= page.removeFirst().weight();
          }
        }
      } else {
        break;
      }
    }
    boolean more = !page.isEmpty() && page.getFirst().offset() > extent.first();
    return new HistoryPage.Found(List.copyOf(page), List.of(), more, cursor(query, extent.end()));
  }

  private @Nullable HistoryPage oldestAfter(
      HistoryQuery query, Extent extent, long after, Broker.Reach reach) {
    if (after >= extent.last()) {
      return new HistoryPage.Found(List.of(), List.of(), false, cursor(query, extent.end()));
    }
    List<Missed> gaps = new ArrayList<>();
    Position at = new Position(extent.epoch(), after);
    while (true) {
      Slice slice = broker.read(query.channel(), at, query.limit(), reach);
      if (slice instanceof Slice.Gap gap) {
        gaps.add(new Missed(query.channel(), gap.from(), gap.to(), false));
        at = gap.resume();
      } else if (slice instanceof Slice.Reset reset) {
        gaps.add(new Missed(query.channel(), 0, 0, true));
        at = reset.resume();
      } else if (slice instanceof Slice.Messages found) {
        Position end = found.more() ? extent.end() : found.end();
        return new HistoryPage.Found(found.messages(), gaps, found.more(), cursor(query, end));
      } else {
        return null;
      }
    }
  }

  private static Cursor cursor(HistoryQuery query, Position position) {
    return Cursor.of(List.of(new Cursor.Entry(query.channel(), position)));
  }
}
