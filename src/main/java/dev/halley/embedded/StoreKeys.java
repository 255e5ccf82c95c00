package dev.halley.embedded;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.StringDataType;

/** The keys of the store's maps, and how they lie in it. */
@SuppressWarnings("all")
@org.jspecify.annotations.NullUnmarked
final class StoreKeys {

  private StoreKeys() {}

  /**
   * A message's place: messages of one log lie side by side.
   *
   * @param log the log's number
   * @param offset the message's offset there
   */
  record Place(long log, long offset) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int logs = Long.compare(log, other.log);
      return logs != 0 ? logs : Long.compare(offset, other.offset);
    }
  }

  /**
   * A message's id in one log.
   *
   * @param log the log's number
   * @param id the id
   */
  record Id(long log, String id) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      int logs = Long.compare(log, other.log);
      return logs != 0 ? logs : id.compareTo(other.id);
    }
  }

  /** Writes a {@link Place} in 2 to 18 bytes. */
  static final class PlaceType extends BasicDataType<Place> {

    @Override
    public int getMemory(Place place) {
      return 32;
    }

    @Override
    public int compare(Place one, Place other) {
      return one.compareTo(other);
    }

    @Override
    public void write(WriteBuffer buffer, Place place) {
      buffer.putVarLong(place.log()).putVarLong(place.offset());
    }

    @Override
    public Place read(ByteBuffer buffer) {
      return new Place(DataUtils.readVarLong(buffer), DataUtils.readVarLong(buffer));
    }

    @Override
    public Place[] createStorage(int size) {
      return new Place[size];
    }
  }

  /** Writes an {@link Id}. */
  static final class IdType extends BasicDataType<Id> {

    @Override
    public int getMemory(Id id) {
      return 64 + id.id().length();
    }

    @Override
    public int compare(Id one, Id other) {
      return one.compareTo(other);
    }

    @Override
    public void write(WriteBuffer buffer, Id id) {
      buffer.putVarLong(id.log());
      StringDataType.INSTANCE.write(buffer, id.id());
    }

    @Override
    public Id read(ByteBuffer buffer) {
      return new Id(DataUtils.readVarLong(buffer), StringDataType.INSTANCE.read(buffer));
    }

    @Override
    public Id[] createStorage(int size) {
      return new Id[size];
    }
  }
}
