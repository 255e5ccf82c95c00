package dev.halley.metrics;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What others know and are asked for whenever it is read.
 *
 * @param sockets how many WebSockets are open, whether their clients read or not
 * @param draining whether this server stops
 * @param writable whether what is published can be stored
 * @param storage how it stands with the logs
 */
public record Levels(
    IntSupplier sockets,
    BooleanSupplier draining,
    BooleanSupplier writable,
    Supplier<Storage> storage) {

  /**
   * How it stands with the logs.
   *
   * @param channels how many are in memory
   * @param journaled how many messages are in the journal and not yet in their place
   * @param tailBytes what the newest messages of the channels in use weigh in memory
   * @param fileBytes how large the file is
   */
  public record Storage(int channels, long journaled, long tailBytes, long fileBytes) {}

  void register(Registrar registrar) {
    registrar.gauge(
        "halley_sockets", "WebSockets that are open, reading or not.", sockets::getAsInt);
    registrar.gauge("halley_draining", "1 once this server stops, else 0.", () -> told(draining));
    registrar.gauge(
        "halley_store_writable",
        "1 while what is published can be stored, else 0.",
        () -> told(writable));
    registrar.gauge("halley_channels", "Channels in memory.", () -> storage.get().channels());
    registrar.gauge(
        "halley_journal_messages",
        "Messages that are stored and not yet in their place in the file.",
        () -> storage.get().journaled());
    registrar.gauge(
        "halley_tail_bytes",
        "What the newest messages of the channels in use take in memory.",
        () -> storage.get().tailBytes());
    registrar.gauge(
        "halley_file_bytes", "How large the file of the log is.", () -> storage.get().fileBytes());
  }

  private static int told(BooleanSupplier now) {
    return now.getAsBoolean() ? 1 : 0;
  }
}
