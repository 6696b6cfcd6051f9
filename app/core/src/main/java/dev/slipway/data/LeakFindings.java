// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.Words;
import dev.slipway.data.Giveaways.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Judges what a holdout has in common with the reference: rows, entities, time, and columns that
/// give the label away. What a person has to say first is not run until it is said.
public final class LeakFindings {

  private static final String ROWS = "No row is also in the reference";
  private static final String ENTITY = "No entity is also in the reference";
  private static final String TIME = "Every row is later than the reference";
  private static final String COLUMNS = "No column tells the label by itself";

  /// Where chance makes a greater share of the holdout equal to rows of the reference, copied rows
  /// would not show.
  private static final double COARSE = 0.05;

  /// What happens by chance more rarely than this did not happen by chance.
  private static final double UNLIKELY = 0.01;

  private final SplitFacts facts;
  private final SplitTerms terms;
  private final String label;
  private final String reference;
  private final String holdout;
  private final List<Finding> findings = new ArrayList<>();
  private long found;

  private LeakFindings(SplitFacts facts, SplitTerms terms, String label) {
    this.facts = facts;
    this.terms = terms;
    this.label = label;
    this.reference = facts.reference().source();
    this.holdout = facts.holdout().source();
  }

  /// @param label the column that holds the truth
  /// @param model what it is given
  public static Leakage of(SplitFacts facts, SplitTerms terms, String label, ModelColumns model) {
    var judge = new LeakFindings(facts, terms, label);
    judge.rows();
    judge.entity();
    judge.time();
    judge.columns(model);
    return new Leakage(judge.found, judge.findings);
  }

  private Optional<LabelGroups> labels() {
    Optional<Integer> here = facts.reference().indexOf(label);
    Optional<Integer> there = facts.holdout().indexOf(label);
    return here.isEmpty() || there.isEmpty()
        ? Optional.empty()
        : Optional.of(
            LabelGroups.of(
                facts.reference().column(here.get()), facts.holdout().column(there.get())));
  }

  private void rows() {
    if (facts.rows().isEmpty()) {
      findings.add(
          new Finding.Failed(
              ROWS,
              Problem.input(
                  "data.nothing-in-common",
                  holdout + " and " + reference + " have no column in common",
                  "They cannot be of the same data.",
                  "Check the file names under data: in slipway.yaml.")));
      return;
    }
    SplitFacts.Rows rows = facts.rows().get();
    String over = rows.ofModel() ? " in all that the model is given" : " in all that both have";
    if (rows.shared() == 0) {
      findings.add(new Finding.Passed(ROWS, "none of them equals one of " + reference + over));
      return;
    }
    double byChance = byChance(rows);
    boolean chance = EqualByChance.chanceOf(rows.shared(), byChance) >= UNLIKELY;
    boolean coarse = byChance > COARSE * rows.all();
    double habit = Math.max(byChance, rows.repeated() * rows.all());
    boolean usual = EqualByChance.chanceOf(rows.shared(), habit) >= UNLIKELY;
    String seen =
        "%s of %s %s one of %s%s"
            .formatted(
                Words.count(rows.shared(), "row"),
                holdout,
                rows.shared() == 1 ? "equals" : "equal",
                reference,
                over);
    if ((chance && !coarse) || (usual && terms.equalRows())) {
      findings.add(
          new Finding.Passed(
              ROWS,
              seen + ", no more than chance makes" + (terms.equalRows() ? ", as stated" : "")));
    } else if (usual) {
      findings.add(new Finding.NotRun(ROWS, seen + "; " + ambiguous(rows)));
    } else {
      found += rows.shared();
      findings.add(new Finding.Failed(ROWS, copied(rows, seen)));
    }
  }

  private double byChance(SplitFacts.Rows rows) {
    LabelGroups groups =
        labels()
            .orElseGet(() ->
                LabelGroups.of(
                    facts.reference().rows().stream().map(row -> "").toList(),
                    facts.holdout().rows().stream().map(row -> "").toList()));
    double pairs =
        EqualByChance.pairs(
            facts.reference(), facts.holdout(), groups, rows.columns(), facts.pairs());
    return Math.min((double) rows.all(), pairs);
  }

