package dev.halley.auth;

import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the operator's login. Nobody who asks here waits. */
sealed interface LoginKeys extends AutoCloseable permits FixedKeys, PublishedKeys {

  /**
   * The keys that may have made a signature.
   *
   * @param kid which one the token says it was (RFC 7515, section 4.1.4), if it does
   */
  Found find(LoginAlgorithm algorithm, @Nullable String kid);

  /**
   * Another object once a key was taken away or added. A token that was found good under one
   * edition has to be looked at again under the next.
   */
  Object edition();

  @Override
  void close();

  /** What there is for a token. */
  sealed interface Found {

    /** These, which may be none. */
    record Keys(List<JWK> keys) implements Found {}

    /** That is not known yet; it is being asked for. */
    record NotYet() implements Found {}
  }
}
