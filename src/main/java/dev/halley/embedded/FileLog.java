package dev.halley.embedded;

import dev.halley.broker.Broker.Reach;
import dev.halley.broker.BrokerException;
import dev.halley.broker.Extent;
import dev.halley.broker.Limit;
import dev.halley.broker.Retention;
import dev.halley.broker.Ring;
import dev.halley.broker.Slice;
import dev.halley.broker.Tail;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log that lies in the file, as memory knows it.
 *
 * <p>Its messages are in up to three places: those that left the journal in the file, up to {@code
 * settled}; the later ones in {@code recent}; and the newest, while it is followed, also in {@code
 * kept}. What is not known yet is loaded by the first who may wait for it. Only the commit thread
 * changes anything after that, through {@link Pen}; any thread reads, without a lock: whatever is
 * dropped or removed was given up by the state before, so a reader that misses a message finds that
 * the state is another.
 */
final class FileLog implements ChannelLog {

  private final ChannelName name;
  private final Retention rule;
  private final StoreFile file;
  private final Tail tail;
  private final Directory directory;
  private final Followers followers = new Followers();
  private final Ring recent = new Ring();

  /** The commit thread's alone. */
  private @Nullable Pen pen;

  private volatile @Nullable Ring kept;
  private volatile @Nullable LogState state;
  private volatile long settled;
  private volatile long number;
  private volatile int used;

  /** What a reader wants to know; null if the source does not tell. */
  private interface Question<T> {
    @Nullable T ask(View view, View.Source source);
  }

  /** What is in memory. */
  private final class Memory implements View.Source {

    @Override
    public @Nullable Message at(long offset) {
      Message message = recent.at(offset);
      Ring newest = kept;
      return message == null && newest != null ? newest.at(offset) : message;
    }

    @Override
    public List<Message> from(long offset, long to, Limit limit) {
      List<Message> found = recent.from(offset, to, limit);
      Ring newest = kept;
      return found.isEmpty() && newest != null ? newest.from(offset, to, limit) : found;
    }
  }

  /** What is in memory or in the file. */
  private final class Everything implements View.Source {
    private final Memory memory = new Memory();
    private final MessageStore store;

    private Everything(MessageStore store) {
      this.store = store;
    }

    @Override
    public @Nullable Message at(long offset) {
      Message message = memory.at(offset);
      return message == null && offset <= settled ? store.message(number, name, offset) : message;
    }

    @Override
    public List<Message> from(long offset, long to, Limit limit) {
      List<Message> found = memory.from(offset, to, limit);
      long end = Math.min(to, settled);
      if (!found.isEmpty() || offset > end) {
        return found;
      }
      found = store.messages(number, name, offset, end, limit);
      if (found.size() == end - offset + 1) {
        addFromMemory(found, end + 1, to, limit);
      }
      return found;
    }

    private void addFromMemory(List<Message> found, long offset, long to, Limit limit) {
      long bytes = found.stream().mapToLong(Message::weight).sum();
      for (Message message : memory.from(offset, to, limit)) {
        bytes += message.weight();
        if (found.size() == limit.messages() || bytes > limit.bytes()) {
          return;
        }
        found.add(message);
      }
    }
  }

  FileLog(ChannelName name, Retention rule, StoreFile file, Tail tail, Directory directory) {
    this.directory = directory;
    this.name = name;
    this.rule = rule;
    this.file = file;
    this.tail = tail;
  }

  @Override
  public ChannelName name() {
    return name;
  }

  Retention rule() {
    return rule;
  }

  @Override
  public Followers followers() {
    return followers;
  }

  /** The hand of the commit thread, which loads what is not known yet. */
  Pen pen(MessageStore store) {
    Pen known = pen;
    if (known == null) {
      known = new Pen(this, loaded(store));
      pen = known;
    }
    return known;
  }

  @Override
  public Slice read(Position after, Limit limit, Reach reach, long now) {
    Slice slice = look(reach, now, (view, source) -> view.read(after, limit, source));
    return slice == null ? new Slice.Cold() : slice;
  }

  @Override
  public @Nullable Extent extent(Reach reach, long now) {
    return look(reach, now, View::extent);
  }

  private <T> @Nullable T look(Reach reach, long now, Question<T> question) {
    if (reach == Reach.MEMORY) {
      LogState known = state;
      return known == null ? null : question.ask(new View(known, rule, now), new Memory());
    }
    return file.read(
        store -> {
          Everything everything = new Everything(store);
          while (true) {
            LogState known = loaded(store);
            T answer = question.ask(new View(known, rule, now), everything);
            if (answer != null) {
              return answer;
            }
            if (known.equals(state)) {
              throw new BrokerException("expected all of " + name + " in the message log");
            }
          }
        });
  }

  /** Where the log begins that is shown now. */
  long first(MessageStore store, long now) {
    return new View(loaded(store), rule, now).first(new Everything(store));
  }

  /** The state, from the file if it is not known yet. */
  LogState loaded(MessageStore store) {
    LogState known = state;
    if (known != null) {
      return known;
    }
    ChannelRow row = store.row(name);
    synchronized (this) {
      known = state;
      if (known == null) {
        known = load(row, store.epochs());
      }
    }
    return known;
  }

  private LogState load(@Nullable ChannelRow row, Epochs epochs) {
    LogState loaded;
    if (row == null) {
      loaded = LogState.empty(epochs.fresh(rule.durability()));
    } else {
      loaded = row.state(epochs.resume(row.epoch(), row.lives(), rule.durability()));
      number = row.number();
      settled = row.last();
    }
    state = loaded;
    return loaded;
  }

  /** The number that stands for its name in the file; 0 if it has none yet. */
  long number() {
    return number;
  }

  void number(long given) {
    number = given;
  }

  /** The end of what left the journal. */
  long settled() {
    return settled;
  }

  /** Says that all up to an offset left the journal and is on the disk. */
  void settled(long offset) {
    settled = offset;
    recent.dropBefore(offset + 1);
    directory.remove(this);
  }

  /** The messages that are in the journal and nowhere else in the file. */
  Ring recent() {
    return recent;
  }

  /** Moves the readable end behind a message. */
  void show(LogState next, Message message) {
    recent.append(message);
    Ring newest = kept;
    if (newest != null) {
      tail.append(newest, message);
    }
    state = next;
    if (settled == 0 && message.offset() == 1) {
      directory.add(this);
    }
  }

  @Override
  public long lastTime() {
    LogState known = state;
    return known == null ? 0 : known.lastTime();
  }

  /** A message, wherever it lies; null if it is nowhere any more. */
  @Nullable Message at(long offset, MessageStore store) {
    return new Everything(store).at(offset);
  }

  /** Puts a message in the place of the one with its offset, as far as that is in memory. */
  void replace(Message message) {
    recent.replace(message);
    Ring newest = kept;
    if (newest != null) {
      tail.replace(newest, message);
    }
  }

  /** Gives up what lies below an offset. */
  void show(LogState next) {
    state = next;
  }

  @Override
  public void keep() {
    if (kept == null) {
      kept = new Ring();
    }
  }

  @Override
  public void use(int tick) {
    if (used != tick) {
      used = tick;
    }
  }

  @Override
  public boolean retire(int unusedSince, long now) {
    if (used - unusedSince > 0 || !followers.isEmpty() || recent.size() > 0) {
      return false;
    }
    Ring newest = kept;
    if (newest != null) {
      tail.forget(newest);
    }
    return true;
  }
}
