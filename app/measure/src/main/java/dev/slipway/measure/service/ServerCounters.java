// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server has counted of one model since it started, by the names of its metrics; series of
/// one name, such as those of several versions, are added up.
public record ServerCounters(Map<String, Double> totals) {

  /// Who says so in a label: our own runtime and KServe by the first name, Triton by the second.
  private static final Pattern MODEL =
      Pattern.compile("(?:^|,)\\s*(?:model_name|model)=\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  private static final Pattern SERIES =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)\\{((?:[^\"}]++|\"(?:[^\"\\\\]++|\\\\.)*+\")*+)\\}\\s+(\\S+).*");

  public ServerCounters {
    totals = Map.copyOf(totals);
  }

  /// Reads Prometheus' text format. Lines that are no series of the model are passed over.
  ///
  /// @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
  public static ServerCounters read(String text, String model) {
    Map<String, Double> totals = new HashMap<>();
    text.lines()
        .map(SERIES::matcher)
        .filter(Matcher::matches)
        .filter(series -> isOf(series.group(2), model))
        .forEach(series ->
            number(series.group(3))
                .ifPresent(value -> totals.merge(series.group(1), value, Double::sum)));
    return new ServerCounters(totals);
  }

  private static boolean isOf(String labels, String model) {
    Matcher named = MODEL.matcher(labels);
    return named.find() && named.group(1).replace("\\\"", "\"").replace("\\\\", "\\").equals(model);
  }

  private static Optional<Double> number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  boolean has(String name) {
    return totals.containsKey(name);
  }

  double of(String name) {
    return totals.getOrDefault(name, 0.0);
  }
}
