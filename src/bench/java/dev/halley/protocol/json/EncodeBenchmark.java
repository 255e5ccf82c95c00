package dev.halley.protocol.json;

import dev.halley.hub.Batch;
import dev.halley.message.ChannelName;
import dev.halley.message.Cursor;
import dev.halley.message.Message;
import dev.halley.message.MessageId;
import dev.halley.message.Payload;
import dev.halley.message.Position;
import dev.halley.message.UserName;
import dev.halley.protocol.Frame;
import dev.halley.protocol.FrameCache;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The answer of a poll with one message of 100 bytes: for its first reader, and for the others. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class EncodeBenchmark {

  private static final ChannelName ROOM = ChannelName.of("/room/bench");
  private static final UserName ALICE = new UserName("alice");
  private static final Payload PAYLOAD = Payload.ofJson("\"" + "x".repeat(98) + "\"");
  private static final MessageId ID = new MessageId("b7c1a0d2e3f4");
  private static final int HOLD = 25;

  private final JsonEncoder encoder = new JsonEncoder(new FrameCache(1 << 25));
  private final Batch same = batch(1);
  private long offset = 1;

  private static Batch batch(long offset) {
    Message message = new Message(ROOM, offset, ID, ALICE, null, 1_795_000_000_000L, PAYLOAD);
    return new Batch(at(offset - 1), List.of(message), List.of(), at(offset), false);
  }

  private static Cursor at(long offset) {
    return Cursor.of(List.of(new Cursor.Entry(ROOM, new Position(7, offset))));
  }

  /** A message that nobody has read yet. */
  @Benchmark
  public Frame first() {
    return encoder.answer(batch(++offset), HOLD);
  }

  /** One that another reader at the same place has got. */
  @Benchmark
  public Frame again() {
    return encoder.answer(same, HOLD);
  }
}
