package dev.halley.embedded;

import dev.halley.broker.Retention;
import dev.halley.broker.Ring;
import dev.halley.message.ChannelName;
import dev.halley.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A log in use. */
@SuppressWarnings("all")
@org.jspecify.annotations.NullUnmarked
final class LiveLog {
  final ChannelName channel;
  final Retention retention;
  final Committer committer;
  final long epoch;
  final Ring ring = new Ring();
  final CopyOnWriteArrayList<Consumer<ChannelName>> followers = new CopyOnWriteArrayList<>();
  volatile boolean loaded;
  volatile long first = 1;
  volatile long readable;
  volatile long readableTime;
  long number;
  long kept = 1;
  long remembered = 1;
  long last;
  long lastTime;
  final List<Message> fresh = new ArrayList<>();

  LiveLog(ChannelName channel, Retention retention, Committer committer, long epoch) {
    this.channel = channel;
    this.retention = retention;
    this.committer = committer;
    this.epoch = epoch;
  }

  synchronized void load() {
    if (loaded) return;
    LogRow row = committer.store.row(channel);
    if (row == null) row = LogRow.empty(-1);
    set(row);
    loaded = true;
  }

  void set(LogRow row) {
    number = row.number();
    kept = row.kept();
    first = row.first();
    remembered = row.remembered();
    last = row.last();
    lastTime = row.lastTime();
    readableTime = lastTime;
    readable = last;
  }

  LogRow row() {
    return new LogRow(number, kept, first, remembered, last, lastTime);
  }
}
