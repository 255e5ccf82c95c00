package dev.halley.server;

import dev.halley.auth.Authenticator;
import dev.halley.auth.Caller;
import dev.halley.auth.ContainerAuthenticator;
import dev.halley.auth.JwtAuthenticator;
import dev.halley.auth.Login;
import dev.halley.auth.Role;
import dev.halley.auth.SigningKey;
import dev.halley.broker.Records;
import dev.halley.config.Settings;
import dev.halley.message.UserName;
import dev.halley.transport.ContainerLogin;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who says who asks.
 *
 * @param isOut whether a caller's session has ended since they were let in
 * @param container the part of it that reads the container's requests; null if that is not it
 */
record Identity(
    Authenticator authenticator, Predicate<Caller> isOut, @Nullable ContainerLogin container) {

  /**
   * As the settings say.
   *
   * @param login null for none
   * @param driveOut told of each name that a guest has lost
   */
  static Identity of(
      Settings settings,
      SigningKey key,
      @Nullable Login login,
      Records records,
      Consumer<UserName> driveOut) {
    if (settings.isContainerLogin()) {
      return new Identity(
          new ContainerAuthenticator(settings.roles(), records, driveOut),
          caller -> false,
          new ContainerLogin(
              settings.roles().stream().map(Role::name).collect(Collectors.toSet()),
              settings.origins(),
              settings.proxies()));
    }
    JwtAuthenticator tokens =
        new JwtAuthenticator(
            key, login, records, driveOut, InstantSource.system(), settings.tokenBytes());
    return new Identity(tokens, tokens::isOut, null);
  }
}
