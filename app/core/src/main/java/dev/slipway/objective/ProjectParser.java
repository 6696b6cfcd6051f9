// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Percentile;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.SplitTerms;
import dev.slipway.evaluate.Metric;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Objectives.Kpi;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.objective.Objectives.Risk;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.request.StatedShapes;
import dev.slipway.serving.preparation.image.ImageSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads `slipway.yaml`. All that is wrong with a file is told at once, each with its line and
/// column.
public final class ProjectParser {

  /// What the serving runtime takes.
  private static final int MOST_THREADS = 1024;

  private static final int MOST_ROWS = 65_536;

  private final ProjectFields fields;

  private ProjectParser(YamlTree tree) {
    this.fields = new ProjectFields(tree);
  }

  /// @param fileName as the user knows it, for problems
  public static Project parse(String yaml, String fileName) throws ProblemException {
    var tree = new YamlTree(yaml);
    var parser = new ProjectParser(tree);
    List<ProjectError> errors = parser.errors(tree);
    if (errors.isEmpty()) {
      return parser.project();
    }
    throw problem(errors, fileName).asException();
  }

  /// What is wrong with a project file, from its first line to its last; empty when nothing is.
  public static List<ProjectError> errorsIn(String yaml) {
    var tree = new YamlTree(yaml);
    return new ProjectParser(tree).errors(tree);
  }

  private List<ProjectError> errors(YamlTree tree) {
    if (!tree.errors().isEmpty()) {
      return List.copyOf(tree.errors());
    }
    List<ProjectError> all = new ArrayList<>(ProjectSchema.check(tree));
    project();
    all.addAll(fields.errors());
    fields.errors().clear();
    Set<String> told = new HashSet<>();
    return all.stream().sorted().filter(error -> told.add(error.path())).toList();
  }

  private static Problem problem(List<ProjectError> errors, String fileName) {
    if (errors.size() == 1) {
      ProjectError only = errors.getFirst();
      return Problem.input(
          "project." + only.code(),
          at(only, fileName) + ": " + only.message(),
          only.path().isEmpty() ? "" : "In " + only.path() + ".",
          "Correct line " + only.line() + " of " + fileName + ".");
    }
    return Problem.input(
        "project.invalid",
        fileName + " has " + errors.size() + " errors",
        errors.stream()
            .map(error ->
                at(error, fileName)
                    + ": "
                    + (error.path().isEmpty() ? "" : error.path() + ": ")
                    + error.message())
            .collect(Collectors.joining("\n")),
        "Correct these lines of " + fileName + ".");
  }

  private static String at(ProjectError error, String fileName) {
    return fileName + ":" + error.line() + ":" + error.column();
  }

  /// The project as far as it can be read; complete when there are no errors.
  private Project project() {
    String name =
        fields.matching(
            "name",
            "[a-z]([a-z0-9-]{0,43}[a-z0-9])?",
            "is no DNS label: lower-case letters, digits and hyphens, from a letter on, 45 at"
                + " most, so that names made from it fit too");
    String version =
        fields.matching(
            "version",
            "[0-9A-Za-z]([0-9A-Za-z._-]{0,61}[0-9A-Za-z])?",
            "cannot tag an image and label a pod: letters, digits, and between them '.', '_' and"
                + " '-', 63 at most");
    return new Project(
        name,
        version.isEmpty() ? "0.1.0" : version,
        fields.textByKey("owners"),
        new Project.ModelSource(
            fields.file("model.file").orElse(""),
            fields.file("model.golden"),
            image(),
            fields.text("model.variant"),
            fields.texts("model.labels"),
            fields.texts("model.features"),
            StatedEmbedding.of(fields),
            new Project.RequestSource(shapes(), fields.file("model.texts"))),
        data(),
        objectives(),
        new Project.Running(
            count("runtime.threads", MOST_THREADS),
            fields.text("runtime.optimisation"),
            count("runtime.batch-rows", MOST_ROWS)),
        release(),
        ByHandReader.read(fields));
  }

