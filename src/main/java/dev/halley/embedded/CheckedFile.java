package dev.halley.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;

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
 *       the store reads nothing; {@link #isNewestWhole()} asks for it after an open;
 *   <li>the two copies of the header are written by turns, one with each commit, so that the other
 *       points at the chunk before, which was forced.
 * </ul>
 *
 * The chunk before is never overwritten meanwhile: the store keeps five versions.
 */
final class CheckedFile extends SingleFileStore {

  private static final int BLOCK = 4096;
  private static final int FOOTER = 128;
  private static final String CHECK = ",crc:";

  /** The copy of the header that is written next, 0 or 1. */
  private int copy;

  private long written;

  CheckedFile(Map<String, Object> config) {
    super(config);
  }

  /** To be called before each commit: makes it write the header. */
  void pointAtNextChunk() {
    // The mark of a clean stop has to go with the next chunk, so the store writes the header then.
    getStoreHeader().put("clean", 1);
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
    } else if (position == 0 && lastChunk != null && !getStoreHeader().containsKey("clean")) {
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
   * Whether the newest chunk is on the disk as it was written. To be called after an open, before
   * the first commit.
   */
  boolean isNewestWhole() {
    copy = olderCopy();
    SFChunk newest = lastChunk;
    if (newest == null) {
      return true;
    }
    ByteBuffer chunk = readFully(newest, newest.block * BLOCK, newest.len * BLOCK);
    byte[] footer = new byte[FOOTER];
    chunk.get(chunk.limit() - FOOTER, footer);
    String text = new String(footer, ISO_8859_1).trim();
    int at = text.indexOf(CHECK);
    return at < 0 || text.substring(at + CHECK.length()).equals(sum(chunk));
  }

  /** Makes a chunk that is not whole unreadable, so that the next open takes the one before. */
  void eraseNewest() {
    SFChunk newest = lastChunk;
    if (newest != null) {
      long start = newest.block * BLOCK;
      super.writeFully(null, start, ByteBuffer.allocate(BLOCK));
      super.writeFully(null, start + (newest.len - 1L) * BLOCK, ByteBuffer.allocate(BLOCK));
      sync();
    }
  }

  private int olderCopy() {
    return version(0) <= version(1) ? 0 : 1;
  }

  private long version(int which) {
    try {
      byte[] bytes = readFully((SFChunk) null, (long) which * BLOCK, BLOCK).array();
      String text = new String(bytes, ISO_8859_1);
      return DataUtils.readHexLong(
          DataUtils.parseMap(text.substring(0, text.indexOf('\n'))), "version", 0);
    } catch (MVStoreException | IndexOutOfBoundsException unreadable) {
      return -1;
    }
  }

  /**
   * Writes once more what was written since a version. A force that failed leaves it open which of
   * it reached the disk, and the next one does not try it again.
   */
  void rewriteSince(long version) {
    for (SFChunk chunk : getChunks().values()) {
      if (chunk.version > version && chunk.block > 0) {
        long start = chunk.block * BLOCK;
        super.writeFully(null, start, readFully(chunk, start, chunk.len * BLOCK));
      }
    }
    super.writeFully(null, 0, readFully((SFChunk) null, 0, 2 * BLOCK));
  }
}
