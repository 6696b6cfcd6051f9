// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.Progress;
import dev.slipway.base.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges what a holdout has in common with the reference: rows, entities, time, and columns that
/// give the label away. What a person has to say first is not run until it is said.
public final class LeakFindings {

  private static final String ROWS = "No row is also in the reference";
  private static final String ENTITY = "No entity is also in the reference";
  private static final String TIME = "Every row is later than the reference";

  /// Where chance makes a greater share of the holdout equal to rows of the reference, copied rows
  /// would not show.
  private static final double COARSE = 0.05;

  /// What happens by chance more rarely than this did not happen by chance.
  private static final double UNLIKELY = 0.01;

  private final SplitFacts facts;
  private final SplitTerms terms;
  private final ModelColumns model;
  private final Optional<LabelGroups> labels;
  private final String reference;
  private final String holdout;
  private final List<Finding> findings = new ArrayList<>();
  private long found;

  private LeakFindings(
      SplitFacts facts, SplitTerms terms, ModelColumns model, Optional<LabelGroups> labels) {
    this.facts = facts;
    this.terms = terms;
    this.model = model;
    this.labels = labels;
    this.reference = facts.reference().source();
    this.holdout = facts.holdout().source();
  }

  /// @param label the column that holds the truth
  /// @param model what it is given
  public static Leakage of(
      SplitFacts facts, SplitTerms terms, String label, ModelColumns model, Progress progress)
      throws InterruptedException {
    Optional<LabelGroups> labels = LabelGroups.of(facts.reference(), facts.holdout(), label);
    var judge = new LeakFindings(facts, terms, model, labels);
    judge.rows(progress.part(0, 0.3));
    judge.entity();
    judge.time();
    Leakage columns = TellingColumns.of(facts, terms, label, model).judge(progress.part(0.3, 1));
    judge.findings.addAll(columns.findings());
    return new Leakage(judge.found + columns.found(), judge.findings);
  }

  private void rows(Progress progress) throws InterruptedException {
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
      findings.add(noneCopied("none of them equals one of " + reference + over));
      return;
    }
    double byChance = byChance(rows, progress);
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
    if (chance && !coarse) {
      findings.add(noneCopied(seen + ", no more than chance makes"));
    } else if (usual && terms.equalRows()) {
      findings.add(noneCopied(seen + "; they are observations of their own, as stated"));
    } else if (usual) {
      findings.add(new Finding.NotRun(ROWS, seen + "; " + ambiguous(rows, byChance)));
    } else {
      found += rows.shared();
      findings.add(new Finding.Failed(ROWS, copied(rows, seen)));
    }
  }

  private double byChance(SplitFacts.Rows rows, Progress progress) throws InterruptedException {
    LabelGroups groups =
        labels
            .filter(LabelGroups::meet)
            .orElseGet(() ->
                LabelGroups.of(
                    facts.reference().rows().stream().map(row -> "").toList(),
                    facts.holdout().rows().stream().map(row -> "").toList()));
    return EqualByChance.of(facts.reference(), facts.holdout(), groups, rows.columns(), progress)
        .rows(facts.pairs() / rows.all(), (double) rows.all());
  }

  /// Of a table whose columns are not all known to be the model's, one column that differs hides a
  /// copied row.
  private Finding noneCopied(String detail) {
    if (model.noTable() || facts.rows().map(SplitFacts.Rows::ofModel).orElse(false)) {
      return new Finding.Passed(ROWS, detail);
    }
    return new Finding.NotRun(
        ROWS,
        detail
            + (model.features().isPresent()
                ? "; the two files share no column that the model is given, so that a copied row"
                    + " may not show. Name its columns as the model does, or say which input a"
                    + " column fills: slipway data --map COLUMN=INPUT"
                : "; which columns the model is given is not known, and a copied row that differs"
                    + " in another does not show. Write their names into the model's metadata,"
                    + " key slipway.features, or say which input a column fills: slipway data"
                    + " --map COLUMN=INPUT"));
  }

  private static String ambiguous(SplitFacts.Rows rows, double byChance) {
    boolean habit = rows.repeated() * rows.all() > byChance;
    return "%s, so that a copied row cannot be told from one that happens to be equal; if they are observations of their own, say so: slipway data --equal-rows separate"
        .formatted(
            habit
                ? Numbers.percent(rows.repeated()) + " of the reference's own rows repeat another"
                : "by chance some "
                    + Words.count(Math.round(byChance), "row")
                    + " would, since the columns have few values");
  }

  private static Problem copied(SplitFacts.Rows rows, String seen) {
    return Problem.gate(
        "data.leakage",
        seen,
        "The model has seen them in training, so that its score looks too good. These columns were compared: %s."
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
    } else if (keys.without() > 0 || keys.knownWithout() > 0) {
      boolean given = keys.without() > 0;
      long without = given ? keys.without() : keys.knownWithout();
      findings.add(
          new Finding.NotRun(
              ENTITY,
              "%s of %s %s nothing in column '%s'; whose they are is not known"
                  .formatted(
                      Words.count(without, "row"),
                      given ? holdout : reference,
                      has(without),
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
              "%s of the two files %s nothing in column '%s'; when they are from is not known"
                  .formatted(Words.count(times.without(), "row"), has(times.without()), column)));
    } else {
      findings.add(new Finding.Passed(TIME, "by column '%s': %s".formatted(column, span)));
    }
  }

  private static String has(long rows) {
    return rows == 1 ? "has" : "have";
  }

  private Problem absent(String key, String column) {
    return Problem.input(
        "data.no-%s-column".formatted(key),
        "%s and %s do not both have a column '%s'".formatted(reference, holdout, column),
        "slipway.yaml names it under data.%s.".formatted(key),
        "Name a column that both have: slipway data --%s COLUMN, or --%s none".formatted(key, key));
  }

  private static String few(List<String> columns) {
    return columns.size() <= 6
        ? String.join(", ", columns)
        : String.join(", ", columns.subList(0, 5)) + " and " + (columns.size() - 5) + " more";
  }
}
