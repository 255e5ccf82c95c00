package dev.halley.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The secret with which the server signs its tokens and knows them again: 256 bits, made on the
 * first start and kept in a file, so that a restart makes no token worthless.
 *
 * <p>The file holds the secret in base64url (RFC 4648, section 5) and a line end. Where the file
 * system knows POSIX permissions, it is its owner's alone from the moment it exists; elsewhere it
 * has the rights of its folder.
 */
public final class SigningKey {

  /** The name of the file. */
  static final String FILE = "token.key";

  private static final Logger LOG = System.getLogger(SigningKey.class.getName());
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final byte[] secret;

  private SigningKey(byte[] secret) {
    this.secret = secret;
  }

  /**
   * Reads the key of a folder, or makes it, and the folder, if there is none.
   *
   * @throws IllegalStateException with one sentence, if that cannot be done or the file holds no
   *     key; then nothing was overwritten
   */
  public static SigningKey in(Path folder, SecureRandom random) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.notExists(file)) {
        write(random(random), folder);
      }
      return read(file);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The signing key in " + file + " can be neither read nor made: " + e, e);
    }
  }

  /** A key that is kept nowhere. */
  static SigningKey random(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return new SigningKey(secret);
  }

  private static SigningKey read(Path file) throws IOException {
    byte[] secret = decoded(Files.readString(file, US_ASCII).strip(), file);
    if (OwnersFile.isOpenToOthers(file)) {
      LOG.log(
          Level.WARNING,
          "Others than its owner can use the signing key in {0}, and so be any user",
          file);
    }
    return new SigningKey(secret);
  }

  private static byte[] decoded(String text, Path file) {
    try {
      byte[] secret = Base64.getUrlDecoder().decode(text);
      if (secret.length == BYTES) {
        return secret;
      }
    } catch (IllegalArgumentException noBase64) {
      // The same sentence as for a wrong length.
    }
    throw new IllegalStateException(
        "Expected a key of "
            + BYTES
            + " bytes in base64url in "
            + file
            + "; found something else. Put the right file back, or take this one away: then a new"
            + " key is made, and all tokens end.");
  }

  /** Whole or not at all: a crash between the steps leaves no half of a key under its name. */
  private static void write(SigningKey key, Path folder) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createDirectories(folder, rights(posix, OWNER_FOLDER));
    Path fresh = folder.resolve(FILE + ".new");
    Files.deleteIfExists(fresh);
    Set<StandardOpenOption> create =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(fresh, create, rights(posix, OwnersFile.RIGHTS))) {
      channel.write(ByteBuffer.wrap((key.text() + "\n").getBytes(US_ASCII)));
      channel.force(true);
    }
    Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] rights(boolean posix, Set<PosixFilePermission> rights) {
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
        : new FileAttribute<?>[0];
  }

  private String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** Seals with a key that follows from this one, for one purpose. */
  public Seal seal(String purpose) {
    return Seal.of(secret, purpose);
  }

  /** The secret: not to be changed. */
  byte[] secret() {
    return secret;
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "SigningKey[…]";
  }
}
