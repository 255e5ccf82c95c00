package dev.halley.embedded;

import dev.halley.broker.BrokerException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Where a store lies, and how it is opened.
 *
 * @param path the file; null for a store in memory
 * @param cacheBytes how much memory its pages take
 */
@SuppressWarnings("all")
@org.jspecify.annotations.NullUnmarked
record StoreFile(@Nullable Path path, long cacheBytes) {

  private static final String NAME = "halley.mv.db";

  /**
   * How long space that was given up is not used again, in milliseconds: longer than any reader
   * keeps an older version of a page in hand.
   */
  private static final int RETENTION_MILLIS = 10_000;

  /** Small pages: a commit writes each that was touched as a whole. */
  private static final int PAGE_BYTES = 4096;

  /** A store in memory. */
  static StoreFile memory() {
    return new StoreFile(null, 0);
  }

  /**
   * The file in a folder. Both are made if they are not there, for their owner alone.
   *
   * @throws BrokerException if that cannot be
   */
  static StoreFile in(Path folder, long cacheBytes) {
    Path path = folder.resolve(NAME);
    try {
      Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
      Files.createFile(path, ownerOnly(folder, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(path)) {
        throw new BrokerException("Expected a folder for data at " + folder + "; found no folder");
      }
    } catch (IOException e) {
      throw new BrokerException("The data folder " + folder + " cannot be made: " + e, e);
    }
    if (!Files.isReadable(path) || !Files.isWritable(path)) {
      throw new BrokerException(
          "Expected the right to read and write " + path + "; this user has not both");
    }
    return new StoreFile(path, cacheBytes);
  }

  private static FileAttribute<?>[] ownerOnly(Path folder, String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Opens the store.
   *
   * @throws BrokerException with one sentence that says why it cannot
   */
  MVStore open() {
    AtomicReference<@Nullable Throwable> ignored = new AtomicReference<>();
    MVStore.Builder builder =
        new MVStore.Builder()
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .backgroundExceptionHandler((thread, failure) -> ignored.set(failure));
    if (path == null) {
      return builder.open();
    }
    try {
      MVStore store =
          builder
              .fileName(path.toString())
              .cacheSize((int) (cacheBytes >> 20))
              .pageSplitSize(PAGE_BYTES)
              .open();
      store.setRetentionTime(RETENTION_MILLIS);
      return store;
    } catch (MVStoreException e) {
      throw new BrokerException(sentence(e), e);
    }
  }

  private String sentence(MVStoreException e) {
    return switch (e.getErrorCode()) {
      case DataUtils.ERROR_FILE_LOCKED ->
          path + " is in use by another server; each needs a data folder of its own";
      case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT ->
          path
              + " is not a log of Halley's, or is damaged; it was left as it is. Put a copy of"
              + " the folder from a backup in its place, or name another folder";
      default -> path + " cannot be opened: " + e.getMessage();
    };
  }

  @Override
  public String toString() {
    return path == null ? "The log in memory" : path.toString();
  }
}
