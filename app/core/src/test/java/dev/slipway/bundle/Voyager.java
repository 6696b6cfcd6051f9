// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.base.Finding;
import dev.slipway.base.Interval;
import dev.slipway.base.Money;
import dev.slipway.base.Percentile;
import dev.slipway.base.Problem;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.CostRange;
import dev.slipway.cost.Estimate;
import dev.slipway.data.DataContract;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.inspect.Graph;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.machine.Environment;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.ModelFile;
import dev.slipway.model.ModelFormat;
import dev.slipway.model.Signature;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.PlainProject;
import dev.slipway.objective.Project;
import dev.slipway.plan.Key;
import dev.slipway.plan.Plan;
import dev.slipway.profile.Profile;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// Inputs of a bundle as a whole voyage leaves them, for tests. Every free text is `text`, so that
/// a hostile one reaches every place.
public final class Voyager {

  public static final String TEXT = "Which wines go to the second tasting";
  static final GeneratedFile.Content MODEL = ByteContent.of("an ONNX model");

  /// The targets of every project; `batch` is made where rows are to be scored in batch.
  public static final List<String> ALL =
      List.of(
          ("docker compose kubernetes prometheus grafana model-card runbook helm alertmanager"
                  + " openapi kserve github gitlab jenkins argo ecs handover ml-bom retraining"
                  + " annex-iv triton data-contract fastapi profile policy readme")
              .split(" "));

  private Voyager() {}

  public static BundleInput input() {
    return input(TEXT);
  }

