// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.base.ProblemException;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.DataStudy;
import dev.slipway.data.QualityRule;
import dev.slipway.data.QualityRules;
import dev.slipway.data.RuleOutcome;
import dev.slipway.data.TableProfile;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.EditRules.Change;
import dev.slipway.workbench.EditRules.RulesWritten;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/// The project's quality rules, what each found, and their change in place.
public final class RulesViewModel {

  /// A rule of the file and what it found when the data were last checked.
  ///
  /// @param reference empty for a rule that was not there yet
  /// @param holdout empty for a rule that is not held against the holdout
  public record Ruled(
      QualityRule rule, Optional<RuleOutcome> reference, Optional<RuleOutcome> holdout) {}

  /// What the card shows.
  ///
  /// @param file of the rules; empty where the project names none
  /// @param looked whether the data were looked at, which suggestions need
  public record Shown(
      Optional<Path> file, boolean looked, List<Ruled> rules, List<String> columns) {}

  private final Session session;
  private final ObservableValue<Optional<Shown>> shown;
  private final RuleForm form = new RuleForm();
  private final ObjectProperty<Optional<Integer>> place =
      new SimpleObjectProperty<>(Optional.empty());
  private Optional<QualityRule> chosen = Optional.empty();
  private final ReadOnlyObjectWrapper<Optional<RulesWritten>> written =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  public RulesViewModel(Session session) {
    this.session = session;
    shown = session.openedProperty().map(opened -> opened.map(RulesViewModel::shown));
    session
        .openedProperty()
        .subscribe((before, now) -> {
          if (!folder(before).equals(folder(now))) {
            written.set(Optional.empty());
            place.set(Optional.empty());
          } else {
            place.set(placeOfChosen());
          }
        });
    place.subscribe(at -> choose(rule()));
  }

  /// What is typed stays where the same rule is only found elsewhere.
  private void choose(Optional<QualityRule> rule) {
    if (!rule.equals(chosen)) {
      rule.ifPresent(form::show);
    }
    chosen = rule;
  }

  /// Where the chosen rule stands now: rules before it may be gone, and it may be gone itself.
  private Optional<Integer> placeOfChosen() {
    List<QualityRule> rules = rules();
    return chosen
        .filter(rules::contains)
        .map(rule ->
            rule()
                .filter(rule::equals)
                .flatMap(same -> place.get())
                .orElseGet(() -> rules.indexOf(rule)));
  }

  private static Optional<Path> folder(Optional<Session.Opened> opened) {
    return opened.map(o -> o.voyage().project().folder());
  }

  private static Shown shown(Session.Opened opened) {
    Voyage voyage = opened.voyage();
    Optional<DataStudy> study = voyage.study().map(Recorded::value);
    return new Shown(
        voyage.project().rules(),
        study.isPresent(),
        opened.rules().stream().map(rule -> ruled(rule, study)).toList(),
        study
            .map(s -> s.reference().columns().stream().map(ColumnProfile::name).toList())
            .orElse(List.of()));
  }

  private static Ruled ruled(QualityRule rule, Optional<DataStudy> study) {
    return new Ruled(
        rule,
        study.flatMap(known -> found(rule, known, known.reference())),
        study.flatMap(known -> found(rule, known, known.holdout())));
  }

  private static Optional<RuleOutcome> found(QualityRule rule, DataStudy study, TableProfile file) {
    return study.rules().stream()
        .filter(each -> each.source().equals(file.source()) && each.rule().equals(rule))
        .findFirst();
  }

  public ObservableValue<Optional<Shown>> shown() {
    return shown;
  }

  public RuleForm form() {
    return form;
  }

  /// The rule that is chosen, by its place.
  public ObjectProperty<Optional<Integer>> placeProperty() {
    return place;
  }

  /// The rule that is chosen.
  Optional<QualityRule> rule() {
    List<QualityRule> rules = rules();
    return place.get().filter(at -> at < rules.size()).map(rules::get);
  }

  private List<QualityRule> rules() {
    return session.openedProperty().get().map(Session.Opened::rules).orElse(List.of());
  }

  /// What is wrong with what is typed; blank where nothing is.
  public String complaint() {
    return form.complaint(rule());
  }

  /// Writes what is typed as one rule more.
  public void add() {
    typed().ifPresent(rule -> edit(new Change.Added(rule)));
  }

  /// Writes what is typed in place of the chosen rule.
  public void change() {
    Optional<Integer> at = rule().flatMap(old -> place.get());
    Optional<QualityRule> rule = typed();
    if (at.isPresent() && rule.isPresent()) {
      chosen = rule;
      edit(new Change.Changed(at.get(), rule.get()));
    }
  }

  /// Takes the chosen rule out.
  public void remove() {
    rule()
        .flatMap(old -> place.get())
        .ifPresent(at -> {
          edit(new Change.Removed(at));
          place.set(Optional.empty());
        });
  }

  private Optional<QualityRule> typed() {
    try {
      return Optional.of(QualityRules.asWritten(form.rule()));
    } catch (ProblemException theFormSaysIt) {
      return Optional.empty();
    }
  }

  private void edit(Change change) {
    List<QualityRule> seen = rules();
    session.change(
        "",
        project -> session.actions().data().edit(project, seen, change),
        done -> written.set(Optional.of(done)));
  }

  /// The last change, while it can be taken back.
  public ReadOnlyObjectProperty<Optional<RulesWritten>> writtenProperty() {
    return written.getReadOnlyProperty();
  }

  public void undo() {
    written
        .get()
        .ifPresent(change ->
            session.change(
                "",
                project -> {
                  session.actions().data().undo(project, change);
                  return change;
                },
                done -> written.set(Optional.empty())));
  }

  public String suggestCommand() {
    return session.dataCommand() + " --suggest";
  }

  /// Writes rules that the reference keeps to.
  public void suggest() {
    Optional<DataStudy> study = session.voyage().flatMap(Voyage::study).map(Recorded::value);
    study.ifPresent(known ->
        session.work(
            Screen.DATA,
            new Session.Measuring(Texts.of("job.suggest"), suggestCommand(), "notice.suggested"),
            (project, progress) -> session.actions().data().suggest(project, known, progress)));
  }
}
