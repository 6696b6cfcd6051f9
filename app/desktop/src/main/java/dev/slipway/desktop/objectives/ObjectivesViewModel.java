// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.objectives;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.checklist.Checklist;
import dev.slipway.desktop.objectives.Field.Kind;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.Unwritten;
import dev.slipway.evaluate.Metric;
import dev.slipway.objective.ProjectChange;
import dev.slipway.objective.ProjectEdit;
import dev.slipway.objective.ProjectError;
import dev.slipway.objective.ProjectParser;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/// The objectives as the user types them, the file that they give, and its problems.
public final class ObjectivesViewModel implements Unwritten.Draft {

  private static final String ROOT = "objectives";
  private static final String BATCH = "batch";
  private static final List<String> PERCENTILES = List.of("p50", "p90", "p95", "p99", "p99.9");

  private record Saved(String before, String after) {}

  private final Session session;
  private final List<Field> fields = fieldList();
  private final ReadOnlyStringWrapper draft = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<List<String>> errors = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
  private final Deque<Saved> saves = new ArrayDeque<>();
  private String written = "";
  private Optional<Path> folder = Optional.empty();
  private boolean reading;

  public ObjectivesViewModel(Session session) {
    this.session = session;
    fields.forEach(field -> field.valueProperty().subscribe((before, now) -> look()));
    session.openedProperty().subscribe(opened -> opened.ifPresent(this::read));
    session.unwritten().watch(this);
  }

  /// Those that there are, and none.
  private static List<String> metrics() {
    return Stream.concat(Stream.of(""), Stream.of(Metric.values()).map(Metric::text)).toList();
  }

  private static List<Field> fieldList() {
    var made = new ArrayList<Field>();
    made.add(new Field(Kind.TEXT, List.of(), ROOT, "decision"));
    for (String part : List.of("name", "baseline", "target")) {
      made.add(new Field(Kind.TEXT, List.of(), ROOT, "kpi", part));
    }
    made.add(new Field(Kind.TEXT, List.of("", "minimal", "limited", "high"), ROOT, "risk"));
    for (String percentile : PERCENTILES) {
      made.add(new Field(Kind.TEXT, List.of(), ROOT, "latency", percentile));
    }
    made.add(new Field(Kind.TEXT, List.of(), ROOT, "traffic", "average"));
    made.add(new Field(Kind.TEXT, List.of(), ROOT, "traffic", "peak"));
    made.add(
        new Field(
            Kind.TEXT,
            List.of("", "flat", "office-hours", "evening-peak", "bursty"),
            ROOT,
            "traffic",
            "shape"));
    made.add(new Field(Kind.TEXT, List.of(), ROOT, "traffic", "ramp"));
    made.add(new Field(Kind.TEXT, List.of(), ROOT, "availability"));
    made.add(new Field(Kind.TEXT, List.of(), ROOT, BATCH, "rows"));
    made.add(
        new Field(Kind.TEXT, List.of("", "hour", "day", "week", "month"), ROOT, BATCH, "every"));
    made.add(new Field(Kind.TEXT, List.of(), ROOT, BATCH, "within"));
    made.add(new Field(Kind.TEXT, metrics(), ROOT, "quality", "metric"));
    made.add(new Field(Kind.NUMBER, List.of(), ROOT, "quality", "floor"));
    made.add(new Field(Kind.LIST, List.of(), ROOT, "quality", "slices"));
    made.add(new Field(Kind.TEXT, List.of(), ROOT, "budget"));
    made.add(new Field(Kind.TEXT, List.of(), ROOT, "image"));
    made.add(new Field(Kind.TEXT, List.of("", "aws", "gcp", "azure"), "release", "where", "cloud"));
    made.add(new Field(Kind.LIST, List.of(), "release", "where", "regions"));
    made.add(
        new Field(
            Kind.TEXT, List.of("", "none", "1 year", "3 years"), "release", "where", "commitment"));
    return List.copyOf(made);
  }

  /// Percentiles that have a field.
  public static List<String> percentiles() {
    return PERCENTILES;
  }

  /// By name, such as `objectives.latency.p95`.
  public Field field(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(ROOT + "." + name) || field.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no field " + name));
  }

  /// The file as it would be written.
  public ReadOnlyStringProperty draftProperty() {
    return draft.getReadOnlyProperty();
  }

