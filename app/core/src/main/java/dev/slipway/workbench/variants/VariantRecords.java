// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.variants;

import dev.slipway.base.Bytes;
import dev.slipway.base.Interval;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger;
import dev.slipway.objective.Objectives;
import dev.slipway.plan.ChosenVariant;
import dev.slipway.profile.compare.Comparison;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Trail;
import dev.slipway.workbench.project.VariantForm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The results of the model's variants as evidence. A variant ships only while its evidence says
/// that it was offered, and still holds.
public final class VariantRecords {

  private static final String HOLDOUT = "holdout";

  private final Ledger ledger;
  private final Trail trail;

  public VariantRecords(Ledger ledger, Trail trail) {
    this.ledger = ledger;
    this.trail = trail;
  }

  public static String kind(String name) {
    return "variant-" + name;
  }

  private static String key(String name, String what) {
    return "variant." + name + "." + what;
  }

  /// What a trial rests on: the model as it is, the variant's file where it was offered, and the
  /// rows that both were asked about.
  public static Fact.Inputs inputs(OpenedProject opened, VariantTrial trial)
      throws ProblemException {
    Fact.Inputs inputs = Fact.Inputs.none().and(Hashes.ORIGINAL, Hashes.of(opened.original()));
    Optional<Path> holdout = opened.holdout();
    if (holdout.isPresent()) {
      inputs = inputs.and(HOLDOUT, Hashes.of(holdout.get()));
    }
    return trial.offered()
        ? inputs.and(
            Hashes.variant(trial.name()), Hashes.of(VariantForm.file(opened, trial.name())))
        : inputs;
  }

