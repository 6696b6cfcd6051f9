// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import dev.slipway.base.Bytes;
import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.BundleWriter;
import dev.slipway.bundle.Exported;
import dev.slipway.bundle.Overwrite;
import dev.slipway.bundle.SamplePlan;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.inspect.Graph;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.ModelFile;
import dev.slipway.model.ModelFormat;
import dev.slipway.model.Signature;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.PlainProject;
import dev.slipway.objective.Project;
import dev.slipway.plan.AccessKeys;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.plan.LatencyBuckets;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A whole bundle of the penguin sample, written by the real stages: the real model, the real
/// serving runtime, the real templates.
public final class SampleBundle {

  private static final List<String> TARGETS =
      List.of("docker", "compose", "kubernetes", "prometheus", "model-card", "runbook");

  private static final Map<Key<?>, Object> VALUES =
      Map.ofEntries(
          Map.entry(PlanKeys.MODEL_VARIANT, "as it is"),
          Map.entry(PlanKeys.OPTIMISATION, "all"),
          Map.entry(PlanKeys.SERVICE_PORT, 8080),
          Map.entry(PlanKeys.MANAGEMENT_PORT, 8082),
          Map.entry(PlanKeys.REPLICAS_MIN, 2),
          Map.entry(PlanKeys.REPLICAS_MAX, 6),
          Map.entry(PlanKeys.REPLICAS_STAGING, 1),
          Map.entry(PlanKeys.ZONES, 2),
          Map.entry(PlanKeys.REPLICA_RATE, 400.0),
          Map.entry(PlanKeys.PEAK_RATE, 60.0),
          Map.entry(PlanKeys.CPU_REQUEST, 500),
          Map.entry(PlanKeys.CPU_LIMIT, 1000),
          Map.entry(PlanKeys.MEMORY_REQUEST, 256),
          Map.entry(PlanKeys.MEMORY_LIMIT, 256),
          Map.entry(PlanKeys.STORAGE_LIMIT, 64),
          Map.entry(PlanKeys.THREADS, 1),
          Map.entry(PlanKeys.HEAP_PERCENT, 40),
          Map.entry(PlanKeys.QUEUE, 64),
          Map.entry(PlanKeys.BATCH_ROWS, 32),
          Map.entry(PlanKeys.DEADLINE, 2000),
          Map.entry(PlanKeys.INPUTS, "measurements 1×4"),
          Map.entry(PlanKeys.REQUEST_LIMIT, 1024),
          Map.entry(PlanKeys.RECEIVE_MEMORY, 26_214),
          Map.entry(PlanKeys.RECEIVE_PATIENCE, 10_000),
          Map.entry(PlanKeys.RECEIVE_RATE, 8),
          Map.entry(PlanKeys.CONNECTIONS, 2184),
          Map.entry(AccessKeys.EXPOSURE, "namespace"),
          Map.entry(AccessKeys.AUTH, "none"),
          Map.entry(AccessKeys.TLS, "none"),
          Map.entry(PlanKeys.DRAIN_DELAY, 1000),
          Map.entry(PlanKeys.STARTUP_PERIOD, 1),
          Map.entry(PlanKeys.STARTUP_FAILURES, 60),
          Map.entry(PlanKeys.READINESS_PERIOD, 5),
          Map.entry(PlanKeys.READINESS_FAILURES, 2),
          Map.entry(PlanKeys.LIVENESS_PERIOD, 10),
          Map.entry(PlanKeys.LIVENESS_FAILURES, 3),
          Map.entry(PlanKeys.PROBE_TIMEOUT, 2),
          Map.entry(PlanKeys.GRACE, 30),
          Map.entry(PlanKeys.CPU_TARGET, 65),
          Map.entry(PlanKeys.RATE_TARGET, 160.0),
          Map.entry(PlanKeys.SIGNAL, "CPU"),
          Map.entry(PlanKeys.RAMP, 120),
          Map.entry(PlanKeys.SCALE_DOWN_WINDOW, 300),
          Map.entry(PlanKeys.MAX_UNAVAILABLE, 1),
          Map.entry(PlanKeys.MAX_SKEW, 1),
          Map.entry(PlanKeys.SURGE, 1),
          Map.entry(PlanKeys.SLO_AVAILABILITY, 0.999),
          Map.entry(PlanKeys.SLO_WINDOW, 30),
          Map.entry(PlanKeys.SLO_LATENCY, Duration.ofMillis(100)),
          Map.entry(PlanKeys.SLO_LATENCY_SHARE, 0.99),
          Map.entry(PlanKeys.SATURATION_QUEUE, 32),
          Map.entry(PlanKeys.REJECTED_LEAST, 36),
          Map.entry(
              PlanKeys.LATENCY_BUCKETS,
              new LatencyBuckets(
                  Stream.of("0.001", "0.005", "0.01", "0.02", "0.05", "0.1", "1")
                      .map(BigDecimal::new)
                      .toList())),
          Map.entry(PlanKeys.SCRAPE_INTERVAL, 15),
          Map.entry(PlanKeys.METRICS_RETENTION, 30),
          Map.entry(PlanKeys.IMAGE_LIMIT, 250),
          Map.entry(PlanKeys.REVIEW_DAYS, 30),
          Map.entry(PlanKeys.DRAIN_LINGER, 500),
          Map.entry(PlanKeys.DRAIN_TIMEOUT, 2000),
          Map.entry(PlanKeys.MODEL_AGE, 180),
          Map.entry(PlanKeys.RETRAINING_PAUSE, 7),
          Map.entry(PlanKeys.DRIFT_WARN, 0.1),
          Map.entry(PlanKeys.DRIFT_ALERT, 0.2),
          Map.entry(PlanKeys.DRIFT_ROWS, 500),
          Map.entry(PlanKeys.DRIFT_AGREEING, 2),
          Map.entry(PlanKeys.DRIFT_WINDOWS, 3));

