package dev.halley.embedded;

import dev.halley.broker.BrokerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The file of the logs, from its making to its close.
 *
 * <p>The library under it closes the file when a write fails, and a thread that is interrupted
 * while it reads closes it too. The commit thread then opens it again; readers wait for that.
 */
final class StoreFile {

  private static final String NAME = "halley.mv";

  /** Not in nanoseconds of a clock that can be set: for waiting alone. */
  private static final long PATIENCE = TimeUnit.SECONDS.toMillis(5);

  private final LogFolder folder;
  private final Path path;
  private final StoreOpener opener;
  private final Object swapped = new Object();

  private volatile MessageStore store;
  private volatile @Nullable BrokerException unusable;
  private volatile Runnable onBroken = () -> {};

  /** The version that is known to be on the disk. */
  private long forced;

  private StoreFile(LogFolder folder, Path path, StoreOpener opener, MessageStore store) {
    this.folder = folder;
    this.path = path;
    this.opener = opener;
    this.store = store;
    forced = store.version();
  }

  /**
   * Opens the file in a folder, or makes it.
   *
   * @param route what a path of the file system becomes for {@link org.h2.store.fs.FilePath}
   * @throws BrokerException says in a sentence why it cannot be used
   */
  static StoreFile open(Path where, int cacheMegabytes, UnaryOperator<String> route) {
    LogFolder folder = LogFolder.take(where);
    Path path = where.resolve(NAME);
    try {
      StoreOpener opener = new StoreOpener(cacheMegabytes, route);
      if (!Files.exists(path)) {
        Path draft = where.resolve(NAME + ".new");
        opener.make(draft);
        folder.rename(draft, path);
      }
      check(path);
      return new StoreFile(folder, path, opener, opener.open(path));
    } catch (BrokerException e) {
      folder.close();
      throw e;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw new BrokerException("cannot use the message log " + path + ": " + Causes.why(e), e);
    }
  }

  private static void check(Path path) throws IOException {
    if (!Files.isRegularFile(path) || !Files.isReadable(path) || !Files.isWritable(path)) {
      throw new BrokerException(
          "expected a message log that may be read and written; found " + path);
    }
    if (Files.size(path) == 0) {
      throw new BrokerException(
          "the message log " + path + " is empty: put it back, or remove it to begin a new one");
    }
  }

  /** What to do when a reader finds the file closed. */
  void onBroken(Runnable wake) {
    onBroken = wake;
  }

  /** The open file: for the commit thread, which alone opens it again. */
  MessageStore store() {
    return store;
  }

  /**
   * Reads, on a thread that may wait.
   *
   * @throws BrokerException if the file cannot be read
   */
  <T> T read(Function<MessageStore, T> look) {
    long start = System.nanoTime();
    while (true) {
      MessageStore present = store;
      BrokerException why = unusable;
      if (why != null) {
        throw new BrokerException(String.valueOf(why.getMessage()), why);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new BrokerException("interrupted before " + path + " was read");
      }
      try {
        T found = present.reading(look);
        if (present == store) {
          return found;
        }
      } catch (MVStoreException e) {
        // One that is just being closed can fail in any way.
        boolean closed = MessageStore.isClosed(e) || present.isClosed();
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (!closed || !awaitAnother(present, PATIENCE - waited)) {
          throw new BrokerException("cannot read " + path + ": " + Causes.why(e), e);
        }
      }
    }
  }

  private boolean awaitAnother(MessageStore broken, long millis) {
    if (broken == store) {
      onBroken.run();
    }
    synchronized (swapped) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      while (broken == store && unusable == null) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        try {
          swapped.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }

  /** Makes all changes durable. */
  void commit() {
    store.commit();
    forced = store.version();
  }

  /**
   * Opens the file again after a failure, as it was at the last commit. Of what was written since,
   * nobody knows how much is on the disk: a force that failed does not say, and the next one does
   * not try it again. So it is given up.
   *
   * @throws BrokerException if it cannot be opened so; then it is open to be read, if it can be
   */
  void reopen() {
    store.closeNow();
    try {
      swap(opener.openAt(path, forced), null);
    } catch (RuntimeException | Error e) {
      BrokerException why = unwritable(e);
      try {
        swap(opener.openToRead(path, forced), null);
      } catch (RuntimeException | Error unreadable) {
        swap(store, why);
      }
      throw why;
    }
  }

  private void swap(MessageStore next, @Nullable BrokerException why) {
    synchronized (swapped) {
      store = next;
      unusable = why;
      swapped.notifyAll();
    }
  }

  /** In a sentence, why nothing can be stored. */
  BrokerException unwritable(Throwable e) {
    return new BrokerException("cannot write " + path + ": " + Causes.why(e), e);
  }

  /** Closes the file as it should be, so that the next start finds all logs whole. */
  void close() {
    store.markClosed();
    store.close();
  }

  /** Lets go of the file, as a crash would if it is not closed. Nothing can be read any more. */
  void closeNow() {
    store.closeNow();
    swap(store, new BrokerException("the message log " + path + " is closed"));
    folder.close();
  }
}
