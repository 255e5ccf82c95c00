package dev.halley.embedded;

import dev.halley.broker.BrokerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder that the file lies in. One server at a time may use it: it holds the lock of a small
 * file there. The lock of the message log itself would not do, for that is now and then closed and
 * opened again.
 *
 * @param path the folder
 * @param lock the locked file
 */
record LogFolder(Path path, FileChannel lock) implements AutoCloseable {

  private static final String LOCK = "halley.lock";

  /**
   * Makes the folder if it is not there, and takes it.
   *
   * @throws BrokerException says in a sentence why it cannot be used
   */
  static LogFolder take(Path path) {
    try {
      OwnerOnly.folder(path);
    } catch (IOException e) {
      throw new BrokerException("cannot make the data folder " + path + ": " + Causes.why(e), e);
    }
    try {
      Path file = path.resolve(LOCK);
      OwnerOnly.file(file);
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new LogFolder(path, channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new BrokerException(
          "cannot write into the data folder " + path + ": " + Causes.why(e), e);
    }
    throw new BrokerException("the data folder " + path + " is in use by another server");
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  /** Forces to disk which files are in it, where that is possible. */
  void force() {
    try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException notHere) {
      // Not every system opens a folder; those that do not keep its list safe by themselves.
    }
  }

  /** Moves a file to another name in it, at once or not at all. */
  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    force();
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      System.getLogger(LogFolder.class.getName())
          .log(System.Logger.Level.WARNING, "cannot unlock the data folder " + path, e);
    }
  }
}
