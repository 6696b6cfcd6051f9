// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where a server spent its requests' time: means of what it counted between two scrapes.
///
/// @param requests that it counted
/// @param parse reading a request's tensors
/// @param queue waiting for the model; without the time in `batch` where that is told
/// @param batch waiting for others to share a run with; empty where the server counts it as queue
/// @param compute in the model; requests of one run share its time
/// @param write writing an answer's tensors
/// @param rest what the server took besides
public record ServerTimes(
    long requests,
    Duration parse,
    Duration queue,
    Optional<Duration> batch,
    Duration compute,
    Duration write,
    Duration rest) {

  /// What a server counts, by name: a sum of times and how often they were counted.
  private record Names(String sum, String count) {

    private static Names seconds(String part) {
      String name = "inference_" + part + "_duration_seconds";
      return new Names(name + "_sum", name + "_count");
    }

    private static Names micros(String part) {
      return new Names("nv_inference_" + part + "_duration_us", "nv_inference_request_success");
    }

    private boolean in(ServerCounters counters) {
      return counters.has(sum) && counters.has(count);
    }
  }

  /// The names of one kind of server.
  ///
  /// @param nanos in its unit of time
  private record Family(
      double nanos, Names request, Names parse, Names queue, Names compute, Names write) {

    private boolean in(ServerCounters counters) {
      return List.of(request, parse, queue, compute, write).stream()
          .allMatch(names -> names.in(counters));
    }
  }

  private static final Names BATCH = Names.seconds("batch");

  private static final List<Family> FAMILIES =
      List.of(
          new Family(
              1e9,
              Names.seconds("request"),
              Names.seconds("parse"),
              Names.seconds("queue"),
              Names.seconds("compute"),
              Names.seconds("write")),
          new Family(
              1e3,
              Names.micros("request"),
              Names.micros("compute_input"),
              Names.micros("queue"),
              Names.micros("compute_infer"),
              Names.micros("compute_output")));

  /// @return empty where the server does not tell its times, answered nothing in between, or was
  ///   started anew
  public static Optional<ServerTimes> between(ServerCounters before, ServerCounters after) {
    return FAMILIES.stream()
        .filter(family -> family.in(after))
        .findFirst()
        .flatMap(family -> new Difference(before, after, family.nanos()).times(family));
  }

  /// The server's whole time of a request.
  public Duration total() {
    return parse.plus(queue).plus(batch.orElse(Duration.ZERO)).plus(compute).plus(write).plus(rest);
  }

  private record Difference(ServerCounters before, ServerCounters after, double nanos) {

    private Optional<ServerTimes> times(Family family) {
      double requests = increase(family.request().count());
      Optional<Duration> whole = mean(family.request());
      Optional<Duration> parse = mean(family.parse());
      Optional<Duration> waited = mean(family.queue());
      Optional<Duration> compute = mean(family.compute());
      Optional<Duration> write = mean(family.write());
      if (List.of(whole, parse, waited, compute, write).stream().anyMatch(Optional::isEmpty)) {
        return Optional.empty();
      }
      Duration queue = waited.orElseThrow();
      // a wait for others is a part of the wait for the model
      Optional<Duration> batch =
          BATCH.in(after) ? mean(BATCH).map(one -> shorter(one, queue)) : Optional.empty();
      Duration told =
          parse.orElseThrow().plus(queue).plus(compute.orElseThrow()).plus(write.orElseThrow());
      return Optional.of(
          new ServerTimes(
              Math.round(requests),
              parse.orElseThrow(),
              queue.minus(batch.orElse(Duration.ZERO)),
              batch,
              compute.orElseThrow(),
              write.orElseThrow(),
              longer(whole.orElseThrow().minus(told), Duration.ZERO)));
    }

    private double increase(String name) {
      return after.of(name) - before.of(name);
    }

    private Optional<Duration> mean(Names names) {
      double count = increase(names.count());
      double sum = increase(names.sum());
      return count >= 1 && sum >= 0
          ? Optional.of(Duration.ofNanos(Math.round(sum * nanos / count)))
          : Optional.empty();
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
      return one.compareTo(other) > 0 ? one : other;
    }
  }
}
