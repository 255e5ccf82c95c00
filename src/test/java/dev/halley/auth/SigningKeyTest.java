package dev.halley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

  private final SecureRandom random = new SecureRandom();
  private final Path folder;

  SigningKeyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file() {
    return folder.resolve(SigningKey.FILE);
  }

  @Test
  void theFirstStartMakesAKeyAndTheNextReadsItBack() {
    SigningKey first = SigningKey.in(folder, random);
    SigningKey next = SigningKey.in(folder, random);
    assertThat(first.secret()).hasSize(32).isEqualTo(next.secret());
  }

  @Test
  void eachFolderHasItsOwnKey() {
    byte[] one = SigningKey.in(folder.resolve("one"), random).secret();
    assertThat(SigningKey.in(folder.resolve("two"), random).secret()).isNotEqualTo(one);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void fileAndFolderAreTheirOwnersAlone() throws IOException {
    Path deep = folder.resolve("a/b");
    SigningKey.in(deep, random);
    assertThat(rights(deep.resolve(SigningKey.FILE))).isEqualTo("rw-------");
    assertThat(rights(deep)).isEqualTo("rwx------");
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatACrashLeftOfAnUnfinishedKeyIsNoObstacle() throws IOException {
    Files.writeString(folder.resolve(SigningKey.FILE + ".new"), "half");
    SigningKey.in(folder, random);
    assertThat(folder)
        .isDirectoryContaining(p -> p.equals(file()))
        .isDirectoryNotContaining("glob:**.new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "not base64 at all, and of some length ...!",
        "é",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void aFileThatHoldsNoKeyIsOneClearSentenceAndStays(String content) throws IOException {
    Files.writeString(file(), content);
    assertThatThrownBy(() -> SigningKey.in(folder, random))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file().toString())
        .hasMessageNotContaining("é");
    assertThat(file()).hasContent(content);
  }

  @Test
  void aKeyFileThatCannotBeReadIsOneClearSentence() throws IOException {
    Files.createDirectory(file());
    assertThatThrownBy(() -> SigningKey.in(folder, random))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("can be neither read nor made")
        .hasMessageContaining(file().toString());
  }

  @Test
  void aFolderThatCannotBeMadeIsOneClearSentence() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("taken"), "x");
    assertThatThrownBy(() -> SigningKey.in(notAFolder.resolve("data"), random))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("can be neither read nor made");
  }

  @Test
  void aKeyNeverShowsItsSecret() throws IOException {
    SigningKey key = SigningKey.in(folder, random);
    assertThat(key.toString()).doesNotContain(Files.readString(file()).strip());
  }
}
