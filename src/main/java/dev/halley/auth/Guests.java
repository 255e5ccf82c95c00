package dev.halley.auth;

import dev.halley.message.UserName;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Placeholder: the signatures that stay. */
public final class Guests {

  /** What became of asking for a guest's name. */
  public sealed interface Opened {
    /** The name is theirs. */
    record Granted(String token, UserName user, String name, long expires) implements Opened {}

    /** Someone else holds the name. */
    record NameTaken(UserName user) implements Opened {}

    /** No name that a guest can have. */
    record InvalidName(String detail) implements Opened {}

    /** The secret is not 16 to 64 of [A-Za-z0-9_-]. */
    record InvalidSecret(String detail) implements Opened {}

    /** The storage failed; asking again with the same secret is safe. */
    record Failed() implements Opened {}
  }

  /**
   * Gives a name.
   *
   * @param caller who asks: anonymous, or the guest whose own name is renewed
   */
  public void open(Caller caller, String name, @Nullable String secret, Consumer<Opened> then) {
    throw new UnsupportedOperationException();
  }

  /** Gives the caller's name back and ends its tokens; then gets false if the storage failed. */
  public void close(Caller caller, Consumer<Boolean> then) {
    throw new UnsupportedOperationException();
  }
}
