package dev.halley.config;

import static dev.halley.config.Setting.bytes;
import static dev.halley.config.Setting.count;
import static dev.halley.config.Setting.seconds;

import dev.halley.auth.AddressList;
import dev.halley.auth.AuthSettings.GuestMode;
import dev.halley.auth.LoginAlgorithm;
import dev.halley.auth.LoginSettings;
import dev.halley.auth.ProxyList;
import dev.halley.hub.HubSettings;
import dev.halley.transport.Origins;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All settings there are. What is not a line here is not a setting, and stops the start. */
public final class SettingsTable {

  static final Setting<Path> DATA =
      new Setting<>(
          "data",
          "~/.halley/CONTEXT",
          new Form.Place(),
          "The folder of the messages and the signing key. CONTEXT is the context path without its"
              + " slash, or root. Not in the file.");

  static final Setting<Path> CONFIG =
      new Setting<>(
          "config",
          "DATA/halley.properties",
          new Form.Place(),
          "The settings file, in UTF-8. DATA is the folder above. Not in the file.");

  static final Setting<GuestMode> GUESTS =
      new Setting<>(
          "guests",
          "auto",
          Form.Choice.of(GuestMode.class),
          "Whether people may come in with nothing but a name. auto: until there is another way to"
              + " log in. off: nobody new; who is in stays until the token ends.");

  static final Setting<String> LOGIN_SECRET =
      new Setting<>(
          "login-secret-file",
          "none",
          new Form.Words("a path, from the data folder on, or none"),
          "The file of a secret that this server shares with your own login. It holds its text and"
              + " nothing else, and is its owner's alone.");

  static final Setting<String> LOGIN_KEY =
      new Setting<>(
          "login-key",
          "none",
          new Form.Words("a path, from the data folder on, or none"),
          "The file of the public keys, or certificates, with which the tokens of your own login are"
              + " verified, in PEM. Read at the start.");

  static final Setting<String> LOGIN_JWKS =
      new Setting<>(
          "login-jwks",
          "none",
          new Form.Foreign<>(SettingsTable::url, LoginSettings.EXPECTED_URL),
          "Where your own login publishes its keys (jwks_uri). Read every five minutes, and when a"
              + " token names a new one.");

  static final Setting<Set<LoginAlgorithm>> LOGIN_ALGS =
      new Setting<>(
          "login-algs",
          "none",
          new Form.Several<>(LoginAlgorithm.class),
          "How the tokens of your own login may be signed.");

  static final Setting<String> LOGIN_ISSUER =
      new Setting<>(
          "login-issuer",
          "none",
          new Form.Words("a text, or none"),
          "What the claim iss must be in the tokens of your own login.");

  static final Setting<String> LOGIN_AUDIENCE =
      new Setting<>(
          "login-audience",
          "none",
          new Form.Words("a text, or none"),
          "What the claim aud must be, or name, in the tokens of your own login: what it calls this"
              + " server.");

  static final Setting<Long> GUEST_LIFE =
      new Setting<>(
          "guest-life",
          "7 d",
          Form.Quantity.of(Unit.SECONDS, "1 s", "365 d"),
          "How long a guest's token is good, and the name taken, after the guest was last there. A"
              + " week, so that a holiday costs nobody the name, and a name is not lost for good.");

  static final Setting<Long> MAX_MESSAGE =
      bytes("max-message", "64 KiB", "1 B", "16 MiB", "The longest payload, as JSON.");

  static final Setting<Long> EDIT_WITHIN =
      seconds(
          "edit-within",
          "15 min",
          "0 s",
          "365 d",
          "How long the author of a message may correct or remove it; 0 s: not at all. A moderator"
              + " always may.");

  static final Setting<Long> ERASE_EVERY =
      seconds(
          "erase-every",
          "1 h",
          "1 s",
          "30 d",
          "How often the file is cleaned of what was removed, if something was. That writes much of"
              + " it again.");

  static final Setting<Long> MAX_BODY =
      bytes("max-body", "1 MiB", "1 B", "256 MiB", "The longest request body.");

