package dev.halley.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** The way to a {@link FaultyDisk}: a file system of its own, as far as a store needs one. */
final class FaultyPath extends FilePathWrapper {

  private final FaultyDisk disk;
  private final String scheme;

  FaultyPath(FaultyDisk disk, String scheme) {
    this.disk = disk;
    this.scheme = scheme;
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public FilePathWrapper getPath(String path) {
    FaultyPath found = new FaultyPath(disk, scheme);
    found.name = path;
    return found;
  }

  @Override
  public FilePath getParent() {
    return unwrap().getParent();
  }

  @Override
  public boolean exists() {
    return unwrap().exists();
  }

  @Override
  public boolean canWrite() {
    return unwrap().canWrite();
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new FaultyChannel(disk, unwrap().open(mode));
  }
}
