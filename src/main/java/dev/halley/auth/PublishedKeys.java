package dev.halley.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the login publishes at a URL. One thread of its own asks for them, at the start,
 * every five minutes, and when a token names a key that is not known; whoever brings a token goes
 * on with what is known, or is told to come again.
 *
 * <p>A key is not known to be unpublished before the URL was asked after the key was first missed.
 * So a login may begin to sign with a new key at any time, and a token that names a key which never
 * was costs one request to the URL at most, and all such tokens together one in five seconds.
 *
 * <p>While the URL cannot be read the last keys stay, for a day. What can be read is the answer,
 * also if it takes away the last key.
 */
final class PublishedKeys implements LoginKeys {

  /** How long a key that is not published any more may be taken, besides the time of one answer. */
  static final Duration REFRESH = Duration.ofMinutes(5);

  /** Else whoever makes up names of keys would make this server a burden to the login. */
  static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);

  /** Long enough to mend a login, short enough that who cuts the path keeps no stolen key alive. */
  static final Duration OUTAGE = Duration.ofDays(1);

  /** As long as a login on the other side of the world takes; nobody but our thread waits. */
  private static final int CONNECT_MILLIS = 5_000;

  private static final int READ_MILLIS = 5_000;

  /** A hundred keys with their certificates. */
  private static final int MAX_BYTES = 512 << 10;

  /** For how long a name is known to be none. Then it may have become one. */
  private static final Duration MISSED = Duration.ofSeconds(30);

  /** Names that were missed: enough for any login, and little for who makes them up. */
  private static final int MAX_MISSED = 1_000;

  /** Longer than any login's. A longer one is none that is not published. */
  static final int MAX_KID = 256;

  private static final JWKSet NOTHING = new JWKSet();

  private static final Logger LOG = System.getLogger(PublishedKeys.class.getName());

  private final URL url;
  private final Set<LoginAlgorithm> algorithms;
  private final InstantSource clock;
  private final ResourceRetriever web;
  private final Executor thread;
  private final Runnable end;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final Cache<String, Long> missed =
      Caffeine.newBuilder()
          .maximumSize(MAX_MISSED)
          .expireAfterWrite(MISSED)
          .executor(Runnable::run)
          .build();

  /** Changed by the thread alone. */
  private volatile Known known = new Known(NOTHING, 0);

  private volatile long lastAsked;
  private volatile boolean failing;

  /**
   * Over these parts.
   *
   * @param thread runs what may wait
   * @param end called once, when nobody needs the keys any more
   */
  PublishedKeys(
      URI url,
      Set<LoginAlgorithm> algorithms,
      InstantSource clock,
      ResourceRetriever web,
      Executor thread,
      Runnable end)
      throws IOException {
    this.url = url.toURL();
    this.algorithms = algorithms;
    this.clock = clock;
    this.web = web;
    this.thread = thread;
    this.end = end;
  }

  /** What was published, and when it was asked for. */
  private record Known(JWKSet keys, long asked) {}

  /**
   * Starts to ask.
   *
   * @throws IllegalStateException if this platform does not know such URLs
   */
  static PublishedKeys start(
      LoginSettings.Published source, Set<LoginAlgorithm> algorithms, InstantSource clock) {
    if (source.isOpenToOthers()) {
      LOG.log(
          Level.WARNING,
          "Whoever is on the path to {0} can be any user: the keys of the login come without TLS",
          source.url());
    }
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread named = new Thread(task, "halley-keys");
              named.setDaemon(true);
              return named;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    ResourceRetriever web = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MAX_BYTES);
    try {
      PublishedKeys keys =
          new PublishedKeys(source.url(), algorithms, clock, web, thread, thread::shutdownNow);
      ScheduledFuture<?> unused =
          thread.scheduleWithFixedDelay(keys::ask, 0, REFRESH.toSeconds(), TimeUnit.SECONDS);
      return keys;
    } catch (IOException e) {
      thread.shutdownNow();
      throw new IllegalStateException("The URL " + source.url() + " cannot be used: " + e, e);
    }
  }

  @Override
  public Found find(LoginAlgorithm algorithm, @Nullable String kid) {
    Known now = usable();
    List<JWK> keys =
        now.keys().getKeys().stream()
            .filter(key -> algorithm.fits(key) && (kid == null || kid.equals(key.getKeyID())))
            .toList();
    if (!keys.isEmpty()) {
      return new Found.Keys(keys);
    }
    if (kid != null && kid.length() > MAX_KID) {
      return new Found.Keys(List.of());
    }
    long since = missed.get(kid == null ? "" : kid, name -> clock.millis());
    if (since < now.asked()) {
      return new Found.Keys(List.of());
    }
    askSoon();
    return new Found.NotYet();
  }

  @Override
  public Object edition() {
    return usable().keys();
  }

  private Known usable() {
    Known now = known;
    boolean over = clock.millis() - now.asked() > OUTAGE.toMillis();
    return over ? new Known(NOTHING, 0) : now;
  }

  private void askSoon() {
    if (clock.millis() - lastAsked >= AT_MOST_EVERY.toMillis()
        && asking.compareAndSet(false, true)) {
      thread.execute(
          () -> {
            try {
              ask();
            } finally {
              asking.set(false);
            }
          });
    }
  }

  /**
   * Asks for the keys, and waits for them. Throws nothing, not even an error: a scheduler does not
   * run again what threw.
   */
  void ask() {
    long asked = clock.millis();
    lastAsked = asked;
    try {
      List<JWK> published = parse(web.retrieveResource(url).getContent());
      List<JWK> good = published.stream().filter(this::isOfUse).map(JWK::toPublicJWK).toList();
      learn(new JWKSet(good), asked);
    } catch (Throwable e) {
      failed(e.toString());
    }
  }

  /** Key by key: one that is broken, or of a new kind, hides no other (RFC 7517, section 5). */
  private static List<JWK> parse(String text) throws ParseException {
    Map<String, Object>[] members =
        JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(text), "keys");
    if (members == null) {
      throw new ParseException("expected a set of keys", 0);
    }
    List<JWK> keys = new ArrayList<>();
    for (Map<String, Object> member : members) {
      try {
        keys.add(JWK.parse(member));
      } catch (ParseException | RuntimeException e) {
        LOG.log(Level.DEBUG, "A key that the login publishes cannot be read: {0}", e.getMessage());
      }
    }
    return keys;
  }

  private boolean isOfUse(JWK key) {
    return algorithms.stream().anyMatch(algorithm -> algorithm.fits(key));
  }

  private void learn(JWKSet published, long asked) {
    Known before = known;
    boolean same = before.asked() > 0 && before.keys().equals(published);
    known = new Known(same ? before.keys() : published, asked);
    if (failing || !same) {
      LOG.log(
          published.isEmpty() ? Level.WARNING : Level.INFO,
          "The login publishes {0} keys that fit {1} at {2}",
          published.size(),
          algorithms,
          url);
    }
    failing = false;
  }

  private void failed(String why) {
    if (!failing) {
      LOG.log(Level.WARNING, "The keys of the login cannot be read from {0}: {1}", url, why);
    }
    failing = true;
  }

  @Override
  public void close() {
    end.run();
  }
}
