package dev.halley.hub;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries without an order: to put one in, to take one out and to take all out at once cost the
 * same however many there are.
 *
 * <p>Taking all out swaps the array and counts the generation up. A seat of an older generation is
 * thereby out, without anybody having touched it, and whoever holds the old array walks it without
 * a lock.
 */
final class Bag {

  private static final int SMALLEST = 4;

  private Seat @Nullable [] seats;
  private int size;
  private int generation;
  private boolean closed;

  /** What {@link #takeAll} took: the first {@code size} of {@code seats}. */
  static final class Taken {

    private static final Taken NOTHING = new Taken(new Seat[0], 0);

    private final Seat[] seats;
    private final int size;

    private Taken(Seat[] seats, int size) {
      this.seats = seats;
      this.size = size;
    }

    int size() {
      return size;
    }

    void forEach(Consumer<Delivery> action) {
      for (int i = 0; i < size; i++) {
        action.accept(seats[i].delivery);
      }
    }
  }

  /**
   * Puts a seat in, unless it is in already.
   *
   * @return false if the bag was closed
   */
  synchronized boolean add(Seat seat) {
    if (closed) {
      return false;
    }
    if (isIn(seat)) {
      return true;
    }
    Seat[] room = seats;
    if (room == null) {
      room = new Seat[SMALLEST];
    } else if (size == room.length) {
      room = Arrays.copyOf(room, size * 2);
    }
    seats = room;
    room[size] = seat;
    seat.index = size;
    seat.generation = generation;
    size++;
    return true;
  }

  /** Takes a seat out, if it is in. */
  synchronized void remove(Seat seat) {
    Seat[] room = seats;
    if (room == null || !isIn(seat)) {
      return;
    }
    size--;
    Seat last = room[size];
    room[seat.index] = last;
    last.index = seat.index;
    Arrays.fill(room, size, size + 1, null);
    seat.index = -1;
    if (size == 0) {
      seats = null;
    }
  }

  /** Takes all seats out. */
  synchronized Taken takeAll() {
    Seat[] room = seats;
    if (room == null) {
      return Taken.NOTHING;
    }
    Taken taken = new Taken(room, size);
    seats = null;
    size = 0;
    generation++;
    return taken;
  }

  /** The deliveries that are in now; they stay in. */
  synchronized Taken copy() {
    Seat[] room = seats;
    return room == null ? Taken.NOTHING : new Taken(Arrays.copyOf(room, size), size);
  }

  synchronized boolean isEmpty() {
    return size == 0;
  }

  /**
   * Closes the bag for good if nothing is in it.
   *
   * @return whether it is closed now
   */
  synchronized boolean closeIfEmpty() {
    if (size == 0) {
      closed = true;
    }
    return closed;
  }

  private boolean isIn(Seat seat) {
    return seat.index >= 0 && seat.generation == generation;
  }
}