  /// What is rendered, by targets, options and access: most tests ask for the same.
  private static final Map<List<Object>, List<GeneratedFile>> RENDERED = new ConcurrentHashMap<>();

  private SampleBundle() {}

  /// Writes the bundle into a folder that does not exist yet.
  ///
  /// @param more targets beside the usual ones
  public static Path write(Path folder, String... more) throws ProblemException, IOException {
    return write(folder, Map.of(), more);
  }

  /// The same with options by target.
  public static Path write(Path folder, Map<String, Map<String, Object>> options, String... more)
      throws ProblemException, IOException {
    return write(folder, options, Map.of(), more);
  }

  /// One whose service asks its callers for a token, and speaks TLS.
  public static Path guarded(Path folder) throws ProblemException, IOException {
    Map<Key<?>, Object> access = Map.of(AccessKeys.AUTH, "bearer", AccessKeys.TLS, "mounted");
    return write(folder, Map.of(), access);
  }

  private static Path write(
      Path folder,
      Map<String, Map<String, Object>> options,
      Map<Key<?>, Object> access,
      String... more)
      throws ProblemException, IOException {
    List<String> targets = Stream.concat(TARGETS.stream(), Stream.of(more)).toList();
    List<Object> asked = List.of(targets, options, access);
    List<GeneratedFile> files = RENDERED.get(asked);
    if (files == null) {
      files = Exported.files(input(targets, options, plan(access)), targets);
      RENDERED.put(asked, files);
    }
    new BundleWriter().write(files, folder, Overwrite.REFUSE_EDITED);
    return folder;
  }

  private static BundleInput input(
      List<String> targets, Map<String, Map<String, Object>> options, Plan plan)
      throws ProblemException, IOException {
    Path sample = sample();
    Path model = sample.resolve("model.onnx");
    return new BundleInput(
        project(targets, options),
        inspection(model),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        plan,
        "0.1.0",
        FileContent.of(model),
        Optional.of(FileContent.of(sample.resolve("golden.json"))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Exported.runtime(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>());
  }

  public static Path sample() {
    return Path.of(System.getProperty("slipway.root"), "sample-projects", "penguin-species");
  }

  /// Replaces a text in a file of a bundle; the text must be there.
  public static void edit(Path bundle, String file, String old, String replacement)
      throws IOException {
    String text = Files.readString(bundle.resolve(file));
    if (!text.contains(old)) {
      throw new IllegalArgumentException(file + " lacks: " + old + "\n" + text);
    }
    Files.writeString(bundle.resolve(file), text.replace(old, replacement));
  }

  private static Project project(List<String> targets, Map<String, Map<String, Object>> options) {
    Objectives objectives =
        new Objectives(
            Optional.of("The scale suggests the species, and a person confirms it."),
            Optional.empty(),
            Optional.of(Objectives.Risk.MINIMAL),
            List.of(new LatencyLimit(new Percentile(99), Duration.ofMillis(100))),
            Optional.of(
                new Objectives.Traffic(
                    new Rate(20), new Rate(60), Objectives.LoadShape.OFFICE_HOURS)),
            Optional.of(0.999),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Bytes.mebibytes(250)),
            Optional.empty(),
            Optional.empty());
    return new Project(
        "penguin-species",
        "1.0.0",
        new TreeMap<>(Map.of("operations", "operations@example.org")),
        PlainProject.model(Optional.of("golden.json")),
        Optional.empty(),
        objectives,
        PlainProject.RUNNING,
        new Project.Release(Optional.of("registry.example.org/station"), targets, options));
  }

  private static Inspection inspection(Path model) throws IOException {
    return new Inspection(
        new ModelFile(model, Sha256.of(model), new Bytes(Files.size(model)), ModelFormat.ONNX),
        new Signature(
            List.of(
                new TensorSpec(
                    "measurements",
                    DataType.FP32,
                    List.of(new Dimension.Dynamic("rows"), new Dimension.Fixed(4)))),
            List.of()),
        new FeatureMap(
            List.of("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"),
            List.of()),
        7,
        new TreeMap<>(Map.of("ai.onnx", 13L)),
        "a trainer",
        24,
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        OptionalLong.empty(),
        new TreeMap<>(),
        new Graph(List.of()),
        List.of());
  }

  private static Plan plan(Map<Key<?>, Object> others) {
    Map<Key<?>, Object> values = new HashMap<>(VALUES);
    values.putAll(others);
    Plan.Builder plan = new Plan.Builder();
    for (Key<?> key : PlanKeys.ALL) {
      put(plan, key, values);
    }
    return plan.build();
  }

  private static <T> void put(Plan.Builder plan, Key<T> key, Map<Key<?>, Object> values) {
    T value =
        key.type()
            .cast(
                Optional.ofNullable(values.getOrDefault(key, SamplePlan.burns().get(key)))
                    .orElseThrow(() -> new IllegalStateException("no value for " + key.name())));
    Choice.Basis basis = key.equals(PlanKeys.INPUTS) ? Choice.Basis.MEASURED : Choice.Basis.ASSUMED;
    plan.put(key, new Choice<>(value, basis, "chosen for the tests"));
  }
}
