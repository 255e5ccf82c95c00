package dev.halley.config;

import dev.halley.auth.AuthSettings.GuestMode;
import dev.halley.auth.AuthSettings.LoginKind;

/** What goes together with a login by the container, and what does not. */
final class ContainerSection {

  private ContainerSection() {}

  /**
   * Checks it.
   *
   * @throws SettingsException if something is set that has no use, or would do harm
   */
  static void check(Settings settings) {
    boolean byContainer = settings.get(SafetyTable.AUTH) == LoginKind.CONTAINER;
    if (!byContainer) {
      expect(settings.roles().isEmpty(), "no " + OperatorRoles.KEYS + " where", "tokens");
      return;
    }
    String where = "where";
    expect(settings.login().isEmpty(), "no halley.login-… " + where, "container");
    expect(
        settings.get(SettingsTable.GUESTS) != GuestMode.ON,
        SettingsTable.GUESTS.key() + " to be auto or off " + where,
        "container");
    expect(
        !settings.origins().isEveryone(),
        SettingsTable.ORIGINS.key()
            + " to name the origins whose pages may act in the name of who is logged in "
            + where,
        "container");
  }

  private static void expect(boolean isSo, String what, String kind) {
    if (!isSo) {
      throw new SettingsException(
          "Expected " + what + " " + SafetyTable.AUTH.key() + " is " + kind + "; found another");
    }
  }
}
