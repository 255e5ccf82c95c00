package dev.halley.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were found good, with what they say: a client brings the same one with each request,
 * and to verify and read it takes longer than to answer a poll. Bounded by bytes; one that is not
 * here is verified again.
 *
 * <p>That a token was good does not say that it is: its times, and whether its session was ended,
 * are asked each time. Tokens that are not good are not kept, so nobody but their holders can fill
 * it. They are found by what was signed, which is no secret; the signature is compared in a time
 * that does not depend on it.
 */
final class Passes {

  /** Roughly what an entry takes besides the token's text. */
  private static final int OVERHEAD = 400;

  private static final int PER_GRANT = 200;

  private final Cache<String, Pass> known;

  /**
   * No tokens.
   *
   * @param maxBytes how much is kept, about; 0 for nothing
   */
  Passes(long maxBytes) {
    known =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(
                (String signed, Pass pass) ->
                    OVERHEAD + signed.length() + PER_GRANT * pass.caller().grants().size())
            .executor(Runnable::run)
            .build();
  }

  /**
   * What a good token says.
   *
   * @param caller who showed it first, with their address
   * @param begins from when on it is good, in milliseconds since 1970-01-01 UTC
   */
  record Pass(Caller caller, long begins, Signature signature) {}

  /** The end of a token. Two are compared in a time that does not say how alike they are. */
  static final class Signature {

    private final byte[] bytes;

    private Signature(String token, int dot) {
      bytes = token.substring(dot + 1).getBytes(ISO_8859_1);
    }

    private boolean isSame(Signature other) {
      return MessageDigest.isEqual(bytes, other.bytes);
    }
  }

  /** What the token says, if it was found good before. */
  @Nullable Pass find(String token) {
    int dot = token.lastIndexOf('.');
    Pass pass = dot < 0 ? null : known.getIfPresent(token.substring(0, dot));
    return pass != null && pass.signature.isSame(new Signature(token, dot)) ? pass : null;
  }

  /** Keeps what a token says that was verified. */
  Pass keep(String token, Caller caller, long begins) {
    int dot = token.lastIndexOf('.');
    Pass pass = new Pass(caller, begins, new Signature(token, dot));
    known.put(token.substring(0, dot), pass);
    return pass;
  }
}
