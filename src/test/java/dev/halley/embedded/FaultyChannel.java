package dev.halley.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/** The open file of a {@link FaultyDisk}. */
final class FaultyChannel extends FileBaseDefault {

  private final FaultyDisk disk;
  private final FileChannel file;

  FaultyChannel(FaultyDisk disk, FileChannel file) {
    this.disk = disk;
    this.file = file;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public synchronized int read(ByteBuffer bytes, long position) throws IOException {
    return disk.read(file, bytes, position);
  }

  @Override
  public synchronized int write(ByteBuffer bytes, long position) throws IOException {
    return disk.write(file, bytes, position);
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    disk.truncate(file, size);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    disk.force();
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}
