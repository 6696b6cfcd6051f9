// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.checklist;

import dev.slipway.base.Shell;
import dev.slipway.checklist.Checklist;
import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.desktop.session.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The checklist's items by gate, filtered, and the selected item.
public final class ChecklistViewModel {

  /// The gates, in the order in which a release passes them.
  public static final List<String> GATES = List.of("handover", "staging", "production", "operate");

  /// How a command begins by which a person says something of an item.
  static final String SAYING = "slipway checklist ";

  /// A row of the list.
  public sealed interface Row {
    /// The name of a gate, with how many of its items are met.
    record Gate(String gate, int met, int total) implements Row {}

    /// Heads the items of the user's role that are not met, before all gates.
    record Mine(String owner, int count) implements Row {}

    record Entry(Line line) implements Row {}
  }

  private static final List<State> WORST =
      List.of(
          State.FAIL,
          State.ERROR,
          State.STALE,
          State.INCONCLUSIVE,
          State.NOT_RUN,
          State.WAIVED,
          State.PASS,
          State.NOT_APPLICABLE);

  /// Within the same state, in the catalogue's order.
  private static final Comparator<Line> WORST_FIRST =
      Comparator.comparingInt(line -> WORST.indexOf(line.state()));

  private final Session session;
  private final SigningViewModel signing;
  private final ObservableValue<Optional<Checklist>> checklist;
  private final ObjectProperty<Optional<String>> gate =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObservableList<State> states = FXCollections.observableArrayList();
  private final ObjectProperty<Optional<String>> owner =
      new SimpleObjectProperty<>(Optional.empty());
  private final StringProperty query = new SimpleStringProperty("");
  private final ObservableList<Row> rows = FXCollections.observableArrayList();
  private final ObjectProperty<Optional<Line>> selected =
      new SimpleObjectProperty<>(Optional.empty());

  public ChecklistViewModel(Session session) {
    this.session = session;
    signing = new SigningViewModel(session);
    checklist =
        session
            .openedProperty()
            .map(o ->
                o.map(opened ->
                    opened
                        .voyage()
                        .checklist()
                        .about(Shell.word(opened.voyage().project().folder()))));
    checklist.subscribe(now -> fill());
    gate.subscribe(now -> fill());
    owner.subscribe(now -> fill());
    query.subscribe(now -> fill());
    states.subscribe(this::fill);
  }

  public ObservableValue<Optional<Checklist>> checklist() {
    return checklist;
  }

  /// The gate whose items are shown; all when empty.
  public ObjectProperty<Optional<String>> gateProperty() {
    return gate;
  }

  /// The states that are shown; all when empty.
  public ObservableList<State> states() {
    return states;
  }

  public StringProperty queryProperty() {
    return query;
  }

  /// Whose items come first; nobody's when empty.
  public ObjectProperty<Optional<String>> ownerProperty() {
    return owner;
  }

  /// Who owns items, in the order of the catalogue.
  public List<String> owners() {
    return lines().stream().map(line -> line.item().owner()).distinct().toList();
  }

  /// What the filters let through, below the names of their gates.
  public ObservableList<Row> rows() {
    return rows;
  }

  public ObjectProperty<Optional<Line>> selectedProperty() {
    return selected;
  }

  /// In which roles a gate is signed.
  public List<String> roles() {
    return session.actions().roles();
  }

  /// What a person says of an item.
  public SigningViewModel signing() {
    return signing;
  }

  public void review() {
    session.review();
  }

  public String command() {
    return "slipway checklist " + session.named();
  }

  /// How many items of a gate are met, out of those that apply.
  public Row.Gate progress(String of) {
    List<Line> applicable =
        lines().stream()
            .filter(l -> l.item().gate().equals(of))
            .filter(l -> l.state() != State.NOT_APPLICABLE)
            .toList();
    int met = (int) applicable.stream().filter(ChecklistViewModel::met).count();
    return new Row.Gate(of, met, applicable.size());
  }

  private List<Line> lines() {
    return Optional.ofNullable(checklist.getValue())
        .flatMap(c -> c)
        .map(Checklist::lines)
        .orElse(List.of());
  }

  private void fill() {
    var filled = new ArrayList<Row>();
    List<Line> wanted =
        lines().stream()
            .filter(l -> gate.get().isEmpty() || gate.get().get().equals(l.item().gate()))
            .filter(this::wanted)
            .toList();
    List<Line> mine = wanted.stream().filter(this::mine).sorted(WORST_FIRST).toList();
    if (!mine.isEmpty()) {
      filled.add(new Row.Mine(owner.get().orElse(""), mine.size()));
      mine.forEach(line -> filled.add(new Row.Entry(line)));
    }
    for (String name : GATES) {
      List<Line> others =
          wanted.stream()
              .filter(l -> l.item().gate().equals(name) && !mine.contains(l))
              .sorted(WORST_FIRST)
              .toList();
      if (!others.isEmpty()) {
        filled.add(progress(name));
        others.forEach(line -> filled.add(new Row.Entry(line)));
      }
    }
    rows.setAll(filled);
    boolean gone =
        selected
            .get()
            .map(line ->
                filled.stream().noneMatch(r -> r instanceof Row.Entry(Line l) && l.equals(line)))
            .orElse(true);
    if (gone) {
      String item = selected.get().map(line -> line.item().id()).orElse("");
      List<Line> shown =
          filled.stream()
              .flatMap(r -> r instanceof Row.Entry(Line l) ? Stream.of(l) : Stream.empty())
              .toList();
      selected.set(
          shown.stream()
              .filter(line -> line.item().id().equals(item))
              .findFirst()
              .or(() -> shown.stream().findFirst()));
    }
  }

  private boolean mine(Line line) {
    return owner.get().filter(line.item().owner()::equals).isPresent()
        && !met(line)
        && line.state() != State.NOT_APPLICABLE;
  }

  private boolean wanted(Line line) {
    String words =
        String.join(
                " ",
                line.item().title(),
                line.item().id(),
                line.item().owner(),
                line.found(),
                line.because())
            .toLowerCase(Locale.ROOT);
    return (states.isEmpty() || states.contains(line.state()))
        && words.contains(query.get().strip().toLowerCase(Locale.ROOT));
  }

  static boolean met(Line line) {
    return line.state() == State.PASS || line.state() == State.WAIVED;
  }
}
