package dev.halley.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/** The spreads of one name, as the library reads them. */
final class Spreads implements Collector {

  private final MetricMetadata about;
  private final Spread.Scale scale;
  private final List<Labels> labels = new ArrayList<>();
  private final List<Spread> spreads = new ArrayList<>();

  Spreads(String name, String help, Spread.Scale scale) {
    this.about = new MetricMetadata(name, help);
    this.scale = scale;
  }

  /** One more; all before the first is read. */
  Spread with(Labels its) {
    Spread spread = new Spread(scale);
    labels.add(its);
    spreads.add(spread);
    return spread;
  }

  @Override
  public MetricSnapshot collect() {
    List<HistogramSnapshot.HistogramDataPointSnapshot> found = new ArrayList<>();
    for (int i = 0; i < spreads.size(); i++) {
      found.add(spreads.get(i).snapshot(labels.get(i)));
    }
    return new HistogramSnapshot(about, found);
  }

  @Override
  public String getPrometheusName() {
    return about.getPrometheusName();
  }
}