  /// Of an offered variant as evidence of the release that ships it, so that it goes with it.
  public void keep(OpenedProject opened, VariantTrial trial) throws ProblemException {
    Fact.Inputs inputs = inputs(opened, trial);
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of(key(trial.name(), "offered"), trial.offered(), "", inputs));
    facts.add(Fact.of(key(trial.name(), "because"), trial.because(), "text", inputs));
    trial.held().ifPresent(held -> facts.addAll(facts(trial.name(), held, inputs)));
    Sha256 released =
        Hashes.of(trial.offered() ? VariantForm.file(opened, trial.name()) : opened.original());
    trail.keep(opened, released, opened.command("variants"), facts);
  }

  private static List<Fact> facts(String name, VariantTrial.Results held, Fact.Inputs inputs) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of(key(name, "size_before"), held.size().before().count(), "bytes", inputs));
    facts.add(Fact.of(key(name, "size_after"), held.size().after().count(), "bytes", inputs));
    facts.add(Fact.of(key(name, "answers_apart"), held.worst(), "share", inputs));
    facts.add(Fact.of(key(name, "same_class"), held.same(), "share", inputs));
    held.score()
        .ifPresent(score -> {
          String metric = held.metric();
          facts.add(Fact.of(key(name, "score_before"), score.before().value(), metric, inputs));
          facts.add(Fact.of(key(name, "score_after"), score.after().value(), metric, inputs));
        });
    held.comparison()
        .ifPresent(comparison -> {
          facts.addAll(ratio(key(name, "cpu_ratio"), comparison, Comparison.Measure.CPU, inputs));
          facts.addAll(
              ratio(key(name, "latency_ratio"), comparison, Comparison.Measure.LATENCY, inputs));
          facts.add(
              Fact.of(
                  key(name, "memory_before"),
                  comparison.inside().memoryA().count(),
                  "bytes",
                  inputs));
          facts.add(
              Fact.of(
                  key(name, "memory_after"),
                  comparison.inside().memoryB().count(),
                  "bytes",
                  inputs));
        });
    return facts;
  }

  private static List<Fact> ratio(
      String key, Comparison comparison, Comparison.Measure measure, Fact.Inputs inputs) {
    Interval ratio = comparison.of(measure).ratio();
    return List.of(
        Fact.of(key, ratio.value(), "ratio", inputs),
        Fact.of(key + "_low", ratio.low(), "ratio", inputs),
        Fact.of(key + "_high", ratio.high(), "ratio", inputs),
        Fact.of(key + "_confidence", ratio.confidence(), "share", inputs));
  }

  /// Why a variant cannot be chosen; empty when it can.
  public Optional<String> obstacle(OpenedProject opened, String name) throws ProblemException {
    return obstacle(opened, name, ledger.entries(opened.records()));
  }

  /// The same, by entries of the ledger that were read already: each is hashed for it.
  public Optional<String> obstacle(OpenedProject opened, String name, List<Ledger.Entry> entries)
      throws ProblemException {
    Optional<Trial> last = last(name, entries);
    if (last.isEmpty()) {
      return Optional.of("there is no record that anybody tried it");
    }
    Trial trial = last.get();
    Optional<String> changed = changed(opened, trial.offered());
    if (changed.isPresent()) {
      return changed;
    }
    if (!trial.offered().value().equals("true")) {
      return Optional.of("it is not offered: " + trial.text("because").orElse("a gate refused it"));
    }
    return trial.whole()
        ? otherMetric(opened, trial.fact("score_before"))
        : Optional.of("its record lacks numbers that the gates judge by");
  }

  private static Optional<String> changed(OpenedProject opened, Evidence offered)
      throws ProblemException {
    SortedMap<String, String> now = Hashes.of(opened, opened.bundleFolder());
    for (Map.Entry<String, String> input : offered.inputs().entrySet()) {
      if (!input.getValue().equals(now.get(input.getKey()))) {
        return Optional.of(said(input.getKey()) + " has changed since it was tried");
      }
    }
    return opened.holdout().isPresent() && !offered.inputs().containsKey(HOLDOUT)
        ? Optional.of("it was tried when there was no holdout data yet")
        : Optional.empty();
  }

  private static String said(String input) {
    return switch (input) {
      case Hashes.ORIGINAL -> "the model as it is";
      case HOLDOUT -> "the holdout data";
      default -> "the file of the variant";
    };
  }

  private static Optional<String> otherMetric(OpenedProject opened, Optional<Evidence> score) {
    Optional<String> stated =
        opened.project().objectives().quality().map(Objectives.Quality::metric);
    return stated
        .filter(metric -> score.isPresent() && !score.get().unit().equals(metric))
        .map(metric ->
            "it was tried by %s, and slipway.yaml judges by %s now"
                .formatted(score.get().unit(), metric));
  }

  /// The variant that `slipway.yaml` chooses, with what was found of it.
  ///
  /// @throws ProblemException when it may not ship
  public Optional<ChosenVariant> chosen(OpenedProject opened) throws ProblemException {
    if (opened.variant().isEmpty()) {
      return Optional.empty();
    }
    String name = opened.variant().get();
    requireOffered(opened, name);
    return last(name, ledger.entries(opened.records())).map(Trial::chosen);
  }

  public void requireOffered(OpenedProject opened, String name) throws ProblemException {
    Optional<String> obstacle = obstacle(opened, name);
    if (obstacle.isPresent()) {
      throw Problem.input(
              "variant.not-offered",
              "The variant %s of the model cannot be shipped".formatted(name),
              "The reason: %s.".formatted(obstacle.get()),
              ("Try it with %s --form %s; the model as it is ships again after %s"
                      + " --choose original")
                  .formatted(opened.command("variants"), name, opened.command("variants")))
          .asException();
    }
  }

  /// The records of one trial.
  private record Trial(String name, Evidence offered, SortedMap<String, Evidence> facts) {

    private static final List<String> NUMBERS =
        List.of(
            "answers_apart",
            "same_class",
            "size_before",
            "size_after",
            "cpu_ratio",
            "cpu_ratio_low",
            "cpu_ratio_high",
            "cpu_ratio_confidence");

    Optional<Evidence> fact(String what) {
      return Optional.ofNullable(facts.get(key(name, what)));
    }

    Optional<String> text(String what) {
      return fact(what).map(Evidence::value);
    }

    boolean whole() {
      return NUMBERS.stream().allMatch(what -> number(what).isPresent())
          && offered.inputs().keySet().containsAll(List.of(Hashes.ORIGINAL, Hashes.variant(name)));
    }

    private Optional<Double> number(String what) {
      try {
        return text(what).map(Double::valueOf);
      } catch (NumberFormatException noNumber) {
        return Optional.empty();
      }
    }

    /// Of a whole one.
    private double the(String what) {
      return number(what).orElseThrow();
    }

    ChosenVariant chosen() {
      return new ChosenVariant(
          name,
          new Sha256(offered.inputs().getOrDefault(Hashes.ORIGINAL, "")),
          text("because").orElse(""),
          the("answers_apart"),
          the("same_class"),
          new ChosenVariant.Sizes(
              new Bytes((long) the("size_before")), new Bytes((long) the("size_after"))),
          scores(),
          new Interval(
              the("cpu_ratio"),
              the("cpu_ratio_low"),
              the("cpu_ratio_high"),
              the("cpu_ratio_confidence")),
          offered.at().toString(),
          offered.environment());
    }

    private Optional<ChosenVariant.Scores> scores() {
      Optional<Double> before = number("score_before");
      Optional<Double> after = number("score_after");
      return before.isPresent() && after.isPresent()
          ? fact("score_before")
              .map(score -> new ChosenVariant.Scores(score.unit(), before.get(), after.get()))
          : Optional.empty();
    }
  }

  private static Optional<Trial> last(String name, List<Ledger.Entry> entries) {
    // The newest word counts: where it was altered, no older one takes its place.
    Optional<Evidence> offered =
        entries.stream()
            .filter(entry -> entry.evidence().key().equals(key(name, "offered")))
            .max(Comparator.comparingLong(Ledger.Entry::sequence))
            .filter(Ledger.Entry::intact)
            .map(Ledger.Entry::evidence);
    if (offered.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, Evidence> facts = new TreeMap<>();
    for (Ledger.Entry entry : entries) {
      Evidence evidence = entry.evidence();
      if (entry.intact()
          && evidence.key().startsWith(key(name, ""))
          && evidence.at().equals(offered.get().at())
          && evidence.inputs().equals(offered.get().inputs())) {
        facts.put(evidence.key(), evidence);
      }
    }
    return Optional.of(new Trial(name, offered.get(), facts));
  }
}
