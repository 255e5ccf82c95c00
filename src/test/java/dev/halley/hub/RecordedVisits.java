package dev.halley.hub;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps which readers came and went, in order, each as a line. */
final class RecordedVisits implements ReaderEvents {

  final List<String> heard = new CopyOnWriteArrayList<>();

  @Override
  public void came(Subscription subscription) {
    heard.add(client(subscription) + " came to " + subscription.channels());
  }

  @Override
  public void went(Subscription subscription, End why) {
    heard.add(client(subscription) + " went " + why);
  }

  private static String client(Subscription subscription) {
    return Objects.requireNonNull(subscription.reader()).client();
  }
}
