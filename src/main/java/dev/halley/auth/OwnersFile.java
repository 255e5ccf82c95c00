package dev.halley.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file with a secret in it, which is to be its owner's alone. */
final class OwnersFile {

  /** What its owner may do with it. */
  static final Set<PosixFilePermission> RIGHTS = PosixFilePermissions.fromString("rw-------");

  private OwnersFile() {}

  /**
   * Whether others than its owner can use it, as far as the file system knows POSIX permissions.
   *
   * @throws IOException if they cannot be read
   */
  static boolean isOpenToOthers(Path file) throws IOException {
    boolean posix = Files.getFileStore(file).supportsFileAttributeView("posix");
    return posix && !RIGHTS.containsAll(Files.getPosixFilePermissions(file));
  }
}
