package dev.halley.protocol.plain;

import dev.halley.hub.Batch;
import dev.halley.hub.Carrier;
import dev.halley.hub.Delivery;
import dev.halley.hub.End;
import dev.halley.hub.Outlet;
import dev.halley.message.Cursor;
import dev.halley.protocol.Connection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Takes what there is at the moment, for a page. */
final class PlainOutlet implements Outlet {

  private final Connection connection;
  private final Cursor start;
  private final BiConsumer<@Nullable Batch, End> then;
  private @Nullable Batch batch;
  private End why = End.ANSWERED;

  /**
   * The outlet of one page.
   *
   * @param start where its reader stands
   * @param then called once, as the wire is let go: with what came, or with null and why nothing
   *     can be told
   */
  PlainOutlet(Connection connection, Cursor start, BiConsumer<@Nullable Batch, End> then) {
    this.connection = connection;
    this.start = start;
    this.then = then;
  }

  @Override
  public void begin(Delivery delivery) {
    connection.whenGone(() -> delivery.end(End.GONE));
  }

  @Override
  public Carrier carrier() {
    return Carrier.PAGE;
  }

  @Override
  public boolean ready() {
    return connection.ready();
  }

  @Override
  public boolean nextIsLast() {
    return true;
  }

  @Override
  public void deliver(Batch next) {
    batch = next;
  }

  @Override
  public boolean isFull() {
    return true;
  }

  @Override
  public void end(End reason, Cursor cursor) {
    why = reason;
    if (reason == End.HOLD_RAN_OUT || reason == End.ANSWERED) {
      batch = new Batch(start, List.of(), List.of(), cursor, false);
    }
  }

  @Override
  public void release() {
    then.accept(batch, why);
  }
}
