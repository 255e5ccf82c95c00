package dev.halley.hub;

import dev.halley.message.Cursor;
import dev.halley.message.Message;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what it is told, in order. */
final class RecordingOutlet implements Outlet {

  private final boolean once;
  final List<Batch> batches = new CopyOnWriteArrayList<>();
  final List<End> ends = new CopyOnWriteArrayList<>();
  volatile @Nullable Cursor lastCursor;
  volatile boolean ready = true;
  volatile int most = Integer.MAX_VALUE;
  volatile int releases;

  private RecordingOutlet(boolean once) {
    this.once = once;
  }

  static RecordingOutlet poll() {
    return new RecordingOutlet(true);
  }

  static RecordingOutlet stream() {
    return new RecordingOutlet(false);
  }

  @Override
  public void begin(Delivery delivery) {
    // The tests wake and end deliveries themselves.
  }

  @Override
  public Carrier carrier() {
    return once ? Carrier.POLL : Carrier.STREAM;
  }

  @Override
  public boolean ready() {
    return ready;
  }

  @Override
  public boolean nextIsLast() {
    return once;
  }

  @Override
  public void deliver(Batch batch) {
    batches.add(batch);
    lastCursor = batch.end();
  }

  @Override
  public boolean isFull() {
    return batches.size() >= most;
  }

  @Override
  public void end(End why, Cursor cursor) {
    ends.add(why);
    lastCursor = cursor;
  }

  @Override
  public synchronized void release() {
    releases++;
  }

  /** The offsets that were delivered, in order. */
  List<Long> offsets() {
    return batches.stream().flatMap(b -> b.messages().stream()).map(Message::offset).toList();
  }
}