  private static String ambiguous(SplitFacts.Rows rows) {
    return "%s of the reference's own rows repeat another, so that a copied row cannot be told from one that happens to be equal; if they are observations of their own, say so: slipway data --equal-rows separate"
        .formatted(Numbers.percent(rows.repeated()));
  }

  private static Problem copied(SplitFacts.Rows rows, String seen) {
    return Problem.gate(
        "data.leakage",
        seen,
        "The model has seen them in training, so that its score looks too good. Compared were %s."
            .formatted(few(rows.columns())),
        "Remove them from the holdout, whatever their ids are.");
  }

  private void entity() {
    String said = terms.entity().orElse("");
    if (said.isEmpty()) {
      findings.add(
          new Finding.NotRun(
              ENTITY,
              "slipway.yaml does not say which column names the entity, such as a patient or a"
                  + " customer, whose rows belong together: slipway data --entity COLUMN, or"
                  + " --entity none where each row is its own"));
    } else if (said.equals(SplitTerms.NONE)) {
      findings.add(new Finding.Passed(ENTITY, "the project says that each row is its own"));
    } else if (facts.entity().isEmpty()) {
      findings.add(new Finding.Failed(ENTITY, absent("entity", said)));
    } else {
      entity(said, facts.entity().get());
    }
  }

  private void entity(String column, SplitFacts.Keys keys) {
    if (keys.shared() > 0) {
      found += keys.shared();
      findings.add(
          new Finding.Failed(
              ENTITY,
              Problem.gate(
                  "data.entity-leak",
                  "%s of %s entities of %s are also in %s"
                      .formatted(
                          Numbers.count(keys.shared()),
                          Numbers.count(keys.all()),
                          holdout,
                          reference),
                  "By column '%s'; they have %s of the holdout. The model may know them again, which it cannot do with new ones."
                      .formatted(column, Words.count(keys.sharedRows(), "row")),
                  "Split again, so that all rows of an entity are on one side.")));
    } else if (keys.without() > 0) {
      findings.add(
          new Finding.NotRun(
              ENTITY,
              "%s of %s %s nothing in column '%s'; whose they are is not known"
                  .formatted(
                      Words.count(keys.without(), "row"),
                      holdout,
                      keys.without() == 1 ? "has" : "have",
                      column)));
    } else {
      findings.add(
          new Finding.Passed(
              ENTITY,
              "none of %s entities of column '%s'".formatted(Numbers.count(keys.all()), column)));
    }
  }

  private void time() {
    String said = terms.time().orElse("");
    if (said.isEmpty()) {
      findings.add(
          new Finding.NotRun(
              TIME,
              "slipway.yaml does not say which column says when a row is from: slipway data --time"
                  + " COLUMN, or --time none where the order of rows does not matter"));
    } else if (said.equals(SplitTerms.NONE)) {
      findings.add(new Finding.Passed(TIME, "the project says that time does not matter"));
    } else if (facts.time().isEmpty()) {
      findings.add(new Finding.Failed(TIME, absent("time", said)));
    } else {
      time(said, facts.time().get());
    }
  }

  private void time(String column, SplitFacts.Times times) {
    String span =
        "%s ends with %s, %s begins with %s"
            .formatted(
                reference, times.last().orElse("none"), holdout, times.first().orElse("none"));
    if (!times.comparable() || times.unread() > 0) {
      findings.add(
          new Finding.Failed(
              TIME,
              Problem.input(
                  "data.time-unreadable",
                  "Column '%s' cannot be read as time".formatted(column),
                  times.comparable()
                      ? Words.count(times.unread(), "value") + " of the two files are no time."
                      : "In one file it holds numbers, in the other times.",
                  "Write times as 2026-03-31 or 2026-03-31T18:00:00, or as numbers that grow.")));
    } else if (times.early() > 0) {
      found += times.early();
      findings.add(
          new Finding.Failed(
              TIME,
              Problem.gate(
                  "data.time-leak",
                  "%s of %s %s not later than all of %s"
                      .formatted(
                          Words.count(times.early(), "row"),
                          holdout,
                          times.early() == 1 ? "is" : "are",
                          reference),
                  "By column '%s': %s. The model knows what came after these rows."
                      .formatted(column, span),
                  "Split by time: the holdout begins where the reference ends.")));
    } else if (times.without() > 0) {
      findings.add(
          new Finding.NotRun(
              TIME,
              "%s of the two files have nothing in column '%s'; when they are from is not known"
                  .formatted(Words.count(times.without(), "row"), column)));
    } else {
      findings.add(new Finding.Passed(TIME, "by column '%s': %s".formatted(column, span)));
    }
  }

