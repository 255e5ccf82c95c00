package dev.halley.config;

import dev.halley.auth.Access;
import dev.halley.auth.AddressList;
import dev.halley.auth.AuthSettings;
import dev.halley.auth.AuthSettings.LoginKind;
import dev.halley.auth.LoginSettings;
import dev.halley.auth.MemberSettings;
import dev.halley.auth.ProxyList;
import dev.halley.auth.RateSettings;
import dev.halley.auth.Role;
import dev.halley.broker.Retention;
import dev.halley.hub.HubSettings;
import dev.halley.message.Rules;
import dev.halley.presence.PresenceSettings;
import dev.halley.protocol.json.JsonLimits;
import dev.halley.protocol.json.Offer;
import dev.halley.protocol.plain.PlainLimits;
import dev.halley.transport.Origins;
import dev.halley.transport.SocketLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the operator has set, checked, and cut into the records that each package takes. {@link
 * #summary()} is for the log.
 */
public final class Settings {

  /** Long enough to find a channel warm after the longest pause of a client that polls again. */
  private static final Duration FOLLOW_LINGER = Duration.ofSeconds(60);

  /** They wait for a disk, not for a core. */
  private static final int COLD_THREADS = 4;

  private final Map<String, Found> found;
  private final OperatorRules operatorRules;
  private final List<Role> roles;
  private final RuleTable rules;

  /**
   * Takes a checked value for each setting, by name, and the operator's rules.
   *
   * @throws SettingsException if there is no rule at all
   */
  Settings(Map<String, Found> found, OperatorRules operatorRules, List<Role> roles) {
    this.found = Map.copyOf(found);
    this.roles = List.copyOf(roles);
    this.operatorRules = operatorRules;
    List<Rule> all = new ArrayList<>(operatorRules.rules());
    if (get(SettingsTable.DEFAULT_RULES)) {
      all.addAll(DefaultRules.rules());
    }
    if (all.isEmpty()) {
      throw new SettingsException(
          "Expected rules where "
              + SettingsTable.DEFAULT_RULES.key()
              + " is off, "
              + OperatorRules.KEYS
              + "; found none, so nobody could do anything");
    }
    this.rules = new RuleTable(all);
  }

  /**
   * A setting's value as it was found.
   *
   * @param text as the setting's form reads it
   * @param source where, for people; empty for the default
   */
  record Found(String text, String source) {}

  <T> T get(Setting<T> setting) {
    return setting.form().read(found(setting).text());
  }

  private Found found(Setting<?> setting) {
    return Objects.requireNonNull(found.get(setting.name()));
  }

  /** The folder of all that is kept, absolute. */
  public Path data() {
    return get(SettingsTable.DATA);
  }

  /** The longest request body, in bytes. */
  public int maxBody() {
    return number(SettingsTable.MAX_BODY);
  }

  /** Whom to believe about the addresses of others. */
  public ProxyList proxies() {
    return get(SettingsTable.PROXIES);
  }

  /** Whose pages may use this server from another domain. */
  public Origins origins() {
    return get(SettingsTable.ORIGINS);
  }

  /**
   * Which carriers there are.
   *
   * @param websocket whether the container lets WebSockets in
   */
  public Offer offer(boolean websocket) {
    // A page of any domain can load a script, and its browser would say who is logged in.
    boolean scripts = !isContainerLogin();
    return new Offer(
        websocket,
        scripts && get(SettingsTable.FRAME),
        scripts && get(SettingsTable.JSONP),
        isContainerLogin());
  }

  /** Whether the container says who asks. */
  public boolean isContainerLogin() {
    return get(SafetyTable.AUTH) == LoginKind.CONTAINER;
  }

  /** What the roles of the container allow. */
  public List<Role> roles() {
    return roles;
  }

  /** Whose pages may show pages of this server in a frame. */
  public Origins frameAncestors() {
    return get(SafetyTable.FRAME_ANCESTORS);
  }

  /** How long browsers that came by TLS are to come by nothing else; 0 for not to say so. */
  public Duration strictTransport() {
    return time(SafetyTable.STRICT_TRANSPORT);
  }

  /** How people come in. */
  public AuthSettings auth() {
    return new AuthSettings(get(SettingsTable.GUESTS), time(SettingsTable.GUEST_LIFE));
  }

  /** The limits of private rooms. */
  public MemberSettings members() {
    return new MemberSettings(
        number(SettingsTable.MAX_MEMBERS),
        number(SettingsTable.MAX_ROOMS),
        get(SettingsTable.MEMBER_CACHE));
  }

  /** How often who may do what. */
  public RateSettings rates() {
    return new RateSettings(
        get(SafetyTable.RATE_PUBLISH),
        get(SafetyTable.RATE_SESSION),
        get(SafetyTable.RATE_POLL),
        get(SafetyTable.RATE_PRESENCE),
        rules.rates(),
        number(SafetyTable.RATE_CROWD),
        number(SafetyTable.RATE_COUNTED));
  }

  /** The limits of presence. */
  public PresenceSettings presence() {
    return new PresenceSettings(
        rules.presence(),
        time(PeopleTable.PRESENCE_GRACE),
        number(PeopleTable.MAX_PRESENCE),
        number(PeopleTable.MAX_PRESENCE_PER_USER),
        number(PeopleTable.MAX_PRESENCE_PER_ADDRESS),
        number(SettingsTable.MAX_HOLDS_PER_USER),
        time(PeopleTable.TYPING_EVERY));
  }

  /** About how many marks of what was read a user may have. */
  public int maxMarks() {
    return number(PeopleTable.MAX_MARKS);
  }

  /** The operator's own login; empty if there is none. */
  public Optional<LoginSettings> login() {
    return LoginSection.read(this);
  }

  /** What may be kept of tokens that were verified, in bytes. */
  public long tokenBytes() {
    return get(SettingsTable.TOKENS);
  }

  /** The hub's limits. */
  public HubSettings hub() {
    return new HubSettings(
        number(SettingsTable.MAX_HOLDS),
        number(SettingsTable.MAX_HOLDS_PER_USER),
        number(SettingsTable.MAX_HOLDS_PER_ADDRESS),
        FOLLOW_LINGER,
        rules.linger(Duration.ofMillis(get(SettingsTable.LINGER))),
        Runtime.getRuntime().availableProcessors(),
        COLD_THREADS,
        number(SettingsTable.MAX_HISTORY_READS));
  }

  /** The limits of WebSockets. */
  public SocketLimits sockets() {
    return new SocketLimits(
        number(SettingsTable.MAX_BODY),
        number(SettingsTable.SOCKET_UNREAD),
        time(SettingsTable.SOCKET_PING),
        time(SettingsTable.SOCKET_STALL),
        number(SettingsTable.MAX_HOLDS),
        number(SettingsTable.MAX_HOLDS_PER_ADDRESS));
  }

  /** The limits of Halley's own language. */
  public JsonLimits json() {
    return new JsonLimits(
        number(SettingsTable.MAX_MESSAGE),
        number(SettingsTable.MAX_ANSWER),
        number(SettingsTable.MAX_CHANNELS),
        number(SettingsTable.HOLD_MAX),
        time(SettingsTable.DRAIN_DELAY),
        get(SettingsTable.CACHE),
        time(SettingsTable.EDIT_WITHIN));
  }

  /** Whether the doctor is there. */
  public boolean doctor() {
    return get(SettingsTable.DOCTOR);
  }

  /** Who may read what is counted; empty if nothing is. */
  public AddressList metrics() {
    return get(SettingsTable.METRICS);
  }

  /** The limits of the plain pages. */
  public PlainLimits plain() {
    return new PlainLimits(number(SettingsTable.MAX_MESSAGE), number(SettingsTable.MAX_ANSWER));
  }

  /** Who may do what with which channel. */
  public Rules<Access> access() {
    return rules.access();
  }

  /** How safely and how long each channel's messages are kept. */
  public Rules<Retention> retention() {
    return rules.retention();
  }

  /** What the newest messages of the channels in use may take in memory, in bytes. */
  public long tailBytes() {
    return get(SettingsTable.TAIL);
  }

  /** How much of the log's file is kept in memory, in bytes. */
  public long pageCacheBytes() {
    return get(SettingsTable.PAGE_CACHE);
  }

  /** What the messages of all channels that are never on disk may take, in bytes. */
  public long memoryLogBytes() {
    return get(SettingsTable.MEMORY_LOGS);
  }

  /** How often the file of the log is cleaned of what was removed, if something was. */
  public Duration eraseEvery() {
    return time(SettingsTable.ERASE_EVERY);
  }

  /** How many messages may wait for the disk at once. */
  public int maxPending() {
    return number(SettingsTable.MAX_PENDING);
  }

  private int number(Setting<Long> setting) {
    return Math.toIntExact(get(setting));
  }

  private Duration time(Setting<Long> setting) {
    return Duration.ofSeconds(get(setting));
  }

  /** Every setting that is in force, and where those that are no default were found. */
  public String summary() {
    String settings =
        SettingsTable.rows().stream().map(this::line).collect(Collectors.joining(", "));
    if (!operatorRules.lines().isEmpty()) {
      settings += ", rules: " + operatorRules.summary();
    }
    return roles.isEmpty() ? settings : settings + ", roles: " + roles;
  }

  private <T> String line(Setting<T> setting) {
    String source = found(setting).source();
    return setting.key()
        + "="
        + setting.form().write(get(setting))
        + (source.isEmpty() ? "" : " (" + source + ")");
  }
}
