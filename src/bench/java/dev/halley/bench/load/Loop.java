package dev.halley.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * All connections of the load, on the one thread that calls {@link #await} and {@link #pause}. What
 * has come is read from all that have something before any of them is asked to go on, so that the
 * time at which a message is seen has little to do with what the load itself does.
 *
 * <p>The thread never sleeps: to wake it would cost the server, whose write does that on one
 * machine, ten microseconds and more a time, which no distant client costs.
 */
final class Loop implements AutoCloseable {

  private static final int SPINS = 50;
  private static final int BUFFER_OUT = 1 << 16;

  /** More than the longest answer, which may hold what has come while the load was busy. */
  private static final int BUFFER_IN = 1 << 21;

  /** An address has some 28,000 ports for clients, and those of a minute ago are not yet free. */
  private static final int WIRES_OF_AN_ADDRESS = 4_000;

  private static final int ADDRESSES = 60_000;

  private final InetSocketAddress server;
  private final Selector selector;
  private final byte[] in = new byte[BUFFER_IN];
  private final ByteBuffer inBuffer = ByteBuffer.wrap(in);
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_OUT);
  private List<Wire> later = new ArrayList<>();
  private List<Wire> taken = new ArrayList<>();
  private int opened;

  /** A loop for connections to one port of the loopback address. */
  Loop(int port) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new BenchException("the load cannot watch connections", e);
    }
  }

  /** An empty buffer, to be filled and sent before the next one is asked for. */
  ByteBuffer out() {
    return out.clear();
  }

  /** Connects; the ear hears when it is done. */
  Wire connect(Ear ear) {
    try {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.bind(new InetSocketAddress(source(opened++), 0));
      boolean done = channel.connect(server);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      Wire wire = new Wire(channel, key, ear);
      key.attach(wire);
      if (done) {
        wire.connected();
      }
      return wire;
    } catch (IOException e) {
      throw new BenchException(
          "connection " + opened + " cannot be opened (" + e.getMessage() + "): see ulimit -n", e);
    }
  }

  /** 127.0.0.1 and up, another for each few thousand connections. */
  private static InetAddress source(int connection) throws IOException {
    int address = 1 + connection / WIRES_OF_AN_ADDRESS % ADDRESSES;
    return InetAddress.getByAddress(new byte[] {127, 0, (byte) (address >> 8), (byte) address});
  }

  /** Asks for {@link Ear#later} once all that has come is read. */
  void later(Wire wire) {
    later.add(wire);
  }

  /** Goes on until the condition holds; false if the time ran out before. */
  boolean await(BooleanSupplier enough, long nanos) {
    long end = System.nanoTime() + nanos;
    while (!enough.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      turn();
    }
    return true;
  }

  /** Goes on for so long. */
  void pause(long nanos) {
    await(() -> false, nanos);
  }

  private void turn() {
    try {
      if (selector.selectNow(this::act) == 0) {
        rest();
      }
    } catch (IOException e) {
      throw new BenchException("the connections cannot be watched: " + e.getMessage(), e);
    }
    List<Wire> now = later;
    later = taken;
    taken = now;
    for (Wire wire : now) {
      wire.ear().later(wire);
    }
    now.clear();
  }

  /** For a few microseconds, and without giving the core back. */
  private static void rest() {
    for (int i = 0; i < SPINS; i++) {
      Thread.onSpinWait();
    }
  }

  private void act(SelectionKey key) {
    Wire wire = (Wire) key.attachment();
    try {
      if (key.isConnectable()) {
        wire.connected();
        return;
      }
      if (key.isWritable()) {
        wire.flush();
      }
    } catch (IOException e) {
      throw new BenchException("a connection cannot be used: " + e.getMessage(), e);
    }
    if (key.isReadable()) {
      wire.read(inBuffer, in);
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
      throw new BenchException("the connections cannot be closed", e);
    }
  }
}
