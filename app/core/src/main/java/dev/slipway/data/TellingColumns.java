// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.Progress;
import dev.slipway.base.Shell;
import dev.slipway.base.Words;
import dev.slipway.data.Giveaways.Skill;
import dev.slipway.request.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Judges columns that tell the label by themselves. Where labels are too few, too many or not
/// comparable, that nothing was found says nothing.
///
/// @param reference rows of every class, with their label
/// @param holdout the same of the other file
record TellingColumns(
    Table reference, Table holdout, SplitTerms terms, String label, ModelColumns model) {

  private static final String CHECK = "No column tells the label by itself";

  /// Of more classes a label is a name of rows, and no rule has rows enough to learn them.
  private static final int MOST_CLASSES = 1_000;

  static TellingColumns of(SplitFacts facts, SplitTerms terms, String label, ModelColumns model) {
    return new TellingColumns(
        joined(facts.reference(), facts.rarer()),
        joined(facts.holdout(), facts.rarerOfHoldout()),
        terms,
        label,
        model);
  }

  private static Table joined(Table sample, Table rarer) {
    return rarer.rows().isEmpty()
        ? sample
        : new Table(
            sample.source(),
            sample.sha256(),
            sample.columns(),
            Stream.concat(sample.rows().stream(), rarer.rows().stream()).toList(),
            Stream.concat(sample.lines().stream(), rarer.lines().stream()).toList());
  }

  Leakage judge(Progress progress) throws InterruptedException {
    Optional<LabelGroups> labels = LabelGroups.of(reference, holdout, label);
    List<String> tried =
        holdout.columns().stream()
            .filter(name -> reference.indexOf(name).isPresent())
            .filter(name -> !name.equals(label) && !model.isUnused(name))
            .filter(name -> model.features().isPresent() || !terms.names(name))
            .toList();
    int fewest = Math.min(reference.rows().size(), holdout.rows().size());
    if (labels.isEmpty()) {
      return notRun("no column '" + label + "' holds the label in both files");
    }
    if (tried.isEmpty()) {
      return notRun("the two files share no column that the model is given");
    }
    if (fewest < Giveaways.FEWEST_ROWS) {
      return notRun("a file has fewer than %d labelled rows".formatted(Giveaways.FEWEST_ROWS));
    }
    Optional<String> unlike = unlike(labels.get());
    return unlike.isPresent()
        ? notRun(unlike.get())
        : judge(
            Giveaways.of(reference, holdout, labels.get(), tried, progress), rare(labels.get()));
  }

  private static Leakage notRun(String because) {
    return new Leakage(0, List.of(new Finding.NotRun(CHECK, because)));
  }

  /// Why no rule of one file can hold in the other.
  private Optional<String> unlike(LabelGroups labels) {
    if (labels.areNumbers()) {
      return Optional.empty();
    }
    if (!labels.meet()) {
      return Optional.of(
          "%s and %s have no label in common, such as %s in the one and %s in the other; write them in the same way"
              .formatted(
                  reference.source(),
                  holdout.source(),
                  labels.reference().getFirst(),
                  labels.holdout().getFirst()));
    }
    long classes =
        Stream.concat(labels.reference().stream(), labels.holdout().stream()).distinct().count();
    if (classes == 1) {
      return Optional.of("all rows that were looked at have the same label");
    }
    return classes > MOST_CLASSES
        ? Optional.of(
            "%s are too many for a rule on one column; at most %s can be told"
                .formatted(Words.count(classes, "label"), Numbers.count(MOST_CLASSES)))
        : Optional.empty();
  }

  /// A class of which too few rows were looked at for a rule to learn it: a column that gives it
  /// away does not show.
  private Optional<String> rare(LabelGroups labels) {
    if (labels.areNumbers()) {
      return Optional.empty();
    }
    Map<String, Long> known = counts(labels.reference());
    Map<String, Long> asked = counts(labels.holdout());
    return Stream.concat(known.keySet().stream(), asked.keySet().stream())
        .distinct()
        .filter(name -> fewest(name, known, asked) < OneRule.FEWEST)
        .min((one, other) -> Long.compare(fewest(one, known, asked), fewest(other, known, asked)))
        .map(name -> {
          boolean here = known.getOrDefault(name, 0L) <= asked.getOrDefault(name, 0L);
          return "of label '%s' only %s of %s %s looked at, and a rule needs %d"
              .formatted(
                  name,
                  Words.count(fewest(name, known, asked), "row"),
                  (here ? reference : holdout).source(),
                  fewest(name, known, asked) == 1 ? "was" : "were",
                  OneRule.FEWEST);
        });
  }

  private static long fewest(String name, Map<String, Long> known, Map<String, Long> asked) {
    return Math.min(known.getOrDefault(name, 0L), asked.getOrDefault(name, 0L));
  }

  private static Map<String, Long> counts(List<String> labels) {
    return labels.stream()
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  private Leakage judge(List<Skill> skills, Optional<String> rare) {
    List<Skill> telling = skills.stream().filter(Skill::isSuspicious).toList();
    List<Skill> unknown =
        telling.stream().filter(skill -> !terms.known().contains(skill.column())).toList();
    if (!unknown.isEmpty()) {
      return new Leakage(unknown.size(), List.of(new Finding.Failed(CHECK, problem(unknown))));
    }
    return rare.map(TellingColumns::notRun)
        .orElseGet(() ->
            new Leakage(0, List.of(new Finding.Passed(CHECK, detail(skills.getFirst(), telling)))));
  }

  private static String detail(Skill most, List<Skill> telling) {
    return telling.isEmpty()
        ? "the most telling is '%s': one rule on it has a skill of %s, and %s is suspicious"
            .formatted(
                most.column(), Numbers.score(most.skill()), Numbers.score(Giveaways.SUSPICIOUS))
        : "%s does; the project says that it is known when the model is asked"
            .formatted(named(telling));
  }

  private Problem problem(List<Skill> unknown) {
    return Problem.gate(
        "data.giveaway",
        "%s nearly tells '%s' by itself".formatted(named(unknown), label),
        ("One rule on it, learned on one file and tried on the other, has a skill of %s: 0 is what"
                + " a constant guess has, 1 a sure answer, and from %s on a column is suspicious. A"
                + " column that was made from the label, or filled in after it, looks like this.")
            .formatted(
                Numbers.score(unknown.getFirst().skill()), Numbers.score(Giveaways.SUSPICIOUS)),
        "Train without it. If it is known when the model is asked, say so: slipway data --known %s"
            .formatted(Shell.word(unknown.getFirst().column())));
  }

  private static String named(List<Skill> skills) {
    return (skills.size() == 1 ? "Column " : "Each of the columns ")
        + skills.stream()
            .map(skill -> "'" + skill.column() + "'")
            .collect(Collectors.joining(", "));
  }
}
