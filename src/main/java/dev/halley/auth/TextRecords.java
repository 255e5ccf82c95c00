package dev.halley.auth;

import dev.halley.broker.BrokerException;
import dev.halley.broker.Records;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Records of text that are kept for good, and changed whoever else changes them meanwhile. */
record TextRecords(Records records) {

  private static final Logger LOG = System.getLogger(TextRecords.class.getName());

  private static final long FOR_EVER = Long.MAX_VALUE;

  /** Each try that fails is another's that succeeded, on the same record at the same moment. */
  private static final int TRIES = 10;

  /**
   * What becomes of a record.
   *
   * @param <T> what it comes to
   * @param text what is to be kept; null to leave it as it is
   * @param result what is told once that is so
   */
  record Step<T>(@Nullable String text, T result) {}

  /** What is done with the text that is there; null for none. It may be asked more than once. */
  interface Change<T> extends Function<@Nullable String, Step<T>> {}

  /**
   * The text under a key; null for none. May wait for the storage.
   *
   * @throws BrokerException if the storage cannot be read
   */
  @Nullable String find(String key) {
    Records.Entry entry = records.get(key);
    return entry == null ? null : entry.value();
  }

  /**
   * Changes a record. The call-back comes on a thread of the storage or the caller's and must not
   * wait.
   *
   * @param failed what is told if the storage fails; then the change may be there or not
   */
  <T> void change(String key, Change<T> change, T failed, Consumer<T> then) {
    change(key, change, failed, TRIES, then);
  }

  private <T> void change(String key, Change<T> change, T failed, int tries, Consumer<T> then) {
    Records.Entry before;
    Step<T> step;
    try {
      before = records.get(key);
      step = change.apply(before == null ? null : before.value());
    } catch (BrokerException e) {
      LOG.log(Level.WARNING, "What is kept of private rooms cannot be read", e);
      then.accept(failed);
      return;
    }
    if (step.text() == null) {
      then.accept(step.result());
      return;
    }
    records.compareAndSet(
        key,
        before,
        new Records.Entry(step.text(), FOR_EVER),
        swap -> {
          if (swap == Records.Swap.CHANGED && tries > 1) {
            change(key, change, failed, tries - 1, then);
          } else {
            then.accept(swap == Records.Swap.DONE ? step.result() : failed);
          }
        });
  }
}