  static final Setting<Long> MAX_ANSWER =
      bytes(
          "max-answer",
          "1 MiB",
          "1 B",
          "256 MiB",
          "After so much an answer ends and says that there is more. It holds one message at least.");

  static final Setting<Long> MAX_CHANNELS =
      count("max-channels", "100", "1", "100", "The most channels that one request may read.");

  static final Setting<Long> HOLD_MAX =
      seconds(
          "hold-max",
          "55 s",
          "1 s",
          "300 s",
          "The longest that a request is held. Many proxies cut a silent request at 60 s.");

  static final Setting<Long> MAX_HOLDS =
      count("max-holds", "50000", "1", "10000000", "Requests held at once on this node.");

  static final Setting<Long> MAX_HOLDS_PER_USER =
      count("max-holds-per-user", "50", "1", "10000000", "Requests of one user held at once.");

  static final Setting<Long> MAX_HOLDS_PER_ADDRESS =
      count(
          "max-holds-per-address",
          "1000",
          "1",
          "10000000",
          "Requests held at once from one IPv4 address or IPv6 network of 64 bits.");

  static final Setting<Long> LINGER =
      new Setting<>(
          "linger",
          "0 ms",
          Form.Quantity.of(Unit.MILLISECONDS, "0 ms", HubSettings.MAX_LINGER_MILLIS + " ms"),
          "How long those who read a channel in which there is much going on wait for more, so that"
              + " one answer carries several messages. The first message after a quiet time never"
              + " waits.");

  static final Setting<Long> SOCKET_PING =
      seconds(
          "socket-ping",
          "25 s",
          "1 s",
          "300 s",
          "How often the client of a WebSocket is asked whether it is there. After two questions"
              + " without an answer the socket is closed.");

  static final Setting<Long> SOCKET_STALL =
      seconds(
          "socket-stall",
          "1 min",
          "1 s",
          "10 min",
          "How long one message over a WebSocket may take to be sent. Then the socket is cut.");

  static final Setting<Long> SOCKET_UNREAD =
      bytes(
          "socket-unread",
          "1 MiB",
          "1 B",
          "256 MiB",
          "How much may wait for the client of a WebSocket to read it, besides the message that is"
              + " being sent. Beyond it the socket is closed.");

  static final Setting<Long> DRAIN_DELAY =
      seconds(
          "drain-delay",
          "5 s",
          "1 s",
          "300 s",
          "When the node stops, clients are told to come back after up to so long, each after another"
              + " time.");

  static final Setting<Long> CACHE =
      bytes(
          "cache",
          "32 MiB",
          "1 B",
          "64 GiB",
          "How much encoded text is kept, so that a message is encoded once for all its readers.");

  static final Setting<Long> TOKENS =
      bytes(
          "tokens",
          "8 MiB",
          "0 B",
          "1 GiB",
          "How much is kept of tokens that were verified, so that one is verified once and not with"
              + " each request.");

  static final Setting<Long> TAIL =
      bytes(
          "tail",
          "32 MiB",
          "0 B",
          "64 GiB",
          "How much memory the newest messages of the channels in use may take. What is not there is"
              + " read from the file.");

  static final Setting<Long> PAGE_CACHE =
      bytes("page-cache", "16 MiB", "1 MiB", "64 GiB", "How much of the file is kept in memory.");

  static final Setting<Long> MEMORY_LOGS =
      bytes(
          "memory-logs",
          "32 MiB",
          "0 B",
          "64 GiB",
          "How much the messages of all channels that are never on disk may take. Beyond it they are"
              + " refused.");

  static final Setting<Long> MAX_PENDING =
      count(
          "max-pending",
          "20000",
          "1",
          "10000000",
          "Messages that may wait for the disk at once. Beyond it they are refused.");

  static final Setting<Long> MAX_HISTORY_READS =
      count(
          "max-history-reads",
          "1000",
          "1",
          "10000000",
          "Pages of history that may wait for the disk at once. Beyond it they are refused.");