  private Problem absent(String key, String column) {
    return Problem.input(
        "data.no-%s-column".formatted(key),
        "%s and %s do not both have a column '%s'".formatted(reference, holdout, column),
        "slipway.yaml names it under data.%s.".formatted(key),
        "Name a column that both have: slipway data --%s COLUMN, or --%s none".formatted(key, key));
  }

  private void columns(ModelColumns model) {
    Optional<LabelGroups> labels = labels();
    List<String> tried =
        facts.holdout().columns().stream()
            .filter(name -> facts.reference().indexOf(name).isPresent())
            .filter(name -> !name.equals(label) && !model.isUnused(name))
            .filter(name -> model.features().isPresent() || !terms.names(name))
            .toList();
    int fewest = Math.min(facts.reference().rows().size(), facts.holdout().rows().size());
    if (labels.isEmpty() || tried.isEmpty() || fewest < Giveaways.FEWEST_ROWS) {
      findings.add(
          new Finding.NotRun(
              COLUMNS,
              labels.isEmpty()
                  ? "no column '" + label + "' holds the label in both files"
                  : tried.isEmpty()
                      ? "the two files share no column that the model is given"
                      : "a file has fewer than %d labelled rows".formatted(Giveaways.FEWEST_ROWS)));
      return;
    }
    judge(Giveaways.of(facts.reference(), facts.holdout(), labels.get(), tried));
  }

  private void judge(List<Skill> skills) {
    List<Skill> telling = skills.stream().filter(Skill::isSuspicious).toList();
    List<Skill> unknown =
        telling.stream().filter(skill -> !terms.known().contains(skill.column())).toList();
    if (unknown.isEmpty()) {
      Skill most = skills.getFirst();
      findings.add(
          new Finding.Passed(
              COLUMNS,
              telling.isEmpty()
                  ? "the most telling is '%s': one rule on it has a skill of %s, and %s is suspicious"
                      .formatted(
                          most.column(),
                          Numbers.score(most.skill()),
                          Numbers.score(Giveaways.SUSPICIOUS))
                  : "%s does; the project says that it is known when the model is asked"
                      .formatted(named(telling))));
      return;
    }
    found += unknown.size();
    findings.add(
        new Finding.Failed(
            COLUMNS,
            Problem.gate(
                "data.giveaway",
                "%s nearly tells '%s' by itself".formatted(named(unknown), label),
                ("One rule on it, learned on one file and tried on the other, has a skill of %s: 0"
                     + " is what a constant guess has, 1 a sure answer, and from %s on a column is"
                     + " suspicious. So looks one that is made from the label, or filled in after"
                     + " it.")
                    .formatted(
                        Numbers.score(unknown.getFirst().skill()),
                        Numbers.score(Giveaways.SUSPICIOUS)),
                "Train without it. If it is known when the model is asked, say so: slipway data --known %s"
                    .formatted(unknown.getFirst().column()))));
  }

  private static String named(List<Skill> skills) {
    return (skills.size() == 1 ? "Column " : "Each of the columns ")
        + skills.stream()
            .map(skill -> "'" + skill.column() + "'")
            .collect(Collectors.joining(", "));
  }

  private static String few(List<String> columns) {
    return columns.size() <= 6
        ? String.join(", ", columns)
        : String.join(", ", columns.subList(0, 5)) + " and " + (columns.size() - 5) + " more";
  }
}
