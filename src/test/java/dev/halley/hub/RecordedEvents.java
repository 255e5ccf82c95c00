package dev.halley.hub;

import dev.halley.broker.Appended;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears, in order, each as a line. */
final class RecordedEvents implements HubEvents {

  final List<String> heard = new CopyOnWriteArrayList<>();

  @Override
  public void published(Appended outcome, int bytes, long nanos) {
    heard.add("published " + outcome.getClass().getSimpleName() + " " + bytes + " B " + nanos);
  }

  @Override
  public void opened(Carrier carrier) {
    heard.add("opened " + carrier);
  }

  @Override
  public void delivered(Carrier carrier, Batch batch, boolean waited) {
    heard.add("delivered " + carrier + " " + batch.messages().size() + (waited ? " waited" : ""));
  }

  @Override
  public void ended(Carrier carrier, End why) {
    heard.add("ended " + carrier + " " + why);
  }

  @Override
  public void carried(int deliveries, long nanos) {
    heard.add("carried " + deliveries + " " + nanos);
  }
}
