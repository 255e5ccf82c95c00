package dev.halley.auth;

import dev.halley.broker.Records;
import dev.halley.message.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Believes the container about who asks. Tokens are refused, whoever signed them: there is one way
 * to come in. Who has once come with a name holds it for ever ({@link NameHolders}), also if guests
 * are let in one day.
 */
public final class ContainerAuthenticator implements Authenticator {

  private final List<Role> roles;
  private final NameHolders holders;

  /**
   * An authenticator over the records of {@link Guests}.
   *
   * @param roles what they allow
   * @param driveOut told of each name that a guest has lost to a user, so that nothing that the
   *     guest holds stays; on any thread, and must not wait
   */
  public ContainerAuthenticator(List<Role> roles, Records records, Consumer<UserName> driveOut) {
    this.roles = List.copyOf(roles);
    this.holders = new NameHolders(records, driveOut);
  }

  @Override
  public Authentication authenticate(Credentials credentials, String address) {
    if (credentials instanceof Credentials.Bearer) {
      return new Authentication.Refused(
          false, "expected no token: here the container says who asks");
    }
    return credentials instanceof Credentials.Principal principal
        ? believe(principal, address)
        : new Authentication.Known(Caller.anonymous(address));
  }

  private Authentication believe(Credentials.Principal principal, String address) {
    UserName user = UserName.parse(principal.name()).orElse(null);
    if (user == null) {
      return new Authentication.Refused(
          false, "expected the container to know its users by names that can stand in /user/NAME");
    }
    holders.claim(user);
    List<Grant> grants = new ArrayList<>();
    boolean admin = false;
    boolean moderator = false;
    for (Role role : roles) {
      if (principal.roles().contains(role.name())) {
        grants.addAll(role.grants());
        admin |= role.admin();
        moderator |= role.moderator();
      }
    }
    return new Authentication.Known(
        new Caller(user, address, Caller.NEVER, null, grants, admin, moderator, principal.name()));
  }
}
