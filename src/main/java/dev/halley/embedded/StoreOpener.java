package dev.halley.embedded;

import dev.halley.broker.BrokerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** Makes and opens the file of the logs. */
final class StoreOpener {

  private static final int TRIES = 3;

  private final int cacheMegabytes;
  private final UnaryOperator<String> route;
  private final MessageCodec codec = new MessageCodec();

  /**
   * @param cacheMegabytes memory for pages of the file
   * @param route what a path of the file system becomes for {@link org.h2.store.fs.FilePath}
   */
  StoreOpener(int cacheMegabytes, UnaryOperator<String> route) {
    this.cacheMegabytes = cacheMegabytes;
    this.route = route;
  }

  /** Makes a file with nothing in it but an epoch of its own. */
  void make(Path path) throws IOException {
    Files.deleteIfExists(path);
    OwnerOnly.file(path);
    MessageStore made = openWhole(path, Long.MAX_VALUE);
    try {
      made.begin(new SecureRandom().nextLong());
      made.close();
    } catch (RuntimeException e) {
      made.closeNow();
      throw e;
    }
  }

  /**
   * Opens a file for the first time since the start, and begins a new life of it unless it was
   * closed as it should be.
   */
  MessageStore open(Path path) {
    MessageStore store = openAt(path, Long.MAX_VALUE);
    try {
      // A process that was killed may have written what it did not come to force.
      store.force();
      store.markOpen();
      return store;
    } catch (RuntimeException e) {
      store.closeNow();
      throw e;
    }
  }

  /**
   * Opens a file that this server has made or opened before.
   *
   * @param last the version that is known to be on the disk: later ones are given up
   */
  MessageStore openAt(Path path, long last) {
    return ours(path, openWhole(path, last));
  }

  /**
   * Opens a file as {@link #openAt} does, to be read alone, and writes nothing to it: for a disk
   * that does not even let what is torn be erased.
   */
  MessageStore openToRead(Path path, long last) {
    return ours(path, openWhole(path, last, new HashSet<>()));
  }

  private static MessageStore ours(Path path, MessageStore store) {
    try {
      if (store.isOurs()) {
        return store;
      }
      throw new BrokerException("expected a message log of this version of Halley; found " + path);
    } catch (RuntimeException | Error e) {
      store.closeNow();
      throw e;
    }
  }

  /**
   * Opens a file at its last whole version: if the machine stopped in the middle of a commit, parts
   * of it may be there.
   */
  private MessageStore openWhole(Path path, long last) {
    return openWhole(path, last, null);
  }

  /**
   * @param hidden for {@link CheckedFile}
   */
  private MessageStore openWhole(Path path, long last, @Nullable Set<Long> hidden) {
    for (int i = 0; i < TRIES; i++) {
      CheckedFile file = file(hidden);
      MVStore store = open(path, file, () -> file.eraseBad(last));
      try {
        if (file.isNewestGood(last)) {
          return new MessageStore(store, file, codec);
        }
        file.eraseNewest();
        store.closeImmediately();
      } catch (RuntimeException | Error e) {
        store.closeImmediately();
        throw e;
      }
    }
    throw new BrokerException("expected a whole version of the message log; found none in " + path);
  }

  private CheckedFile file(@Nullable Set<Long> hidden) {
    Map<String, Object> config = new HashMap<>();
    config.put("cacheSize", cacheMegabytes);
    return new CheckedFile(config, hidden);
  }

  private MVStore open(Path path, CheckedFile file, Runnable before) {
    try {
      file.open(route.apply(path.toAbsolutePath().toString()), false, null);
      before.run();
      return new MVStore.Builder()
          .adoptFileStore(file)
          .autoCommitDisabled()
          .autoCommitBufferSize(0)
          .open();
    } catch (RuntimeException | Error e) {
      close(file);
      throw e;
    }
  }

  private static void close(CheckedFile file) {
    try {
      file.close();
    } catch (RuntimeException neverOpened) {
      // Then there is nothing to close.
    }
  }
}
