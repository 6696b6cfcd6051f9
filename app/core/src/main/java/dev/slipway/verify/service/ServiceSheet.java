// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Bytes;
import dev.slipway.base.Percentile;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Looks;
import dev.slipway.verify.artefact.ServiceFiles;
import dev.slipway.verify.check.BundleFolder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The numbers of a bundle's service by which it is run and judged.
///
/// @param cpus limit in thousandths of a core
/// @param rate arrivals that one replica must bear: the peak, or less when more replicas share it
/// @param replicas most replicas in production
/// @param latency every limit that the project states, or the one that the plan assumes
/// @param madeUp the size of a request, where nobody said how large one is
public record ServiceSheet(
    String model,
    int port,
    int managementPort,
    int threads,
    long largestRequest,
    int cpus,
    Bytes memory,
    Duration grace,
    double rate,
    int replicas,
    List<LatencyLimit> latency,
    Optional<Bytes> largestImage,
    Optional<String> madeUp) {

  /// Begins the keys of the latency limits that the project states.
  private static final String STATED = "objective.latency.p";

  public ServiceSheet {
    latency = List.copyOf(latency);
  }

  /// The limit that alerts watch: that of the highest percentile.
  public Optional<Duration> watched() {
    return latency.isEmpty() ? Optional.empty() : Optional.of(latency.getLast().limit());
  }

  /// How long the service is loaded: four times as long where the stated time cannot tell. Where a
  /// request's size was made up no time would, so it is not loaded for longer.
  Looks looks(Duration stated) {
    return madeUp.isPresent() ? Looks.once(stated) : Looks.within(stated, stated.multipliedBy(4));
  }

  /// Reads the runtime's settings, the manifest's limits and the reasons in `bundle.json`.
  public static ServiceSheet of(BundleFolder bundle) throws ProblemException {
    ServiceFiles files = new ServiceFiles(bundle);
    if (files.settings().isEmpty()) {
      throw Problem.input(
              "verify.no-service",
              "The bundle holds no service that could be started.",
              "It has no serving.properties.",
              "Export the target `docker` too.")
          .asException();
    }
    var settings = files.settings();
    double peak = number(bundle, "replicas.peak-rate", 20);
    double one = number(bundle, "replicas.rate", peak);
    return new ServiceSheet(
        settings.getOrDefault("model.name", "model"),
        integer(settings.getOrDefault("http.port", "8080"), 8080),
        integer(settings.getOrDefault("management.port", "8082"), 8082),
        integer(settings.getOrDefault("model.threads", "1"), 1),
        size(settings.getOrDefault("request.max-bytes", "16 MiB")),
        files.cpuLimit().map(ServiceSheet::millicores).orElse(1000),
        files.memoryLimit().map(bytes -> new Bytes(bytes.longValue())).orElse(new Bytes(0)),
        Duration.ofSeconds(files.grace().orElse(30)),
        Math.max(1, Math.min(peak, one)),
        (int) number(bundle, "replicas.max", 1),
        latency(bundle),
        image(bundle),
        madeUp(bundle));
  }

  /// Bundles of before state it in MiB.
  private static Optional<Bytes> image(BundleFolder bundle) {
    String limit = reason(bundle, "image.limit");
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    String unit = bundle.index().path("reasons").path("image.limit").path("unit").asText("");
    long size = integer(limit, 0);
    return Optional.of(unit.equals("MiB") ? Bytes.mebibytes(size) : new Bytes(size * 1_000_000));
  }

  private static int millicores(BigDecimal cores) {
    return cores.multiply(BigDecimal.valueOf(1000)).intValue();
  }

  private static String reason(BundleFolder bundle, String key) {
    JsonNode value = bundle.index().path("reasons").path(key).path("value");
    return value.asText("");
  }

  private static Optional<String> madeUp(BundleFolder bundle) {
    JsonNode inputs = bundle.index().path("reasons").path("runtime.inputs");
    return inputs.path("basis").asText("").equals("assumed")
        ? Optional.of(inputs.path("value").asText(""))
        : Optional.empty();
  }

  private static double number(BundleFolder bundle, String key, double otherwise) {
    String text = reason(bundle, key);
    try {
      return text.isEmpty() ? otherwise : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static List<LatencyLimit> latency(BundleFolder bundle) {
    List<LatencyLimit> limits = new ArrayList<>();
    for (Map.Entry<String, JsonNode> fact : bundle.index().path("evidence").properties()) {
      if (fact.getKey().startsWith(STATED)) {
        Percentile at =
            new Percentile(Double.parseDouble(fact.getKey().substring(STATED.length())));
        milliseconds(fact.getValue().path("value").asText(""))
            .ifPresent(limit -> limits.add(new LatencyLimit(at, limit)));
      }
    }
    if (limits.isEmpty()) {
      double share = number(bundle, "slo.latency-share", 0.99);
      milliseconds(reason(bundle, "slo.latency"))
          .ifPresent(limit -> limits.add(new LatencyLimit(new Percentile(share * 100), limit)));
    }
    limits.sort(Comparator.comparing(LatencyLimit::at));
    return List.copyOf(limits);
  }

  private static Optional<Duration> milliseconds(String text) {
    return text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")
        ? Optional.of(Duration.ofNanos(new BigDecimal(text).movePointRight(6).longValueExact()))
        : Optional.empty();
  }

  private static int integer(String text, int otherwise) {
    return text.matches("[0-9]{1,9}(\\.0+)?")
        ? Integer.parseInt(text.replaceFirst("\\..*", ""))
        : otherwise;
  }

  /// `1024 KiB`, `16 MiB`, or bytes.
  private static long size(String text) {
    long number = Long.parseLong(text.replaceAll("[^0-9]", ""));
    if (text.endsWith("GiB")) {
      return number << 30;
    }
    if (text.endsWith("MiB")) {
      return number << 20;
    }
    return text.endsWith("KiB") ? number << 10 : number;
  }
}
