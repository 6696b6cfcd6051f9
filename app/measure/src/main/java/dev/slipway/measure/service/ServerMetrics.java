// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import dev.slipway.measure.load.Block;
import dev.slipway.measure.wire.RestWire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Scrapes a server's metrics. A server without metrics, or with metrics elsewhere, does not fail
/// the measurement.
final class ServerMetrics implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final long MOST_BYTES = 16L << 20;

  private final HttpClient client = RestWire.client(TIMEOUT);
  private final URI address;
  private final String model;

  /// What one scrape gave.
  ///
  /// @param why nothing was told; empty where `counters` are there
  record Scrape(Optional<ServerCounters> counters, String why) {}

  /// @param address of the metrics in Prometheus' text format
  /// @param model whose series count
  ServerMetrics(URI address, String model) {
    this.address = address;
    this.model = model;
  }

  Scrape scrape() throws InterruptedException {
    CompletableFuture<HttpResponse<String>> asked =
        client.sendAsync(
            HttpRequest.newBuilder(address).header("Accept", "text/plain;version=0.0.4").build(),
            BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
    try {
      HttpResponse<String> reply = asked.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return reply.statusCode() == RestWire.OK
          ? new Scrape(Optional.of(ServerCounters.read(reply.body(), model)), "")
          : nothing("%s answers with status %d".formatted(address, reply.statusCode()));
    } catch (ExecutionException | TimeoutException silent) {
      return nothing("no metrics come from " + address);
    } finally {
      asked.cancel(true);
    }
  }

  private static Scrape nothing(String why) {
    return new Scrape(Optional.empty(), why);
  }

  /// The split of a block that was measured since a look.
  ///
  /// @param serialise of the client
  ServedSplit split(Duration serialise, Block block, Scrape before) throws InterruptedException {
    Duration service = block.service().mean();
    Scrape after = before.counters().isEmpty() ? before : scrape();
    if (before.counters().isEmpty() || after.counters().isEmpty()) {
      return ServedSplit.untold(serialise, service, after.why());
    }
    return ServerTimes.between(before.counters().get(), after.counters().get())
        .map(times -> ServedSplit.told(serialise, service, times, told(times, block)))
        .orElseGet(() ->
            ServedSplit.untold(
                serialise,
                service,
                "%s holds no times of requests to '%s' meanwhile".formatted(address, model)));
  }

  private String told(ServerTimes times, Block block) {
    long ours = block.service().count();
    return times.requests() == ours
        ? "told by " + address
        : "told by %s, of %d requests that it counted while %d of ours were answered"
            .formatted(address, times.requests(), ours);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
