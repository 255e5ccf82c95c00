package dev.halley.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.halley.broker.BrokerException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;
import org.jspecify.annotations.Nullable;

/**
 * The file under an {@link org.h2.mvstore.MVStore}, made safe against a loss of power.
 *
 * <p>A commit writes one chunk and the file's header, then forces both. If the machine stops before
 * that is done, any part of them may be on the disk. The store itself takes a chunk for good if its
 * first and its last block are; and it has lost its way if the header points at a chunk that is
 * not. So here
 *
 * <ul>
 *   <li>each chunk carries a checksum over all of it, in the blanks behind its last entry, where
 *       the store reads nothing; {@link #eraseBad} and {@link #isNewestGood} ask for it when the
 *       file is opened;
 *   <li>the two copies of the header are written by turns, one with each commit, so that the other
 *       points at the chunk before, which was forced. A copy that points at what was never whole is
 *       the first to be written again.
 * </ul>
 *
 * The chunk before is never overwritten meanwhile: the store keeps five versions.
 */
final class CheckedFile extends SingleFileStore {

  private static final int BLOCK = 4096;
  private static final int FOOTER = 128;
  private static final String CHECK = ",crc:";
  private static final String CLEAN = "clean";
  private static final String HEADER_CHECK = ",fletcher:";

  /** The copy of the header that is written next, 0 or 1. */
  private int copy;

  private long written;

  /** The newest version that a copy of the header leads to. */
  private long expected;

  /** Of chunks below this version all that have something old are compacted; 0 for the usual. */
  private long compactedBelow;

  /** Blocks that are read as blank; null if they are made so on the disk. */
  private final @Nullable Set<Long> hidden;

  /**
   * @param hidden gets the blocks of which {@link #eraseBad} and {@link #eraseNewest} dispose, so
   *     that nothing need be written; those in it are read as if they were blank. Null to make them
   *     blank on the disk
   */
  CheckedFile(Map<String, Object> config, @Nullable Set<Long> hidden) {
    super(config);
    this.hidden = hidden;
  }

  @Override
  public ByteBuffer readFully(@Nullable SFChunk chunk, long position, int length) {
    ByteBuffer bytes = super.readFully(chunk, position, length);
    if (hidden != null) {
      for (long block : hidden) {
        long end = Math.min(position + length, (block + 1) * BLOCK);
        for (long at = Math.max(position, block * BLOCK); at < end; at++) {
          bytes.put((int) (at - position), (byte) 0);
        }
      }
    }
    return bytes;
  }

  /** To be called before each commit: makes it write the header. */
  void pointAtNextChunk() {
    // The mark of a clean stop has to go with the next chunk, so the store writes the header then.
    getStoreHeader().put(CLEAN, 1);
  }

  /**
   * Makes sure that the file was open all the time: a force does nothing, and says nothing, if it
   * is not.
   */
  void checkOpen() {
    readFully((SFChunk) null, 0, 1);
  }

  @Override
  protected void writeFully(SFChunk chunk, long position, ByteBuffer bytes) {
    if (chunk != null) {
      written += bytes.limit();
      stamp(bytes);
      super.writeFully(chunk, position, bytes);
    } else if (position == 0 && lastChunk != null && !getStoreHeader().containsKey(CLEAN)) {
      ByteBuffer half = bytes.duplicate().position(copy * BLOCK).limit((copy + 1) * BLOCK);
      super.writeFully(null, (long) copy * BLOCK, half);
      copy = 1 - copy;
    } else {
      super.writeFully(chunk, position, bytes);
    }
  }

  /** How many bytes of chunks were written since the file was opened. */
  long written() {
    return written;
  }

  @Override
  public Collection<SFChunk> getRewriteCandidates() {
    return compactedBelow == 0 ? super.getRewriteCandidates() : old(compactedBelow);
  }

  /** The chunks below a version of which not all is needed any more. */
  private List<SFChunk> old(long below) {
    return getChunks().values().stream()
        .filter(chunk -> chunk.version < below && chunk.maxLenLive < chunk.maxLen)
        .toList();
  }

  /**
   * Compacts some of the chunks below a version, if there are such of which not all is needed.
   *
   * @return whether there are
   */
  boolean compactBelow(long version, int bytes) {
    if (old(version).isEmpty()) {
      return false;
    }
    compactedBelow = version;
    try {
      compact(100, bytes);
    } finally {
      compactedBelow = 0;
    }
    return true;
  }

  /**
   * Makes free blocks blank. What is free may be written to at any time, as the store does itself.
   *
   * @param from the first block to look at
   * @param most how many
   * @return the next one; -1 if there is none
   */
  long blank(long from, int most) {
    saveChunkLock.lock();
    try {
      long end = Math.min(from + most, size() / BLOCK);
      for (long block = from; block < end; block++) {
        if (freeSpace.isFree(block * BLOCK, BLOCK)) {
          super.writeFully(null, block * BLOCK, ByteBuffer.allocate(BLOCK));
        }
      }
      return end * BLOCK >= size() ? -1 : end;
    } finally {
      saveChunkLock.unlock();
    }
  }

  private static void stamp(ByteBuffer chunk) {
    int end = chunk.limit() - 1;
    while (chunk.get(end - 1) == ' ') {
      end--;
    }
    byte[] check = (CHECK + sum(chunk)).getBytes(ISO_8859_1);
    if (end + check.length < chunk.limit()) {
      for (byte next : check) {
        chunk.put(end++, next);
      }
    }
  }

