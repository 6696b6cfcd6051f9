// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Words;
import dev.slipway.bundle.BundleManifest.Figure;
import dev.slipway.bundle.BundleManifest.Reason;
import dev.slipway.bundle.render.Constant;
import dev.slipway.bundle.render.Conventions;
import dev.slipway.bundle.render.NumberTrace;
import dev.slipway.bundle.render.PlanValues;
import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.bundle.target.TargetDefinition;
import dev.slipway.bundle.target.TargetFile;
import dev.slipway.cost.CostReasons;
import dev.slipway.cost.Estimate;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where the numbers of files come from that are no choices of the plan: what was stated, what an
/// earlier stage found, and what a template itself holds. What nobody gives a reason for stays
/// without one.
final class NumberSources {

  private static final String COPIED = "copied: ";

  private final TargetCatalogue catalogue;
  private final SortedMap<String, Reason> sources = new TreeMap<>();

  NumberSources(TargetCatalogue catalogue, BundleInput input, List<TargetDefinition> definitions) {
    this.catalogue = catalogue;
    stated(input, definitions);
    found(input);
    input.evaluation().ifPresent(this::evaluated);
    input.profile().ifPresent(this::profiled);
    input.estimate().ifPresent(this::priced);
    for (TargetDefinition definition : definitions) {
      for (TargetFile file : definition.files()) {
        copied(file.path(), file.copy());
      }
    }
  }

  /// By what the origins of numbers are called or begin with.
  SortedMap<String, Reason> all() {
    return sources;
  }

  private void put(String origin, String basis, String because) {
    sources.put(origin, new Reason("", "", basis, because));
  }

  private void stated(BundleInput input, List<TargetDefinition> definitions) {
    put("project", "stated", "slipway.yaml says so.");
    put("objectives", "objective", "slipway.yaml states it.");
    for (TargetDefinition definition : definitions) {
      Target target = definition.target();
      Map<String, Object> given =
          input.project().release().options().getOrDefault(target.id(), Map.of());
      for (Target.Option option : target.options()) {
        String name = "release.options." + target.id() + ".";
        if (given.containsKey(option.name())) {
          put(
              name + PlanValues.camel(option.name()),
              "stated",
              "slipway.yaml says so: " + name + option.name() + ".");
        } else {
          put(
              name + PlanValues.camel(option.name()),
              "rule",
              "The target's default of " + name + option.name() + ": " + option.help());
        }
      }
    }
  }

  private void found(BundleInput input) {
    String model = "Read from the model, " + input.model().sha256().brief() + ".";
    put("inspection", "measured", model);
    put("model", "measured", model);
    put("provenance", "stated", "The folder that the model was saved in says so.");
    put(
        "judged",
        "measured",
        "The objective as slipway.yaml states it, beside what was evaluated, measured or priced.");
    input
        .variant()
        .ifPresent(variant ->
            put(
                "variant",
                "measured",
                "Form "
                    + variant.name()
                    + ": "
                    + variant.because()
                    + "; compared at "
                    + variant.at()
                    + ", "
                    + variant.environment()
                    + "."));
    put("data", "measured", "Found in the data files that slipway.yaml names.");
    put("checks", "measured", "slipway data, on the files that slipway.yaml names.");
    put("baseline", "measured", "Counted in the reference data that drift is judged against.");
    put(
        "rows",
        "rule",
        "What the data contract allows in a column, and an example: of the project's own request,"
            + " or made up.");
    put("sample", "measured", "A request of the project's own: a golden one, or of its holdout.");
    put("texts", "stated", "model.embedding in slipway.yaml, and names of the model.");
    put("images", "stated", "model.image in slipway.yaml, and names of the model.");
    put(
        "images.limits",
        "rule",
        "What the runtime takes, as far as the planned memory for requests holds it.");
    put("warmup", "measured", "The shapes of the first golden request.");
    put("watch.service", "stated", "Names of the service and its addresses, of slipway.yaml.");
    String scenario = "Made up for promtool: what the name of the test says, step by step.";
    put("watch.scenarios", "rule", scenario);
    put("watch.driftScenarios", "rule", scenario);
    put("architecture", "rule", "Slipway's rules on architecture; each names its source.");
    put("tool", "fixed", "The version of Slipway that made the bundle.");
    String runtime = "Slipway's serving runtime, version " + input.toolVersion() + ".";
    put("runtime", "fixed", runtime);
    put("jars", "fixed", runtime);
    put("texts.limits", "fixed", runtime);
  }

