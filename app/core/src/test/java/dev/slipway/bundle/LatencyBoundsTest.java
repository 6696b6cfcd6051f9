// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.metrics.MetricsCompat;
import dev.slipway.serving.metrics.MetricsSettings;
import dev.slipway.serving.metrics.ServingMetrics;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever the limit: what the bundle asks the histogram for is a bucket that the service counts.
final class LatencyBoundsTest {

  private static final List<String> TARGETS =
      List.of("docker", "kubernetes", "prometheus", "grafana", "argo");

  private static final Pattern BOUND =
      Pattern.compile("\\ble(=~|=|!=|!~)\\\\?\"((?:[^\"\\\\]|\\\\.)*?)\\\\?\"");

  private static final String SCRIPT = "deploy/check";

  private static final int DRAWS = 100;

  @TempDir Path temp;

  private BundleRenderer renderer;

  @BeforeEach
  void readTheTemplatesOnce() throws Exception {
    renderer = new BundleRenderer(TargetCatalogue.builtIn());
  }

  /// A bundle's texts by path.
  private SortedMap<String, String> texts(BundleInput input) throws Exception {
    return renderer.render(input, TARGETS).stream()
        .filter(file -> !file.template().isEmpty())
        .collect(
            Collectors.toMap(
                GeneratedFile::path,
                file -> new String(file.content().bytes(), UTF_8),
                (one, other) -> one,
                TreeMap::new));
  }

  /// The labels of the buckets of a service that runs by the exported settings, as it writes them.
  private Set<String> served(String properties, String accept) throws Exception {
    var settings = new Properties();
    settings.load(new StringReader(properties));
    String buckets = settings.getProperty("metrics.latency-buckets");
    var config =
        ServingConfig.inProcess(
            Files.write(temp.resolve("tiny.onnx"), TinyModel.bytes()),
            Map.of("metrics.latency-buckets", buckets));
    var metrics =
        new ServingMetrics(
            new MetricsSettings("m", "1", config.latencyBuckets(), MetricsCompat.NONE, false),
            () -> true,
            DriftBaseline.none());
    metrics.answered("rest", "200", 1);
    Set<String> labels = new LinkedHashSet<>();
    metrics
        .expose(accept)
        .body()
        .lines()
        .filter(line -> line.startsWith("inference_request_duration_seconds_bucket{"))
        .forEach(line -> labels.add(line.replaceAll(".*le=\"([^\"]*)\".*", "$1")));
    return labels;
  }

  /// What Prometheus 3 makes of such a label: digits with a point, exponents below 0.0001 only.
  private static String normalised(String label) {
    if (label.equals("+Inf")) {
      return label;
    }
    BigDecimal exact = new BigDecimal(label).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4) {
      String plain = exact.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = exact.unscaledValue().toString();
    String mantissa =
        digits.length() == 1 ? digits : digits.substring(0, 1) + "." + digits.substring(1);
    return mantissa + "e-%02d".formatted(-exponent);
  }

  /// The bounds that a file asks for; the script reads `/metrics` itself, for any bound.
  private static Stream<MatchResult> matchers(String path, String text) {
    return path.equals(SCRIPT) ? Stream.empty() : BOUND.matcher(text).results();
  }

  /// What is wrong with the bounds that the files name, by the labels of the buckets.
  private static List<String> wrong(SortedMap<String, String> texts, Set<String> served) {
    Set<String> stored =
        served.stream().map(LatencyBoundsTest::normalised).collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    texts.forEach((path, text) ->
        matchers(path, text)
            .filter(found -> !isBucket(found.group(1), found.group(2), served, stored))
            .forEach(found -> wrong.add(path + ": " + found.group())));
    return wrong;
  }

  /// Whether a matcher finds one bucket, whichever Prometheus keeps it.
  private static boolean isBucket(
      String operator, String bound, Set<String> served, Set<String> stored) {
    return switch (operator) {
      // A literal may be a series of a test, in the words of the one Prometheus or the other.
      case "=" -> served.contains(bound) || stored.contains(bound);
      case "=~" ->
          matched(bound, served).size() == 1
              && matched(bound, stored)
                  .equals(List.of(normalised(matched(bound, served).getFirst())));
      default -> false;
    };
  }

