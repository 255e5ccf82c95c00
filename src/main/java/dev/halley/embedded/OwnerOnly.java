package dev.halley.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files and folders that only their owner can read. */
final class OwnerOnly {

  private OwnerOnly() {}

  /** Makes an empty file if there is none. */
  static void file(Path path) throws IOException {
    try {
      Files.createFile(path, attributes(path, "rw-------"));
      restrict(path);
    } catch (FileAlreadyExistsException there) {
      // Whose it is, and who may read it, is then the owner's business.
    }
  }

  /** Makes a folder, and those above it, as far as they are not there. */
  static void folder(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(path, attributes(path, "rwx------"));
    restrict(path);
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void restrict(Path path) {
    if (!isPosix(path)) {
      var file = path.toFile();
      boolean done =
          file.setReadable(false, false)
              && file.setReadable(true, true)
              && file.setWritable(false, false)
              && file.setWritable(true, true);
      if (!done) {
        System.getLogger(OwnerOnly.class.getName())
            .log(System.Logger.Level.WARNING, "others may be able to read {0}", path);
      }
    }
  }
}
