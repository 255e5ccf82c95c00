package dev.halley.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongFunction;
import org.h2.store.fs.FilePath;

/**
 * A disk with one file on it, on which writes fail and the power goes off. What a running system
 * reads of the file is what it wrote; {@link #survivors} is what another finds after a loss of
 * power.
 */
final class FaultyDisk implements AutoCloseable {

  /** What happens to a write, a force or a truncation. */
  enum Fault {
    NONE,
    /** It fails, and a part of what was to be written is. */
    FAIL,
    /** The power goes off: it fails, and so does everything from then on. */
    CUT,
    /** It does nothing and says that it has: no honest disk does so, and a test must notice. */
    LIE
  }

  private final FaultyPath path = new FaultyPath(this, "disk" + UUID.randomUUID());
  private final Random random;
  private final Sectors sectors;
  private LongFunction<Fault> faults = operation -> Fault.NONE;
  private long operations;
  private boolean readable = true;
  private boolean cut;

  /**
   * @param content what is in the file
   * @param random decides what a write leaves that fails
   */
  FaultyDisk(byte[] content, Random random) {
    this.random = random;
    sectors = Sectors.of(content);
    FilePath.register(path);
  }

  /** What a path is called on this disk. */
  String route(String name) {
    return path.getScheme() + ":" + name;
  }

  /**
   * What goes wrong from now on.
   *
   * @param next what happens to the operation of a number, counted from 1 and from now on; a lie is
   *     for a force alone
   */
  synchronized void faults(LongFunction<Fault> next) {
    operations = 0;
    faults = next;
  }

  /** Nothing can be read from now on, nor written. */
  synchronized void fail() {
    faults(operation -> Fault.FAIL);
    readable = false;
  }

  /** Nothing goes wrong from now on, if there is power. */
  synchronized void mend() {
    faults(operation -> Fault.NONE);
    readable = true;
  }

  /** How many writes, forces and truncations there were since the faults were set. */
  synchronized long operations() {
    return operations;
  }

  synchronized boolean isCut() {
    return cut;
  }

  synchronized void cut() {
    cut = true;
  }

  /** What may be in the file when the power comes back. */
  synchronized byte[] survivors(Random luck) {
    return sectors.survivors(luck);
  }

  /** The same, put into a file. */
  void survivors(Random luck, Path file) throws IOException {
    Files.write(file, survivors(luck));
  }

  synchronized int read(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    powered();
    if (!readable) {
      throw new IOException("Input/output error");
    }
    return file.read(bytes, position);
  }

  synchronized int write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    int length = bytes.remaining();
    if (position % Sectors.SIZE != 0 || length % Sectors.SIZE != 0) {
      throw new AssertionError("expected whole sectors; found " + length + " at " + position);
    }
    boolean fails = isFailure(next());
    int left = fails ? random.nextInt(length / Sectors.SIZE + 1) * Sectors.SIZE : length;
    for (int done = 0; done < left; done += Sectors.SIZE) {
      byte[] sector = new byte[Sectors.SIZE];
      bytes.get(sector);
      file.write(ByteBuffer.wrap(sector), position + done);
      sectors.write((position + done) / Sectors.SIZE, sector);
    }
    if (fails) {
      throw new IOException("No space left on device");
    }
    return length;
  }

  synchronized void truncate(FileChannel file, long size) throws IOException {
    if (isFailure(next())) {
      throw new IOException("Input/output error");
    }
    for (long sector = size / Sectors.SIZE; sector * Sectors.SIZE < file.size(); sector++) {
      sectors.write(sector, null);
    }
    file.truncate(size);
  }

  synchronized void force() throws IOException {
    Fault fault = next();
    if (isFailure(fault)) {
      sectors.failForce();
      throw new IOException("Input/output error");
    }
    if (fault != Fault.LIE) {
      sectors.force();
    }
  }

  private static boolean isFailure(Fault fault) {
    return fault == Fault.FAIL || fault == Fault.CUT;
  }

  private Fault next() throws IOException {
    powered();
    Fault fault = faults.apply(++operations);
    cut |= fault == Fault.CUT;
    return fault;
  }

  private void powered() throws IOException {
    if (cut) {
      throw new IOException("the power is off");
    }
  }

  @Override
  public void close() {
    FilePath.unregister(path);
  }
}
