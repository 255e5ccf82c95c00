package dev.halley.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Many streams that are read by the one thread that calls {@link #await}. */
final class ManyStreams implements AutoCloseable {

  /**
   * After so many connections one request is answered, so that the accept queue never overflows.
   */
  static final int STEP = 40;

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

  /** What a stream has said of late, and when it said what is waited for. */
  private static final class Ear {
    private String tail = "";
    private long heard;
  }

  private ManyStreams() throws IOException {
    selector = Selector.open();
  }

  static ManyStreams open(Site site, List<RawRequest> requests) {
    try {
      ManyStreams streams = new ManyStreams();
      for (int i = 0; i < requests.size(); i++) {
        streams.open(site.port(), requests.get(i));
        if (i % STEP == STEP - 1) {
          site.ask(Call.to("/v1/info").asGet()).ok();
        }
      }
      return streams;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + requests.size() + " streams", e);
    }
  }

  private void open(int port, RawRequest request) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    ByteBuffer bytes = ByteBuffer.wrap(request.bytes());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, new Ear());
  }

  /**
   * Reads until every stream has said the word.
   *
   * @return when each did, on the clock of {@link System#nanoTime}
   */
  List<Long> await(String word, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    List<Ear> ears = selector.keys().stream().map(key -> (Ear) key.attachment()).toList();
    ears.forEach(ear -> ear.heard = ear.tail.contains(word) ? System.nanoTime() : 0);
    try {
      while (ears.stream().anyMatch(ear -> ear.heard == 0)) {
        if (System.nanoTime() > end) {
          long deaf = ears.stream().filter(ear -> ear.heard == 0).count();
          throw new AssertionError(deaf + " of " + ears.size() + " did not hear " + word);
        }
        selector.select(key -> read(key, word), 100);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the streams cannot be watched", e);
    }
    return ears.stream().map(ear -> ear.heard).toList();
  }

  private void read(SelectionKey key, String word) {
    Ear ear = (Ear) key.attachment();
    buffer.clear();
    try {
      int count = ((SocketChannel) key.channel()).read(buffer);
      if (count < 0) {
        throw new AssertionError("a stream ended after " + ear.tail);
      }
      String text = ear.tail + new String(buffer.array(), 0, count, StandardCharsets.ISO_8859_1);
      if (ear.heard == 0 && text.contains(word)) {
        ear.heard = System.nanoTime();
      }
      ear.tail = text.substring(Math.max(0, text.length() - 200));
    } catch (IOException e) {
      throw new UncheckedIOException("a stream was cut", e);
    }
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the streams cannot be closed", e);
    }
  }
}