  private Optional<Integer> count(String path, int most) {
    Optional<Double> number = fields.stated(path);
    if (number.isPresent() && (number.get() < 1 || number.get() > most || number.get() % 1 != 0)) {
      fields.wrong(
          path, "bad-value", "a whole number from 1 to %,d is expected here".formatted(most));
    }
    return number.map(Double::intValue);
  }

  /// What of it fits a model, is said where a picture is given.
  private ImageSettings image() {
    SortedMap<String, String> stated = new TreeMap<>();
    fields
        .entries("model.image")
        .forEach((key, node) -> {
          List<String> values = fields.texts("model.image." + key);
          stated.put(key, node.isArray() ? String.join(",", values) : node.asText());
        });
    return new ImageSettings(stated);
  }

  private StatedShapes shapes() {
    SortedMap<String, List<List<Long>>> stated = new TreeMap<>();
    fields
        .entries("model.inputs")
        .forEach((input, node) -> {
          List<List<Long>> shape = new ArrayList<>();
          for (JsonNode axis : node.path("shape")) {
            shape.add(sizes(input, axis));
          }
          stated.put(input, List.copyOf(shape));
        });
    return new StatedShapes(stated);
  }

  /// What is no number is told by the schema.
  private List<Long> sizes(String input, JsonNode axis) {
    List<Long> sizes = new ArrayList<>();
    Iterable<JsonNode> written = axis.isArray() ? axis : List.of(axis);
    for (JsonNode size : written) {
      double number = size.asDouble();
      if (size.isNumber() && (number < 1 || number > StatedShapes.MOST_VALUES || number % 1 != 0)) {
        fields.wrong(
            "model.inputs",
            "bad-value",
            "each size of '%s' is a whole number from 1 to %,d"
                .formatted(input, StatedShapes.MOST_VALUES));
      }
      sizes.add(size.asLong());
    }
    return List.copyOf(sizes);
  }

  private Optional<Project.DataSource> data() {
    if (!fields.has("data")) {
      return Optional.empty();
    }
    SortedMap<String, String> classes = new TreeMap<>();
    SortedMap<String, String> inputs = new TreeMap<>();
    SortedSet<String> known = new TreeSet<>();
    fields
        .entries("data.columns")
        .forEach((column, node) -> {
          if (node.path("class").isTextual()) {
            classes.put(column, node.path("class").asText());
          }
          if (node.path("input").isTextual()) {
            inputs.put(column, node.path("input").asText());
          }
          if (node.path("known").isTextual()) {
            known.add(column);
          }
        });
    return Optional.of(
        new Project.DataSource(
            fields.file("data.reference"),
            fields.file("data.holdout").orElse(""),
            fields.text("data.label").orElse(""),
            classes,
            inputs,
            fields.file("data.rules"),
            new SplitTerms(
                fields.text("data.entity"),
                fields.text("data.time"),
                fields.text("data.equal-rows").isPresent(),
                known)));
  }

  private Objectives objectives() {
    return new Objectives(
        fields.text("objectives.decision"),
        kpi(),
        fields.choice("objectives.risk", Risk.values()),
        latency(),
        traffic(),
        fields.value("objectives.availability", Units::share),
        quality(),
        fields.value("objectives.budget", Units::monthly),
        fields.value("objectives.image", Units::bytes),
        fields.stated("objectives.fairness.max-gap"),
        BatchReader.read(fields));
  }

  private Optional<Kpi> kpi() {
    return fields.has("objectives.kpi")
        ? Optional.of(
            new Kpi(
                fields.text("objectives.kpi.name").orElse(""),
                fields.text("objectives.kpi.baseline").orElse(""),
                fields.text("objectives.kpi.target").orElse("")))
        : Optional.empty();
  }

  private List<LatencyLimit> latency() {
    SortedMap<Percentile, Duration> limits = new TreeMap<>();
    fields
        .entries("objectives.latency")
        .forEach((key, node) -> {
          if (key.matches("p\\d{1,2}(\\.\\d{1,3})?") && node.isTextual()) {
            limit(key, node.asText(), limits);
          }
        });
    List<LatencyLimit> latency = new ArrayList<>();
    for (var limit : limits.entrySet()) {
      if (!latency.isEmpty() && limit.getValue().compareTo(latency.getLast().limit()) < 0) {
        fields.wrong(
            "objectives.latency",
            "contradiction",
            "%s may not be shorter than %s: of the slower requests no more can be asked than of"
                    .formatted(limit.getKey(), latency.getLast().at())
                + " the faster ones");
      }
      latency.add(new LatencyLimit(limit.getKey(), limit.getValue()));
    }
    return latency;
  }