  private static List<String> matched(String pattern, Set<String> labels) {
    return labels.stream().filter(label -> label.matches(pattern)).toList();
  }

  /// The buckets that rules and analyses ask for, in seconds.
  private static Set<Double> asked(SortedMap<String, String> texts, Set<String> served) {
    return texts.entrySet().stream()
        .filter(entry -> !entry.getKey().endsWith(".test.yaml"))
        .flatMap(entry -> matchers(entry.getKey(), entry.getValue()))
        .flatMap(found ->
            served.stream()
                .filter(label ->
                    found.group(1).equals("=~")
                        ? label.matches(found.group(2))
                        : label.equals(found.group(2))))
        .map(Double::valueOf)
        .collect(Collectors.toSet());
  }

  /// The bounds that rules and analyses compare with, which find series of either Prometheus.
  private static Stream<String> literals(SortedMap<String, String> texts) {
    return texts.entrySet().stream()
        .filter(entry -> !entry.getKey().endsWith(".test.yaml"))
        .flatMap(entry -> matchers(entry.getKey(), entry.getValue()))
        .filter(found -> found.group(1).equals("="))
        .map(found -> found.group(2));
  }

  private static String text(SortedMap<String, String> texts, String path) {
    return Objects.requireNonNull(texts.get(path), path);
  }

  private void check(String latency) throws Exception {
    BundleInput input = StatedLimits.input(latency);
    SortedMap<String, String> texts = texts(input);
    String properties = text(texts, "docker/app/conf/serving.properties");
    Set<String> served = served(properties, "text/plain");
    assertEquals(
        served, served(properties, "application/openmetrics-text; version=1.0.0"), latency);

    assertEquals(List.of(), wrong(texts, served), latency);
    double limit = input.project().objectives().latency().getLast().limit().toNanos() / 1e9;
    assertEquals(Set.of(limit), asked(texts, served), latency);
    assertEquals(
        List.of(),
        literals(texts)
            .filter(bound -> !served.contains(bound) || !normalised(bound).equals(bound))
            .toList(),
        latency + ": the other Prometheus would find nothing");
    for (String path :
        List.of(
            "prometheus/rules.yaml",
            "prometheus/operator/rules.yaml",
            "prometheus/rules.test.yaml",
            "argo/production/analysis.yaml")) {
      assertTrue(BOUND.matcher(text(texts, path)).find(), path + " names a bound");
    }
    String slow = text(texts, SCRIPT).replaceAll("(?s).*\nSLOW=(\\S+)\n.*", "$1");
    assertEquals(limit, Double.parseDouble(slow), latency + ": deploy/check");
  }

  @Test
  void everyBoundThatAFileNamesIsABucketOfTheService() throws Exception {
    var random = new SplittableRandom(12);
    for (int i = 0; i < DRAWS; i++) {
      check(StatedLimits.draw(random));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{p99: 500 us}",
        "{p95: 2.5 ms}",
        "{p50: 0.1 ms, p95: 100.001 us}",
        "{p99: 7.3 s}",
        "{p99: 1 s}",
        "{p90: 1500 ms, p99: 60 s}",
        "{p99.9: 0.0625 ms}",
        "{p99: 20 us}",
        "{p99: 1 us}"
      })
  void limitsThatNeedAnotherWayOfWritingAreBucketsToo(String latency) throws Exception {
    check(latency);
  }

  @Test
  void aHundredLimitsStillMakeAHistogramThatTheServiceTakes() throws Exception {
    StringBuilder limits = new StringBuilder("{");
    for (int i = 1; i < 100; i++) {
      limits.append(i > 1 ? ", " : "").append("p").append(i).append(": ").append(i).append(" ms");
    }
    check(limits.append("}").toString());
  }
}