  /** The checksum of all but the last entry. */
  private static String sum(ByteBuffer chunk) {
    CRC32C crc = new CRC32C();
    crc.update(chunk.duplicate().position(0).limit(chunk.limit() - FOOTER));
    return String.format("%08x", crc.getValue());
  }

  /**
   * Makes chunks unreadable that are newer than the last {@linkplain #isNewestGood good} one. To be
   * called before the store looks at the file: it might miss that one, and take one that is long
   * outdated. Looked at is what the store looks at: where the copies of the header point, what
   * should follow there, and the end of the file.
   *
   * @throws BrokerException if the file was closed as it should be, and so cannot be torn
   */
  void eraseBad(long last) {
    long blocks = size() / BLOCK;
    SFChunk newest = null;
    for (int which = 0; which < 2; which++) {
      Map<String, String> header = header(which);
      SFChunk chunk = chunk(header);
      if (chunk != null && isGood(chunk, last)) {
        newest = chunk.version > expected ? chunk : newest;
        expected = Math.max(expected, chunk.version);
      } else if (header.containsKey(CLEAN)) {
        throw damaged();
      }
    }
    for (int which = 0; which < 2; which++) {
      eraseIfBad(chunk(header(which)), last);
    }
    if (newest != null && newest.next > 0 && newest.next < blocks) {
      eraseIfBad(readChunkHeaderAndFooter(newest.next, newest.id + 1), last);
    }
    if (blocks > 2) {
      eraseIfBad(discoverChunk(blocks), last);
    }
  }

  private @Nullable SFChunk chunk(Map<String, String> header) {
    return header.isEmpty()
        ? null
        : readChunkHeaderAndFooter(
            DataUtils.readHexLong(header, "block", 0),
            (int) DataUtils.readHexLong(header, "chunk", 0));
  }

  private void eraseIfBad(@Nullable SFChunk chunk, long last) {
    if (chunk != null && chunk.version > expected && !isGood(chunk, last)) {
      erase(chunk);
    }
  }

  /**
   * Whether the newest chunk is on the disk as it was written, and of no later version than the
   * last that counts. To be called after an open, before the first commit.
   *
   * @throws BrokerException if what it builds on is not there
   */
  boolean isNewestGood(long last) {
    if (lastChunkVersion() < expected) {
      // The store goes back to where nothing is missing. But all before the newest was forced.
      throw damaged();
    }
    copy = sparedCopy();
    SFChunk newest = lastChunk;
    return newest == null || isGood(newest, last);
  }

  private BrokerException damaged() {
    return new BrokerException(
        "expected the message log as it was written; a part is missing or damaged in "
            + getFileName());
  }

  private boolean isGood(SFChunk chunk, long last) {
    return chunk.version <= last && isWhole(chunk);
  }

  private boolean isWhole(SFChunk written) {
    if ((written.block + written.len) * BLOCK > size()) {
      return false;
    }
    ByteBuffer chunk = readFully(written, written.block * BLOCK, written.len * BLOCK);
    byte[] footer = new byte[FOOTER];
    chunk.get(chunk.limit() - FOOTER, footer);
    String text = new String(footer, ISO_8859_1).trim();
    int at = text.indexOf(CHECK);
    // Without one it is no end that was ever written.
    return at >= 0 && text.substring(at + CHECK.length()).equals(sum(chunk));
  }

  /** Makes the newest chunk unreadable, so that the next open takes the one before. */
  void eraseNewest() {
    SFChunk newest = lastChunk;
    if (newest != null) {
      erase(newest);
    }
  }

  private void erase(SFChunk chunk) {
    if (hidden != null) {
      hidden.add(chunk.block);
      hidden.add(chunk.block + chunk.len - 1L);
      return;
    }
    long start = chunk.block * BLOCK;
    super.writeFully(null, start, ByteBuffer.allocate(BLOCK));
    super.writeFully(null, start + (chunk.len - 1L) * BLOCK, ByteBuffer.allocate(BLOCK));
    sync();
  }

  /**
   * Which copy of the header may be lost: not the one by which the newest chunk is found. The other
   * can even have the higher version, if the chunk that it points at was never whole.
   */
  private int sparedCopy() {
    return version(0) <= version(1) ? 0 : 1;
  }

  /** The version that a copy of the header points at; -1 if that is not there. */
  private long version(int which) {
    long version = DataUtils.readHexLong(header(which), "version", -1);
    return version <= lastChunkVersion() ? version : -1;
  }

  /** What a copy of the header says; nothing if it is not whole. */
  private Map<String, String> header(int which) {
    try {
      byte[] bytes = readFully((SFChunk) null, (long) which * BLOCK, BLOCK).array();
      String text = new String(bytes, ISO_8859_1);
      text = text.substring(0, text.indexOf('\n'));
      Map<String, String> header = DataUtils.parseMap(text);
      int check = (int) DataUtils.readHexLong(header, "fletcher", 0);
      int sum = DataUtils.getFletcher32(bytes, 0, text.lastIndexOf(HEADER_CHECK));
      return check == sum ? header : Map.of();
    } catch (MVStoreException | IndexOutOfBoundsException unreadable) {
      return Map.of();
    }
  }
}