  private void limit(String key, String text, SortedMap<Percentile, Duration> limits) {
    String path = "objectives.latency." + key;
    try {
      limits.put(Units.percentile(key), Units.duration(text));
    } catch (Units.UnitException e) {
      fields.wrong(path, "bad-value", String.valueOf(e.getMessage()));
    }
  }

  private Optional<Traffic> traffic() {
    var average = fields.value("objectives.traffic.average", Units::rate);
    var peak = fields.value("objectives.traffic.peak", Units::rate);
    if (average.isEmpty() || peak.isEmpty()) {
      return Optional.empty();
    }
    if (peak.get().perSecond() == 0) {
      fields.wrong(
          "objectives.traffic.peak", "bad-value", "a service without requests needs no objectives");
    }
    if (average.get().compareTo(peak.get()) > 0) {
      fields.wrong(
          "objectives.traffic.peak",
          "contradiction",
          "the peak (%s) is below the average (%s)".formatted(peak.get(), average.get()));
    }
    return Optional.of(
        new Traffic(
            average.get(),
            peak.get(),
            fields.choice("objectives.traffic.shape", LoadShape.values()).orElse(LoadShape.FLAT),
            fields.value("objectives.traffic.ramp", Units::duration)));
  }

  private Optional<Quality> quality() {
    if (!fields.has("objectives.quality")) {
      return Optional.empty();
    }
    String metric = fields.text("objectives.quality.metric").orElse("");
    double floor = fields.number("objectives.quality.floor");
    Metric.of(metric)
        .flatMap(known -> known.impossible(floor))
        .ifPresent(why ->
            fields.wrong(
                "objectives.quality.floor",
                "bad-value",
                metric + " " + why + (floor > 1 && floor <= 100 ? "; write 92 % as 0.92" : "")));
    return Optional.of(new Quality(metric, floor, fields.texts("objectives.quality.slices")));
  }

  private Project.Release release() {
    String registry =
        fields.matching(
            "release.registry",
            "[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*",
            "is no registry: a host and a path in lower case, without https:// and without a tag");
    Map<String, Map<String, Object>> options = new TreeMap<>();
    fields
        .entries("release.options")
        .forEach((target, node) -> {
          Map<String, Object> values = new TreeMap<>();
          node.properties()
              .forEach(option -> {
                Object value = ProjectFields.plain(option.getValue());
                if (value != null) {
                  values.put(option.getKey(), value);
                }
              });
          options.put(target, values);
        });
    List<String> targets = fields.texts("release.targets");
    for (int i = 0; i < targets.size(); i++) {
      if (!targets.get(i).matches("[a-z][a-z0-9-]*")) {
        fields.wrong("release.targets." + i, "bad-value", "'" + targets.get(i) + "' is no target");
      }
    }
    return new Project.Release(
        registry.isEmpty() ? Optional.empty() : Optional.of(registry),
        targets,
        options,
        fields.value("release.network", Units::duration),
        where(),
        new Access(
            fields.choice("release.access.exposure", Access.Exposure.values()),
            fields.choice("release.access.auth", Access.Auth.values()),
            fields.choice("release.access.tls", Access.Tls.values())));
  }

  private Project.Where where() {
    Optional<String> cloud = fields.text("release.where.cloud");
    List<String> regions = fields.texts("release.where.regions");
    if (cloud.isEmpty() && !regions.isEmpty()) {
      fields.wrong(
          "release.where",
          "missing-key",
          "the key 'cloud' is missing: regions are those of a cloud, such as {cloud: gcp, regions:"
              + " [europe-west1]}");
    }
    return new Project.Where(
        cloud,
        regions,
        fields.truth("release.where.existing-cluster"),
        fields.text("release.where.commitment").filter(term -> !term.equals("none")));
  }
}
