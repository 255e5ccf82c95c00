package dev.halley.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A cursor is read from every poll's token and written into every answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class CursorBenchmark {

  /** Over how many channels. */
  @Param({"1", "10"})
  int channels;

  private Cursor cursor = Cursor.NONE;
  private String token = "";

  /** Makes the cursor. */
  @Setup
  public void make() {
    List<Cursor.Entry> entries = new ArrayList<>();
    for (int i = 0; i < channels; i++) {
      Position position = new Position(0x1234_5678_9ABCL + i, 1_000_000 + i);
      entries.add(new Cursor.Entry(ChannelName.of("/room/" + i), position));
    }
    cursor = Cursor.of(entries);
    token = cursor.token();
  }

  /** From a token. */
  @Benchmark
  public Optional<Cursor> parse() {
    return Cursor.parse(token);
  }

  /** To a token. */
  @Benchmark
  public byte[] render() {
    return cursor.tokenBytes();
  }
}
