package dev.halley.metrics;

import dev.halley.hub.HubEvents;
import dev.halley.protocol.Problem;
import dev.halley.protocol.Refusals;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/** All that is counted of one server, and how it is read. */
public final class Meters {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Registrar registrar = new Registrar(registry);
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final HubMeters hub;
  private final Counts<Problem.Code> refusals;
  private final Spread commitTime;
  private final Spread commitSize;

  /**
   * Nothing was counted yet.
   *
   * @param clock that which gives messages their time
   * @param version of this server
   */
  public Meters(InstantSource clock, String version) {
    registrar.info("halley_build_info", "The version of this server.", "version", version);
    hub = new HubMeters(registrar, clock);
    Counter refused =
        registrar.counter(
            "halley_refusals_total",
            "Problems that clients were told, in answers, in streams and over sockets.",
            "code");
    refusals = new Counts<>(Problem.Code.class, code -> refused.labelValues(code.wire()));
    commitTime =
        registrar.spread(
            "halley_commit_seconds",
            "How long a commit to the disk took that somebody waited for.",
            Spread.Scale.nanos());
    commitSize =
        registrar.spread(
            "halley_commit_writes",
            "How many messages and records such a commit was for.",
            Spread.Scale.things());
  }

  /** Counts what the hub does. */
  public HubEvents hub() {
    return hub;
  }

  /** Counts what is refused. */
  public Refusals refusals() {
    return refusals::add;
  }

  /**
   * Counts a commit.
   *
   * @param writes how many messages and records it was for
   * @param nanos how long it took
   */
  public void committed(int writes, long nanos) {
    commitTime.add(nanos);
    commitSize.add(writes);
  }

  /** Tells of these too from now on. Once. */
  public void show(Levels levels) {
    levels.register(registrar);
  }

  /** The media type of {@link #text}. */
  public String contentType() {
    return writer.getContentType();
  }

  /** All of it as it is now, in the text format of Prometheus, version 0.0.4. */
  public byte[] text() {
    ByteArrayOutputStream text = new ByteArrayOutputStream(16 * 1024);
    try {
      writer.write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toByteArray();
  }
}
