// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import dev.slipway.cost.Candidate;
import dev.slipway.cost.Estimate;
import dev.slipway.cost.FleetByHand;
import dev.slipway.desktop.session.Session;
import dev.slipway.objective.Objectives;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.workbench.report.PlanSection;
import dev.slipway.workbench.report.Voyage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/// The candidates, the curve and the choices, each list with its filter.
public final class CostViewModel {

  /// A choice of the plan under its key.
  public record Chosen(Key<?> key, Choice<?> choice) {

    /// The value with its unit, for a person.
    public String value() {
      return PlanSection.amount(choice.written(), key.unit());
    }
  }

  /// What the screen shows beside the lists. The chosen candidate comes first, then the cheapest.
  public record Priced(Estimate estimate, Objectives objectives) {}

  private final Session session;
  private final PlanEditViewModel edit;
  private final ElsewhereViewModel elsewhere;
  private final ObservableValue<Optional<Priced>> priced;
  private final ObservableList<Candidate> candidates = FXCollections.observableArrayList();
  private final ObservableList<Chosen> choices = FXCollections.observableArrayList();
  private final FilteredList<Candidate> shownCandidates = new FilteredList<>(candidates);
  private final FilteredList<Chosen> shownChoices = new FilteredList<>(choices);
  private final StringProperty candidateQuery = new SimpleStringProperty("");
  private final StringProperty choiceQuery = new SimpleStringProperty("");

  public CostViewModel(Session session) {
    this.session = session;
    this.edit = new PlanEditViewModel(session);
    this.elsewhere = new ElsewhereViewModel(session);
    priced = session.openedProperty().map(o -> o.flatMap(opened -> priced(opened.voyage())));
    session.openedProperty().subscribe(o -> o.ifPresent(opened -> fill(opened.voyage())));
    candidateQuery.subscribe(query -> shownCandidates.setPredicate(c -> matches(words(c), query)));
    choiceQuery.subscribe(query -> shownChoices.setPredicate(c -> matches(words(c), query)));
  }

  /// What it would cost in another place.
  public ElsewhereViewModel elsewhere() {
    return elsewhere;
  }

  /// How a choice is set by hand.
  public PlanEditViewModel edit() {
    return edit;
  }

  /// What is set by hand of the replicas that are priced.
  public Optional<String> byHand() {
    return session.voyage().map(Voyage::fleetByHand).flatMap(FleetByHand::said);
  }

  public ObservableValue<Optional<Priced>> priced() {
    return priced;
  }

  /// The probability that a candidate meets the latency objectives.
  public String meets(Candidate candidate) {
    return priced.getValue().map(now -> now.estimate().meets(candidate)).orElse("");
  }

  public FilteredList<Candidate> candidates() {
    return shownCandidates;
  }

  public FilteredList<Chosen> choices() {
    return shownChoices;
  }

  public StringProperty candidateQueryProperty() {
    return candidateQuery;
  }

  public StringProperty choiceQueryProperty() {
    return choiceQuery;
  }

  public boolean isChosen(Candidate candidate) {
    return priced.getValue().flatMap(p -> p.estimate().chosen()).equals(Optional.of(candidate));
  }

  /// The command line that answers why a number is what it is.
  public String explain(Chosen chosen) {
    return "slipway explain " + chosen.key().name() + " --project " + session.named();
  }

  private static Optional<Priced> priced(Voyage voyage) {
    return voyage.estimate().map(e -> new Priced(e, voyage.project().project().objectives()));
  }

  private void fill(Voyage voyage) {
    candidates.setAll(
        voyage
            .estimate()
            .map(e ->
                e.candidates().stream()
                    .sorted(Comparator.comparing(c -> !e.chosen().equals(Optional.of(c))))
                    .toList())
            .orElse(List.of()));
    choices.setAll(
        voyage
            .plan()
            .map(plan ->
                plan.choices().entrySet().stream()
                    .map((Map.Entry<Key<?>, Choice<?>> e) -> new Chosen(e.getKey(), e.getValue()))
                    .toList())
            .orElse(List.of()));
  }

  private static boolean matches(String words, String query) {
    String text = words.toLowerCase(Locale.ROOT);
    return List.of(query.toLowerCase(Locale.ROOT).strip().split("\\s+")).stream()
        .allMatch(text::contains);
  }

  private static String words(Candidate c) {
    return String.join(
        " ",
        c.cloud(),
        c.region(),
        c.service(),
        c.type(),
        c.architecture(),
        c.binding(),
        c.badge());
  }

  private static String words(Chosen c) {
    return String.join(
        " ",
        c.key().name(),
        c.key().title(),
        c.value(),
        c.choice().basis().name(),
        c.choice().because());
  }
}