  private void evaluated(Evaluation evaluation) {
    put(
        "evaluation",
        "measured",
        "slipway evaluate, on "
            + Words.count(evaluation.rows(), "holdout row")
            + " ("
            + evaluation.holdout().brief()
            + ").");
  }

  private void profiled(Profile profile) {
    put(
        "profile",
        "measured",
        "slipway profile, tier "
            + Words.id(profile.tier())
            + ", with "
            + Words.count(profile.settings().threads(), "thread")
            + " on "
            + profile.environment().cpu()
            + profile.mark()
            + profile.inputs().mark()
            + ".");
  }

  private void priced(Estimate estimate) {
    put("estimate", "price", "slipway plan, for a month of 730 hours at the stated traffic.");
    estimate
        .chosen()
        .ifPresent(chosen ->
            put(
                "estimate.chosen",
                "price",
                "The offer that is chosen: "
                    + Words.count(chosen.replicas(), "replica")
                    + " at the peak, on "
                    + String.join(" ", chosen.cloud(), chosen.region(), chosen.type())
                    + ", "
                    + chosen.dated()
                    + "; slipway explain cost has its lines."));
    put("estimate.candidates", "price", "An offer that was priced for the stated traffic.");
    put(
        "estimate.age",
        "price",
        "The dates of the chosen offer's prices, on the day of the export.");
    CostReasons.Reason month = CostReasons.of(estimate).get(CostReasons.PREFIX + "month");
    if (month != null) {
      put("estimate.chosen.month", "price", month.title() + ": " + month.because() + ".");
    }
  }

  /// A file that no template made.
  ///
  /// @param copy kind of the file, of [TargetFile#COPIES]
  private void copied(String path, String copy) {
    String what =
        switch (copy) {
          case "golden" -> "the golden requests, with the answers that the model gave them";
          case "requests" -> "the golden requests, without their answers";
          case "warmup" -> "the first golden request";
          case "preparation" ->
              "where columns go in the model, and what the data contract allows, or how texts"
                  + " become tokens, or pictures tensors";
          case "scoring" -> "what the model takes and answers, and how large it is";
          case "tokenizer" -> "the numbers of the tokens that the model was trained with";
          case "drift-baseline" -> "how the reference data are spread, as they were counted";
          default -> "";
        };
    if (!what.isEmpty()) {
      put(COPIED + path, "measured", "The file holds " + what + ".");
    }
  }

  /// Every number of a file with its origins. Names with digits, such as `v1`, only where somebody
  /// says what they are.
  List<Figure> figures(String template, NumberTrace.Traced traced) {
    List<Figure> figures = new ArrayList<>();
    List<String> lines = List.of(traced.text().split("\n", -1));
    List<Constant> constants = catalogue.constants(template);
    int line = 0;
    List<Constant.Span> spans = List.of();
    for (NumberTrace.Place number : traced.numbers()) {
      List<String> origins = number.origins();
      if (origins.isEmpty()) {
        if (line != number.line()) {
          line = number.line();
          spans = spans(constants, lines.get(line - 1));
        }
        origins = constant(spans, number).stream().toList();
      }
      if (!number.token().name() || !origins.isEmpty()) {
        figures.add(new Figure(number.line(), number.text(), origins));
      }
    }
    return figures;
  }

  private static List<Constant.Span> spans(List<Constant> constants, String line) {
    return Stream.concat(
            constants.stream().flatMap(constant -> constant.spans(line)), Conventions.spans(line))
        .toList();
  }

  /// The origin of a number that stands in a template.
  private Optional<String> constant(List<Constant.Span> spans, NumberTrace.Place number) {
    Optional<Constant> found =
        spans.stream().filter(span -> span.holds(number)).map(Constant.Span::constant).findFirst();
    found.ifPresent(constant -> put(constant.origin(), "fixed", constant.is()));
    return found.map(Constant::origin);
  }
}