  public static BundleInput input(String text) {
    return new BundleInput(
        project(text, Map.of()),
        inspection(text),
        Optional.of(evaluation(text)),
        Optional.of(profile(text)),
        Optional.of(estimate(text)),
        plan(text),
        "0.1.0",
        MODEL,
        Optional.of(ByteContent.of("{\"rows\":[]}")),
        Optional.of(SampleData.drift(text)),
        Optional.of(SampleData.contract(text)),
        Optional.of(SampleData.checks(text)),
        Optional.empty(),
        List.of(
            new RuntimeFile("runtime", "slipway-serving.jar", ByteContent.of("jar")),
            new RuntimeFile("native-amd64", "libonnxruntime.so", ByteContent.of("amd64")),
            new RuntimeFile("native-arm64", "libonnxruntime.so", ByteContent.of("arm64")),
            new RuntimeFile("health-check", "amd64", ByteContent.of("health amd64")),
            new RuntimeFile("health-check", "arm64", ByteContent.of("health arm64")),
            new RuntimeFile("profiler", "slipway-measure.jar", ByteContent.of("measure"))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(Map.of("licence", text, "parameter.max_depth", "6", "run.name", text)));
  }

  public static BundleInput with(BundleInput input, Project project) {
    return AlteredInput.of(input).project(project).input();
  }

  /// The same project under another name and version.
  public static BundleInput named(BundleInput input, String name, String version) {
    Project project = input.project();
    return with(input, Altered.of(project, "name", name, "version", version));
  }

  /// The same with another plan.
  public static BundleInput with(BundleInput input, Plan plan) {
    return AlteredInput.of(input).plan(plan).input();
  }

  /// The same with other data.
  public static BundleInput with(BundleInput input, DataContract data) {
    return AlteredInput.of(input).data(Optional.of(data)).input();
  }

  /// What little a project has before anything was measured or stated.
  public static BundleInput bare() {
    BundleInput input = input();
    Objectives none =
        new Objectives(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Project project =
        new Project(
            "wine-quality",
            "1.4.0",
            new TreeMap<>(),
            PlainProject.model(Optional.empty()),
            Optional.empty(),
            none,
            PlainProject.RUNNING,
            new Project.Release(Optional.empty(), ALL, Map.of()));
    return new BundleInput(
        project,
        input.inspection(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        input.plan(),
        input.toolVersion(),
        MODEL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        input.runtime(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>());
  }

  public static Project project(String text, Map<String, Map<String, Object>> options) {
    SortedMap<String, String> owners = new TreeMap<>();
    for (String role : List.of("data-scientist", "engineer", "product", "operations", "security")) {
      owners.put(role, text.equals(TEXT) ? role + "@example.org" : text);
    }
    Objectives objectives =
        new Objectives(
            Optional.of(text),
            Optional.of(new Objectives.Kpi(text, "40 %", text)),
            Optional.of(Objectives.Risk.LIMITED),
            List.of(
                new LatencyLimit(new Percentile(95), Duration.ofMillis(20)),
                new LatencyLimit(new Percentile(99), Duration.ofMillis(50))),
            Optional.of(
                new Objectives.Traffic(
                    new Rate(20), new Rate(120), Objectives.LoadShape.OFFICE_HOURS)),
            Optional.of(0.999),
            Optional.of(new Objectives.Quality("accuracy", 0.92, List.of(text))),
            Optional.of(Money.usd("400")),
            Optional.of(Bytes.mebibytes(250)),
            Optional.empty(),
            Optional.empty());
    return new Project(
        "wine-quality",
        "1.4.0",
        owners,
        PlainProject.model(Optional.of("golden.json")),
        Optional.of(PlainProject.data(text, new TreeMap<>(Map.of(text, "personal")))),
        objectives,
        PlainProject.RUNNING,
        new Project.Release(Optional.of("registry.example.org/pricing"), ALL, options));
  }

  private static Inspection inspection(String text) {
    return new Inspection(
        new ModelFile(
            Path.of("somewhere", "model.onnx"), MODEL.sha256(), new Bytes(13), ModelFormat.ONNX),
        new Signature(
            List.of(
                new TensorSpec(
                    text,
                    DataType.FP32,
                    List.of(new Dimension.Dynamic("batch"), new Dimension.Fixed(11)))),
            List.of(
                new TensorSpec(
                    "output",
                    DataType.FP32,
                    List.of(new Dimension.Dynamic("batch"), new Dimension.Fixed(2))))),
        new FeatureMap(List.of(text, "alcohol"), List.of(text, "good")),
        7,
        new TreeMap<>(Map.of("ai.onnx", 13L)),
        text,
        24,
        new TreeMap<>(Map.of("FLOAT", new Bytes(96))),
        new TreeMap<>(Map.of("Gemm", 1, "Softmax", 1)),
        List.of(),
        OptionalLong.of(46),
        new TreeMap<>(Map.of("author", text)),
        new Graph(List.of()),
        List.of(
            new Finding.Passed("Opset is supported", "13"),
            new Finding.Failed(
                "Every input has a dynamic first axis",
                Problem.input("inspect.fixed", "It is fixed.", text, "Export it again.")),
            new Finding.NotRun("External data", text)));
  }

  private static Evaluation evaluation(String text) {
    SortedMap<String, SortedMap<String, Integer>> confusion = new TreeMap<>();
    confusion.put(text, new TreeMap<>(Map.of(text, 610, "good", 31)));
    confusion.put("good", new TreeMap<>(Map.of(text, 28, "good", 630)));
    return new Evaluation(
        "accuracy",
        new Interval(0.9546, 0.942, 0.9649, 0.95),
        true,
        1299,
        new TreeMap<>(Map.of("accuracy", 0.9546, "macro-f1", 0.9545)),
        0.5065,
        List.of(
            new Evaluation.Slice("type", "red", 320, new Interval(0.95, 0.919, 0.97, 0.95)),
            new Evaluation.Slice(text, text, 24, new Interval(0.875, 0.69, 0.957, 0.95))),
        confusion,
        Optional.empty(),
        Sha256.of(new byte[] {1}));
  }

  static Evaluation withOneRowMore(Evaluation of) {
    return new Evaluation(
        of.metric(),
        of.score(),
        of.higherIsBetter(),
        of.rows() + 1,
        of.metrics(),
        of.baseline(),
        of.slices(),
        of.confusion(),
        Optional.empty(),
        of.holdout());
  }

  private static Profile profile(String text) {
    return new Profile(
        MODEL.sha256(),
        Instant.parse("2026-11-25T01:02:03.456Z"),
        Tier.STANDARD,
        new Profile.Settings(1, "all", 42),
        new Environment(
            "Linux",
            "amd64",
            text,
            List.of(),
            2,
            "none",
            "none",
            "performance",
            "mains",
            "25.0.3",
            "ONNX Runtime 1.28.0"),
        Duration.ofMillis(31),
        Duration.ofMillis(2),
        Duration.ofMillis(400),
        block(new Arrival.Closed(1), 180_000),
        block(new Arrival.Poisson(new Rate(120), 42), 7200),
        new Rate(2400),
        Bytes.mebibytes(180),
        Bytes.mebibytes(110),
        List.of(
            new LatencyVerdict(new Percentile(95), Duration.ofMillis(20), new Verdict.Met(text)),
            new LatencyVerdict(
                new Percentile(99),
                Duration.ofMillis(50),
                new Verdict.Inconclusive("too few late ones", 1200))),
        Optional.empty(),
        List.of(12_000L, 13_000L),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static Block block(Arrival arrival, long count) {
    Latencies latencies =
        new Latencies(
            count,
            Duration.ofNanos(9_000),
            Duration.ofNanos(21_000),
            Duration.ofMillis(3),
            List.of(at(50, 18_000), at(95, 41_000), at(99, 120_000)),
            List.of());
    return new Block(
        arrival,
        Duration.ofSeconds(60),
        latencies,
        latencies,
        new Rate(count / 60.0),
        0,
        0.002,
        Duration.ofNanos(25_000),
        0.01,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Latencies.AtPercentile at(double percent, long nanos) {
    return new Latencies.AtPercentile(
        new Percentile(percent),
        Duration.ofNanos(nanos),
        Duration.ofNanos(nanos - 1000),
        Duration.ofNanos(nanos + 1000));
  }

  private static Estimate estimate(String text) {
    var month = new CostRange(Money.usd("61.20"), Money.usd("74.50"), Money.usd("98.00"), false);
    CostRange thousand =
        new CostRange(Money.usd("0.0011"), Money.usd("0.0014"), Money.usd("0.0019"), false);
    Candidate candidate =
        new Candidate(
            "aws",
            "eu-central-1",
            "vm",
            "c7g.medium",
            "arm64",
            1,
            Bytes.mebibytes(2048),
            2,
            2,
            "availability",
            month,
            thousand,
            thousand,
            0.97,
            List.of(new Candidate.Line("machines", 2, "h", "0.0388", month, Optional.empty())),
            List.of(),
            LocalDate.of(2026, 11, 1),
            "measured here",
            List.of(text),
            Optional.empty(),
            Optional.empty());
    return new Estimate(
        List.of(candidate),
        Optional.of(candidate),
        List.of(),
        Optional.of(new Verdict.Met(text)),
        List.of(),
        List.of(text),
        List.of("network traffic out"),
        List.of(),
        Optional.empty(),
        List.of(),
        true,
        dev.slipway.request.InputSizes.OF_MODEL,
        List.of());
  }

  /// A plan with every key.
  public static Plan plan(String text) {
    return SamplePlan.of(text, Map.of());
  }

  public static Plan plan(String text, Map<Key<?>, Object> overrides) {
    return SamplePlan.of(text, overrides);
  }
}