  static final Setting<ProxyList> PROXIES =
      new Setting<>(
          "proxies",
          "127.0.0.0/8, ::1",
          new Form.Foreign<>(ProxyList::parse, AddressList.EXPECTED),
          "The proxies that are believed when they say whom they forward (X-Forwarded-For, else"
              + " Forwarded). Their own requests count for no address.");

  static final Setting<Origins> ORIGINS =
      new Setting<>(
          "origins",
          "none",
          new Form.Foreign<>(Origins::parse, Origins.EXPECTED),
          "The origins whose pages may use this server from another domain. * is every one: a page"
              + " still needs a token.");

  static final Setting<Boolean> JSONP =
      new Setting<>(
          "jsonp",
          "on",
          new Form.Switch(),
          "Whether pages of any domain may load answers as scripts, which the oldest browsers need.");

  static final Setting<Boolean> FRAME =
      new Setting<>(
          "frame",
          "on",
          new Form.Switch(),
          "Whether answers may stream as scripts into a hidden frame, for the oldest browsers.");

  static final Setting<Boolean> DOCTOR =
      new Setting<>(
          "doctor",
          "on",
          new Form.Switch(),
          "Whether /doctor is there, where a browser measures its own path to this server.");

  static final Setting<AddressList> METRICS =
      new Setting<>(
          "metrics",
          "127.0.0.0/8, ::1",
          new Form.Foreign<>(AddressList::parse, AddressList.EXPECTED),
          "Who may read /metrics, if they ask directly: what a proxy forwards is refused. none: nothing"
              + " is counted.");

  static final Setting<Boolean> DEFAULT_RULES =
      new Setting<>(
          "default-rules",
          "on",
          new Form.Switch(),
          "Whether the default rules follow halley.rule-1 to halley.rule-9999, the operator's own. off:"
              + " what none of these covers is forbidden.");

  static final Setting<Long> MAX_MEMBERS =
      count("max-members", "1000", "1", "10000", "The most members of a private room.");

  static final Setting<Long> MAX_ROOMS =
      count("max-rooms", "100", "1", "10000", "The most private rooms that one user may create.");

  static final Setting<Long> MEMBER_CACHE =
      bytes(
          "member-cache",
          "8 MiB",
          "0 B",
          "1 GiB",
          "How much is kept in memory of who is a member of which private room. What is not there is"
              + " read from the file.");

  private static final List<Setting<?>> OWN =
      List.of(
          DATA,
          CONFIG,
          GUESTS,
          GUEST_LIFE,
          LOGIN_SECRET,
          LOGIN_KEY,
          LOGIN_JWKS,
          LOGIN_ALGS,
          LOGIN_ISSUER,
          LOGIN_AUDIENCE,
          MAX_MESSAGE,
          EDIT_WITHIN,
          ERASE_EVERY,
          MAX_BODY,
          MAX_ANSWER,
          MAX_CHANNELS,
          HOLD_MAX,
          MAX_HOLDS,
          MAX_HOLDS_PER_USER,
          MAX_HOLDS_PER_ADDRESS,
          LINGER,
          SOCKET_PING,
          SOCKET_STALL,
          SOCKET_UNREAD,
          DRAIN_DELAY,
          CACHE,
          TOKENS,
          TAIL,
          PAGE_CACHE,
          MEMORY_LOGS,
          MAX_PENDING,
          MAX_HISTORY_READS,
          PROXIES,
          ORIGINS,
          JSONP,
          FRAME,
          DOCTOR,
          METRICS,
          DEFAULT_RULES,
          MAX_MEMBERS,
          MAX_ROOMS,
          MEMBER_CACHE);

  private static final List<Setting<?>> ROWS =
      Stream.of(OWN, PeopleTable.ROWS, SafetyTable.ROWS).flatMap(List::stream).toList();

  private SettingsTable() {}

  /** The settings, in the order in which a page would list them. */
  public static List<Setting<?>> rows() {
    return ROWS;
  }

  private static String url(String text) {
    return text.equals(Form.NONE) ? text : LoginSettings.Published.parse(text).url().toString();
  }
}
