package dev.halley.proxies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halley.containers.Container;
import dev.halley.containers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every carrier through every proxy, and what {@code docs/proxies.md} says of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProxyMatrixIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<ProxyKind, Site> sites = new EnumMap<>(ProxyKind.class);
  private final Map<ProxyKind, CompletableFuture<String>> holds = new EnumMap<>(ProxyKind.class);
  private final ProxiesPage page = ProxiesPage.read();
  private final List<CarrierKind> carriers = List.of(CarrierKind.values());
  private ServerProcess server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = ServerProcess.start(Container.JETTY, data, Map.of());
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
    sites.values().forEach(Site::close);
    if (server != null) {
      server.close();
    }
  }

  /** The site of a proxy, started when the first test asks for it. */
  private Site site(ProxyKind kind) {
    return sites.computeIfAbsent(kind, k -> Site.start(k, server));
  }

  /** The long hold, which goes on beside the other tests: begun when the first of them asks. */
  private CompletableFuture<String> hold(ProxyKind kind) {
    return holds.computeIfAbsent(
        kind,
        k -> CompletableFuture.supplyAsync(() -> LongHold.through(k, server.port()), threads));
  }

  @Order(1)
  @ParameterizedTest
  @EnumSource
  void carriersGetThroughAsTheTableSays(ProxyKind kind) {
    Site site = site(kind);
    CompletableFuture<String> beside = hold(kind);
    assertThat(beside).isNotCompletedExceptionally();
    Map<CarrierKind, CompletableFuture<Outcome>> found = new EnumMap<>(CarrierKind.class);
    for (CarrierKind carrier : carriers) {
      found.put(
          carrier,
          CompletableFuture.supplyAsync(
              () ->
                  Probe.of(
                      site.route(),
                      carrier,
                      site.room("probe-" + carrier.word()),
                      site.people().get(0)),
              threads));
    }
    Map<CarrierKind, String> words = new EnumMap<>(CarrierKind.class);
    found.forEach((carrier, outcome) -> words.put(carrier, outcome.join().words()));

    Map<CarrierKind, String> said = new EnumMap<>(CarrierKind.class);
    for (CarrierKind carrier : carriers) {
      said.put(carrier, page.says(kind, carrier.word()));
    }
    assertThat(words).as("%s, which printed %s", kind, site.proxy().output()).isEqualTo(said);
  }

  @Order(2)
  @ParameterizedTest
  @EnumSource
  void nothingIsLostDoubledOrReorderedThoughThePathBreaks(ProxyKind kind) throws Exception {
    Site site = site(kind);
    List<Conversation> all = new ArrayList<>();
    try {
      for (CarrierKind carrier : carriers) {
        if (flows(kind, carrier)) {
          all.add(
              new Conversation(
                  site.route(), carrier, site.room("talk-" + carrier.word()), site.people()));
        }
      }
      talk(site, all);
      all.forEach(Conversation::isWhole);
    } finally {
      all.forEach(Conversation::close);
    }
  }

  private void talk(Site site, List<Conversation> all) throws Exception {
    soon("begun", all, Conversation::hasBegun);
    CountDownLatch cut = new CountDownLatch(1);
    List<CompletableFuture<Void>> talks = new ArrayList<>();
    all.forEach(conversation -> talks.addAll(conversation.talk(threads, cut)));
    soon("half-way", all, Conversation::isHalfWay);
    all.forEach(Conversation::forgetBreaks);
    site.relay().cut();
    cut.countDown();
    soon("broken", all, Conversation::isBroken);
    site.relay().mend();
    CompletableFuture.allOf(talks.toArray(CompletableFuture[]::new))
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    soon("read", all, Conversation::isRead);
  }

  private static void soon(String what, List<Conversation> all, Predicate<Conversation> condition) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(all).as(what).allMatch(condition));
  }

  @Order(3)
  @ParameterizedTest
  @EnumSource
  void longHoldEndsAsTheTableSays(ProxyKind kind) throws Exception {
    kind.program().find();
    assertThat(hold(kind).get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo(page.says(kind, LongHold.COLUMN));
  }

  private boolean flows(ProxyKind kind, CarrierKind carrier) {
    return page.says(kind, carrier.word()).equals(Outcome.FLOWS.words());
  }
}