  /// The first line of the draft that is another than the file's, or where the objectives begin.
  public int changedLine() {
    List<String> now = draft.get().lines().toList();
    List<String> before = written.lines().toList();
    for (int i = 0; i < Math.min(now.size(), before.size()); i++) {
      if (!now.get(i).equals(before.get(i))) {
        return i;
      }
    }
    if (now.size() != before.size()) {
      return Math.min(now.size(), before.size());
    }
    int objectives = 0;
    while (objectives < now.size() && !now.get(objectives).startsWith(ROOT + ":")) {
      objectives++;
    }
    return objectives < now.size() ? objectives : 0;
  }

  /// What is wrong with the file and belongs to no field.
  public ReadOnlyObjectProperty<List<String>> errorsProperty() {
    return errors.getReadOnlyProperty();
  }

  /// Whether something is typed that is not written.
  public ReadOnlyBooleanProperty changedProperty() {
    return changed.getReadOnlyProperty();
  }

  /// Whether the last writing can be taken back.
  public ReadOnlyBooleanProperty undoableProperty() {
    return undoable.getReadOnlyProperty();
  }

  public boolean valid() {
    return errors.get().isEmpty()
        && fields.stream().allMatch(field -> field.complaintProperty().get().isEmpty());
  }

  /// The items that the objectives settle, as they stand.
  public ObservableValue<List<Checklist.Line>> items() {
    return session
        .openedProperty()
        .map(opened ->
            opened.map(o -> o.voyage().checklist().lines()).orElse(List.of()).stream()
                .filter(line ->
                    line.item().evidenceKey().startsWith("charter.")
                        || line.item().evidenceKey().startsWith("objectives."))
                .filter(line -> line.state() != Checklist.State.NOT_APPLICABLE)
                .toList());
  }

  public void showChecklist() {
    session.screenProperty().set(Screen.CHECKLIST);
  }

  public String command() {
    return "slipway checklist " + session.named();
  }

  @Override
  public boolean isUnwritten() {
    return changed.get();
  }

  @Override
  public String what() {
    return Texts.of("objectives.draft");
  }

  @Override
  public boolean isWritable() {
    return valid();
  }

  public void save() {
    write(() -> session.tell(Texts.of("objectives.saved"), Texts.of("objectives.saved-text")));
  }

  @Override
  public void write(Runnable then) {
    if (!changed.get() || !valid()) {
      return;
    }
    var saved = new Saved(written, draft.get());
    session.write(
        saved.before(),
        saved.after(),
        () -> {
          saves.push(saved);
          undoable.set(true);
          then.run();
        });
  }

  /// Takes back what was typed.
  @Override
  public void discard() {
    refill();
  }

  /// Takes back the last writing, unless another wrote since.
  public void undo() {
    Optional.ofNullable(saves.peek())
        .ifPresent(last ->
            session.write(
                last.after(),
                last.before(),
                () -> {
                  saves.remove(last);
                  undoable.set(!saves.isEmpty());
                }));
  }

  /// Takes the file's values, unless it is the same file and something is typed.
  private void read(Session.Opened opened) {
    Optional<Path> now = Optional.of(opened.voyage().project().folder());
    if (now.equals(folder) && opened.yaml().equals(written)) {
      return;
    }
    if (!now.equals(folder)) {
      saves.clear();
      undoable.set(false);
    }
    folder = now;
    written = opened.yaml();
    refill();
  }

  private void refill() {
    reading = true;
    try {
      List<Optional<String>> values =
          ProjectEdit.get(written, fields.stream().map(Field::path).toList());
      for (int i = 0; i < fields.size(); i++) {
        fields.get(i).read(values.get(i));
      }
    } catch (ProblemException e) {
      session.problemProperty().set(Optional.of(e.problem()));
    } finally {
      reading = false;
    }
    look();
  }

  /// What the file would be, and what would be wrong with it.
  private void look() {
    if (reading) {
      return;
    }
    List<ProjectChange> changes =
        fields.stream().map(Field::change).flatMap(Optional::stream).toList();
    changed.set(!changes.isEmpty());
    try {
      draft.set(ProjectEdit.draft(written, changes));
      judge(ProjectParser.errorsIn(draft.get()));
    } catch (ProblemException e) {
      Problem problem = e.problem();
      errors.set(List.of(problem.what() + ": " + problem.why()));
    }
  }

  private void judge(List<ProjectError> found) {
    Map<String, Field> byName =
        fields.stream().collect(Collectors.toMap(Field::name, Function.identity()));
    fields.forEach(field -> field.complaintProperty().set(""));
    var others = new ArrayList<String>();
    for (ProjectError error : found) {
      Optional<Field> field = Optional.ofNullable(byName.get(error.path()));
      field.ifPresentOrElse(
          f -> f.complaintProperty().set(error.message()),
          () -> others.add(error.path() + ": " + error.message()));
    }
    errors.set(List.copyOf(others));
  }
}
