// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.checklist.Checklist;
import dev.slipway.data.ColumnDrift.Outcome;
import dev.slipway.data.QualityRule;
import dev.slipway.data.QualityRules;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.data.DataViewModel.Pick;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.DataRows.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataViewModelTest {

  @TempDir Path temp;

  @Test
  void checkingTheDataTicksItsItemAndShowsWhatWasFound() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new DataViewModel(recorded.session());
      assertTrue(model.checkable());
      assertTrue(model.command().startsWith("slipway data "), model.command());

      model.check();

      assertEquals(Optional.empty(), recorded.problem());
      assertEquals(2, model.shown().getValue().orElseThrow().reports().size());
      assertEquals(
          Optional.of(Checklist.State.PASS),
          recorded.session().voyage().orElseThrow().checklist().lines().stream()
              .filter(line -> line.item().id().equals("pipe-leakage"))
              .map(Checklist.Line::state)
              .findFirst());
    }
  }

  @Test
  void showsEachColumnBesideTheHoldoutsAndTheRowsBehindABar() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      var model = new DataViewModel(recorded.session());
      List<ColumnLine> lines = model.shown().getValue().orElseThrow().columns();
      ColumnLine mass =
          lines.stream()
              .filter(line -> line.name().equals("body_mass_g"))
              .findFirst()
              .orElseThrow();

      model.columnProperty().set(Optional.of("island"));
      model.pickProperty().set(Optional.of(new Pick(0, Side.HOLDOUT)));
      model.find();

      assertEquals("whole number · an input", mass.said());
      assertEquals(Outcome.ALIKE, mass.drift().orElseThrow().outcome());
      assertEquals("island", model.line().orElseThrow().name());
      var behind = model.behindProperty().get().orElseThrow();
      assertEquals(behind.bar().holdout(), behind.rows().rows().size());
      model.columnProperty().set(Optional.of("sex"));
      assertEquals(Optional.empty(), model.behindProperty().get());
      assertEquals(Optional.empty(), model.pickProperty().get());
    }
  }

  @Test
  void filesOfTheSameNameAreToldApartByTheirFolders() {
    assertEquals("train.csv", ColumnCard.name("data/train.csv", "data/holdout.csv"));
    assertEquals("old/rows.csv", ColumnCard.name("old/rows.csv", "new/rows.csv"));
  }

  /// The file is loaded for each, so that an earlier one may end later.
  @Test
  void rowsThatAreNoLongerAskedForAreNotShown() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      var newestFirst = new ArrayDeque<Runnable>();
      var model = new DataViewModel(recorded.toldBy(newestFirst::push));
      model.columnProperty().set(Optional.of("island"));
      for (int bar : List.of(0, 1)) {
        model.pickProperty().set(Optional.of(new Pick(bar, Side.HOLDOUT)));
        model.find();
      }

      while (!newestFirst.isEmpty()) {
        newestFirst.pop().run();
      }

      assertEquals(
          model.line().orElseThrow().drift().orElseThrow().bars().get(1),
          model.behindProperty().get().orElseThrow().bar());
    }
  }

  @Test
  void aDecisionIsWrittenWithOneClickAndTakenBackWithAnother() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      Path file = recorded.session().project().orElseThrow().file();
      String before = Files.readString(file);
      var model = new DataViewModel(recorded.session());
      model.check();

      model.decide("sex", Optional.of("public"));
      String decided = Files.readString(file);
      model.decideRest();
      long open = model.undecided();
      model.undo();

      assertEquals(Optional.empty(), recorded.problem());
      assertTrue(decided.contains("sex: {class: public}"), decided);
      assertEquals(0, open);
      assertEquals(decided, Files.readString(file));
      assertFalse(model.undoableProperty().getValue());
      model.decide("sex", Optional.empty());
      assertEquals(before, Files.readString(file));
    }
  }

  @Test
  void aMappingThatCannotBeIsRefusedAndWritesNothing() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      Path file = recorded.session().project().orElseThrow().file();
      String before = Files.readString(file);
      var model = new DataViewModel(recorded.session());

      model.map("island", Optional.of("body_mass_g"));

      assertEquals(
          Optional.of("data.input-taken"), recorded.problem().map(problem -> problem.code().id()));
      assertEquals(before, Files.readString(file));
    }
  }

  @Test
  void aRuleIsSuggestedChangedAddedRemovedAndTakenBack() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      var model = new RulesViewModel(recorded.session());
      model.suggest();
      Path file = recorded.session().project().orElseThrow().rules().orElseThrow();
      String suggested = Files.readString(file);
      int rules = shown(model).rules().size();

      model.placeProperty().set(Optional.of(0));
      model.form().textProperty(RuleForm.Field.ROWS).set("many");
      String wrong = model.complaint();
      model.form().textProperty(RuleForm.Field.ROWS).set("5000");
      model.change();
      boolean kept = shown(model).rules().getFirst().reference().orElseThrow().kept();
      model.add();
      int more = shown(model).rules().size();
      model.placeProperty().set(Optional.of(more - 1));
      model.remove();
      model.placeProperty().set(Optional.of(0));
      model.remove();
      model.undo();

      assertEquals(Optional.empty(), recorded.problem());
      assertEquals("'rows' is no number: many.", wrong);
      assertFalse(kept);
      assertEquals(rules + 1, more);
      assertEquals(suggested.replaceFirst("\\{rows: 114}", "{rows: 5000}"), Files.readString(file));
    }
  }

  @Test
  void everyRuleThatTheFormShowsIsTheOneThatItWrites() throws Exception {
    var form = new RuleForm();
    for (QualityRule rule :
        QualityRules.parse(
            """
            rules:
              - {rows: 114}
              - {duplicates: 0.5 %}
              - {missing: sex, allow: 3 %}
              - {range: body_mass_g, from: 2000, to: 7000.5, allow: 0.07 %}
              - {categories: island, values: [Biscoe, "no", "1"], allow: 0.00001 %}
              - {unique: id}
              - {fresh: day, days: 30}
            """,
            "rules.yaml")) {
      form.show(rule);
      assertEquals(rule, QualityRules.asWritten(form.rule()));
    }
  }

  /// 0.07 is read back from its line as a number beside it, and 6,300 is no 6.3E+3.
  @Test
  void aRuleIsShownAsItsFileHasIt() {
    var form = new RuleForm();

    form.show(
        new QualityRule.Range(
            "mass", OptionalDouble.of(-0.5), OptionalDouble.of(6300), 0.07 / 100));

    assertEquals(
        List.of("-0.5", "6300", "0.07 %"),
        Stream.of(RuleForm.Field.FROM, RuleForm.Field.TO, RuleForm.Field.ALLOW)
            .map(field -> form.textProperty(field).get())
            .toList());
  }

  /// Where a look takes too long, the last one knows other rules than the file.
  @Test
  void theRulesAreThoseOfTheFileAndNotThoseOfTheLastCheck() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      var model = new RulesViewModel(recorded.session());
      model.suggest();
      Session.Opened now = recorded.session().openedProperty().get().orElseThrow();
      List<QualityRule> file = List.of(new QualityRule.Rows(5), now.rules().getFirst());

      recorded.session().show(new Session.Opened(now.voyage(), now.objectives(), now.yaml(), file));

      List<RulesViewModel.Ruled> shown = shown(model).rules();
      assertEquals(file, shown.stream().map(RulesViewModel.Ruled::rule).toList());
      assertEquals(Optional.empty(), shown.getFirst().reference());
      assertTrue(shown.getLast().reference().orElseThrow().kept());
    }
  }

  @Test
  void theChosenRuleStaysTheSameWhenOthersGoAndNoneWhenItGoes() throws Exception {
    try (var recorded = RecordedSession.fresh(temp)) {
      var model = new RulesViewModel(recorded.session());
      model.suggest();
      Path file = recorded.session().project().orElseThrow().rules().orElseThrow();
      QualityRule chosen = shown(model).rules().get(1).rule();
      model.placeProperty().set(Optional.of(1));
      model.form().textProperty(RuleForm.Field.ALLOW).set("7 %");

      Files.writeString(file, Files.readString(file).replaceFirst("  - \\{rows: 114}\n", ""));
      recorded.session().reload();
      Optional<QualityRule> still = model.rule();
      String typed = model.form().textProperty(RuleForm.Field.ALLOW).get();
      model.change();
      Optional<QualityRule> changed = model.rule();
      model.undo();

      assertEquals(Optional.empty(), recorded.problem());
      assertEquals(Optional.of(chosen), still);
      assertEquals("7 %", typed);
      assertEquals(0.07, changed.orElseThrow().allowed(), 1e-12);
      assertEquals(Optional.empty(), model.placeProperty().get());
    }
  }

  private static RulesViewModel.Shown shown(RulesViewModel model) {
    return model.shown().getValue().orElseThrow();
  }
}
