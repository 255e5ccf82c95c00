package dev.halley.broker;

import static dev.halley.broker.BrokerBench.ALICE;
import static dev.halley.broker.BrokerBench.ALL;
import static dev.halley.broker.BrokerBench.ROOM;
import static dev.halley.broker.BrokerBench.all;
import static dev.halley.broker.BrokerBench.append;
import static dev.halley.broker.BrokerBench.draft;
import static dev.halley.broker.BrokerBench.extent;
import static dev.halley.broker.BrokerBench.get;
import static dev.halley.broker.BrokerBench.read;
import static dev.halley.broker.BrokerBench.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halley.broker.Broker.Follow;
import dev.halley.broker.Broker.Reach;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import dev.halley.message.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The other half of what every {@link Broker} does: followers, call-backs, many at once. */
public interface FollowContract {

  /** The broker, empty at first. */
  Broker broker();

  @Test
  default void followerIsToldOnceTheMessageCanBeRead() {
    Position start = extent(broker(), ROOM).end();
    CompletableFuture<Slice> seen = new CompletableFuture<>();
    try (Follow follow =
        broker()
            .follow(
                ROOM, (channel, byPublisher) -> seen.complete(read(broker(), channel, start)))) {
      assertThat(follow).isNotNull();
      store(broker(), draft(ROOM, "a", ALICE));
      Slice slice = get(seen);
      assertThat(slice).isInstanceOf(Slice.Messages.class);
      assertThat(((Slice.Messages) slice).messages()).hasSize(1);
    }
  }

  @Test
  default void messageCanBeReadWhenItsPublisherIsAnswered() {
    CompletableFuture<List<Message>> seen = new CompletableFuture<>();
    broker().append(draft(ROOM, "a", ALICE), outcome -> seen.complete(all(broker(), ROOM)));
    assertThat(get(seen)).hasSize(1);
  }

  @Test
  default void closedFollowIsNotTold() {
    BlockingQueue<ChannelName> told = new LinkedBlockingQueue<>();
    Follow follow = broker().follow(ROOM, (channel, byPublisher) -> told.add(channel));
    follow.close();
    follow.close();
    CompletableFuture<ChannelName> other = new CompletableFuture<>();
    try (Follow second = broker().follow(ROOM, (channel, byPublisher) -> other.complete(channel))) {
      assertThat(second).isNotNull();
      store(broker(), draft(ROOM, "a", ALICE));
      get(other);
    }
    assertThat(told).isEmpty();
  }

  @Test
  default void everyFollowerIsToldOfACopyToo() {
    CompletableFuture<ChannelName> told = new CompletableFuture<>();
    try (Follow follow =
        broker().follow(ALICE.inbox(), (channel, byPublisher) -> told.complete(channel))) {
      assertThat(follow).isNotNull();
      store(broker(), draft(BrokerBench.BOB.inbox(), "a", ALICE));
      assertThat(get(told)).isEqualTo(ALICE.inbox());
    }
  }

  @Test
  default void callBackThatFailsHurtsNoOther() {
    CompletableFuture<ChannelName> told = new CompletableFuture<>();
    try (Follow bad =
            broker()
                .follow(
                    ROOM,
                    (channel, byPublisher) -> {
                      throw new IllegalStateException("on purpose");
                    });
        Follow good = broker().follow(ROOM, (channel, byPublisher) -> told.complete(channel))) {
      assertThat(bad).isNotSameAs(good);
      broker()
          .append(
              draft(ROOM, "a", ALICE),
              outcome -> {
                throw new IllegalStateException("on purpose");
              });
      assertThat(get(told)).isEqualTo(ROOM);
      assertThat(store(broker(), draft(ROOM, "b", ALICE)).offset()).isEqualTo(2);
    }
  }

  @Test
  default void sameIdTwiceAtOnceIsStoredOnce() {
    List<CompletableFuture<Appended>> outcomes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      CompletableFuture<Appended> outcome = new CompletableFuture<>();
      broker().append(draft(ROOM, "a", ALICE), outcome::complete);
      outcomes.add(outcome);
    }
    List<Appended> found = outcomes.stream().map(BrokerBench::get).toList();
    long time = all(broker(), ROOM).get(0).time();
    assertThat(found.get(0)).isEqualTo(new Appended.Stored(1, time, false));
    assertThat(found.subList(1, 50)).containsOnly(new Appended.Stored(1, time, true));
    assertThat(all(broker(), ROOM)).hasSize(1);
  }

  @Test
  default void manyAppendersLeaveNoHoleAndKeepTheirOrder() throws Exception {
    int appenders = 8;
    int each = 250;
    ExecutorService pool = Executors.newFixedThreadPool(appenders);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int appender = 0; appender < appenders; appender++) {
        String name = "a" + appender + "_";
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    broker().append(draft(ROOM, name + i, ALICE), outcome -> {});
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get(30, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdown();
    }
    store(broker(), draft(ROOM, "last", ALICE));
    List<Message> all = all(broker(), ROOM);
    assertThat(all).hasSize(appenders * each + 1);
    int[] next = new int[appenders];
    for (int i = 0; i < all.size() - 1; i++) {
      assertThat(all.get(i).offset()).isEqualTo(i + 1L);
      String[] id = all.get(i).id().value().substring(1).split("_", -1);
      int appender = Integer.parseInt(id[0]);
      assertThat(Integer.parseInt(id[1])).isEqualTo(next[appender]++);
    }
  }

  @Test
  default void whoFollowsAndThenReadsMissesNothing() throws Exception {
    int count = 2_000;
    Position start = extent(broker(), ROOM).end();
    Thread appender =
        new Thread(
            () -> {
              for (int i = 0; i < count; i++) {
                append(broker(), draft(ROOM, "m" + i, ALICE));
              }
            });
    appender.start();
    Position at = start;
    while (at.offset() < count) {
      CompletableFuture<ChannelName> grew = new CompletableFuture<>();
      try (Follow follow =
          broker().follow(ROOM, (channel, byPublisher) -> grew.complete(channel))) {
        assertThat(follow).isNotNull();
        Slice slice = broker().read(ROOM, at, ALL, Reach.MEMORY);
        if (slice instanceof Slice.Cold) {
          slice = broker().read(ROOM, at, ALL, Reach.STORE);
        }
        Slice.Messages found = (Slice.Messages) slice;
        if (found.messages().isEmpty()) {
          get(grew);
        }
        at = found.end();
      }
    }
    appender.join();
    assertThat(at.offset()).isEqualTo(count);
  }

  @Test
  default void appendAfterTheCloseFails() {
    broker().close();
    assertThat(append(broker(), draft(ROOM, "a", ALICE))).isInstanceOf(Appended.Failed.class);
  }
}
