// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Elsewhere;
import dev.slipway.cost.Estimate;
import dev.slipway.cost.FleetByHand;
import dev.slipway.cost.Scope.Region;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.report.Voyage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What the service would cost in another region or cloud. Nothing of it is kept.
public final class ElsewhereViewModel {

  /// A line that says the same thing of both places.
  public record Row(String name, String here, String there) {}

  private final Session session;
  private final ObservableList<Region> regions = FXCollections.observableArrayList();
  private final ObjectProperty<Optional<Region>> chosen =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Elsewhere>> answer =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<Voyage> known = Optional.empty();

  public ElsewhereViewModel(Session session) {
    this.session = session;
    session.openedProperty().subscribe(o -> look(o.map(Session.Opened::voyage)));
    chosen.subscribe(where -> price());
  }

  private void look(Optional<Voyage> voyage) {
    known = voyage.filter(v -> estimate(v).flatMap(Estimate::chosen).isPresent());
    List<Region> now = known.map(v -> others(v)).orElse(List.of());
    if (!regions.equals(now)) {
      regions.setAll(now);
    }
    if (chosen.get().filter(where -> !now.contains(where)).isPresent()) {
      chosen.set(Optional.empty());
    } else {
      price();
    }
  }

  /// Where it is not to run already.
  private List<Region> others(Voyage voyage) {
    Candidate here = estimate(voyage).flatMap(Estimate::chosen).orElseThrow();
    return session.actions().planning().elsewhere().regions().stream()
        .filter(region -> !region.equals(new Region(here.cloud(), here.region())))
        .toList();
  }

  private static Optional<Estimate> estimate(Voyage voyage) {
    return voyage.estimate();
  }

  private void price() {
    answer.set(Optional.empty());
    if (chosen.get().isEmpty() || known.isEmpty()) {
      return;
    }
    Voyage voyage = known.get();
    Region where = chosen.get().get();
    session
        .jobs()
        .start(
            Texts.of("job.elsewhere", where),
            command(),
            progress -> session.actions().planning().elsewhere().price(voyage, where),
            found -> {
              if (chosen.get().equals(Optional.of(where)) && known.equals(Optional.of(voyage))) {
                answer.set(found);
              }
            });
  }

  /// Where prices are known besides.
  public ObservableList<Region> regions() {
    return regions;
  }

  /// The place that is asked about.
  public ObjectProperty<Optional<Region>> chosenProperty() {
    return chosen;
  }

  /// Empty until it is found out.
  public ReadOnlyObjectProperty<Optional<Elsewhere>> answerProperty() {
    return answer.getReadOnlyProperty();
  }

  /// The command line that prices it there.
  public String command() {
    String plan = "slipway plan " + session.named();
    return chosen
        .get()
        .map(where -> plan + " --cloud " + where.cloud() + " --region " + where.code())
        .orElse(plan);
  }

  /// Both places side by side; the second is blank where nothing there would do.
  public List<Row> rows() {
    if (answer.get().isEmpty()) {
      return List.of();
    }
    Elsewhere found = answer.get().get();
    Candidate here = found.here();
    Optional<Candidate> there = found.there();
    return List.of(
        row("offer", here, there, Candidate::offer),
        row("replicas", here, there, byHand()::replicas),
        row("month", here, there, one -> Numbers.money(one.month().likely())),
        row("range", here, there, one -> Formats.range(one.month())),
        row("thousand", here, there, one -> Numbers.money(one.perThousand().likely())),
        new Row(
            Texts.of("elsewhere.budget"),
            budget(known.flatMap(Voyage::estimate)),
            budget(Optional.of(found.estimate()))),
        row("rests-on", here, there, Candidate::badge),
        row("age", here, there, Candidate::dated));
  }

  private FleetByHand byHand() {
    return known.map(Voyage::fleetByHand).orElse(FleetByHand.NONE);
  }

  private static Row row(
      String name, Candidate here, Optional<Candidate> there, Function<Candidate, String> said) {
    return new Row(Texts.of("elsewhere." + name), said.apply(here), there.map(said).orElse(""));
  }

  private static String budget(Optional<Estimate> estimate) {
    return estimate
        .flatMap(Estimate::budget)
        .map(Verdict::word)
        .orElse(Texts.of("elsewhere.no-budget"));
  }

  /// How the two differ, in one sentence.
  public String difference() {
    return answer
        .get()
        .map(found -> {
          if (found.there().isEmpty()) {
            return Texts.of("elsewhere.nothing", found.where());
          }
          return found
              .more()
              .map(more ->
                  Texts.of(
                      more < 0 ? "elsewhere.less" : "elsewhere.more",
                      found.where(),
                      Numbers.percent(Math.abs(more))))
              .orElse(Texts.of("elsewhere.unknown", found.where()));
        })
        .orElse("");
  }

  /// From which traffic on that turns; blank where nothing is chosen there.
  public String breakEven() {
    return answer
        .get()
        .filter(found -> found.there().isPresent())
        .map(found ->
            found
                .breakEven()
                .map(turn ->
                    Texts.of(
                        turn.thereAbove() ? "elsewhere.above" : "elsewhere.below",
                        turn.average(),
                        found.where()))
                .or(() ->
                    found
                        .compared()
                        .map(span -> Texts.of("elsewhere.no-turn", span.least(), span.most())))
                .orElse(Texts.of("elsewhere.not-compared")))
        .orElse("");
  }

  /// What is old about the prices there.
  public Optional<String> age() {
    return answer.get().flatMap(found -> found.estimate().age());
  }
}
