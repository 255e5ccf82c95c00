package dev.halley.protocol.json;

import dev.halley.message.ChannelName;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The channel names that requests have said lately. Nearly every request says one that was said a
 * moment ago, and to read a name takes a hash of SHA-256; all who say the same one also share it.
 *
 * <p>A table of {@value #SIZE} places, each for the last name whose text belongs there: nothing has
 * to be tidied, threads do not wait for each other, and whoever says many names only makes others
 * read theirs again.
 */
final class RecentNames {

  private static final int SIZE = 4096;

  private final AtomicReferenceArray<@Nullable Said> table = new AtomicReferenceArray<>(SIZE);

  /** A name as it was said, which may not be as it is written. */
  private record Said(String text, ChannelName name) {}

  /** As {@link ChannelName#parse}. */
  Optional<ChannelName> parse(String text) {
    int place = place(text.hashCode());
    Said said = table.get(place);
    if (said != null && said.text.equals(text)) {
      return Optional.of(said.name);
    }
    Optional<ChannelName> name = ChannelName.parse(text);
    if (name.isPresent()) {
      table.set(place, new Said(text, name.get()));
    }
    return name;
  }

  private static int place(int hash) {
    return (hash ^ hash >>> 16) & (SIZE - 1);
  }
}
