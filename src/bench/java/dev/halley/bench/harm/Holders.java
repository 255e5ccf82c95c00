package dev.halley.bench.harm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Many connections that are opened and then hold up what they can: they say nothing, or never come
 * to an end of what they say, or do not read.
 *
 * @param connections how many
 * @param window how much each takes in before it reads, in bytes; 0 for what the system does
 * @param first what each says at first
 * @param more what it says every second from then on; empty for nothing
 */
record Holders(int connections, int window, String first, String more) implements Attack.Work {

  @Override
  public AutoCloseable begin(int port) throws IOException {
    Queue<SocketChannel> open = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < connections; i++) {
      SocketChannel channel = SocketChannel.open();
      if (window > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, window);
      }
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.configureBlocking(false);
      say(channel, first.replace("INDEX", Integer.toString(i)));
      open.add(channel);
    }
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> unused =
        timer.scheduleAtFixedRate(
            () -> open.removeIf(channel -> !goesOn(channel)), 1, 1, TimeUnit.SECONDS);
    return () -> {
      timer.shutdownNow();
      for (SocketChannel channel : open) {
        channel.close();
      }
    };
  }

  /** Those that the server has cut off say no more. */
  private boolean goesOn(SocketChannel channel) {
    try {
      say(channel, more);
      return true;
    } catch (IOException cutOff) {
      return false;
    }
  }

  private static void say(SocketChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
