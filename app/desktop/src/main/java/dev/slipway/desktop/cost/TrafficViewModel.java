// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import dev.slipway.base.Numbers;
import dev.slipway.base.Rate;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Estimate;
import dev.slipway.cost.FleetByHand;
import dev.slipway.cost.TrafficCosts;
import dev.slipway.cost.TrafficCosts.BreakEven;
import dev.slipway.cost.TrafficCosts.Point;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.objective.Project;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Voyage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/// What the service would cost at other traffic than is stated. Nothing of it is kept.
public final class TrafficViewModel {

  /// What the costs were found from; while it stays, so do they.
  private record Basis(Estimate estimate, Profile profile, Project project) {}

  private final Session session;
  private final ReadOnlyObjectWrapper<Optional<TrafficCosts>> costs =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final IntegerProperty place = new SimpleIntegerProperty();
  private Optional<Basis> basis = Optional.empty();
  private Optional<Job> pricing = Optional.empty();

  public TrafficViewModel(Session session) {
    this.session = session;
    session.openedProperty().subscribe(opened -> look(opened.map(Session.Opened::voyage)));
    session
        .screenProperty()
        .subscribe(screen -> {
          if (screen == Screen.COST) {
            look(session.voyage());
          }
        });
  }

  private void look(Optional<Voyage> voyage) {
    Optional<Basis> now =
        voyage.flatMap(known ->
            known
                .estimate()
                .flatMap(estimate ->
                    known
                        .profile()
                        .map(Recorded::value)
                        .map(profile -> new Basis(estimate, profile, known.project().project()))));
    if (now.equals(basis)) {
      return;
    }
    basis = now;
    costs.set(Optional.empty());
    pricing.ifPresent(Job::cancel);
    pricing = now.map(asked -> price(voyage.orElseThrow(), asked));
  }

  private Job price(Voyage voyage, Basis asked) {
    Job job =
        session
            .jobs()
            .start(
                Texts.of("job.traffic"),
                "",
                progress -> session.actions().planning().atOtherTraffic(voyage, progress),
                found -> show(asked, found));
    job.stateProperty()
        .subscribe(state -> {
          // Nobody looks for what a user has cancelled until the cost is looked at again.
          if (state == Job.State.CANCELLED && basis.equals(Optional.of(asked))) {
            basis = Optional.empty();
          }
        });
    return job;
  }

  private void show(Basis asked, Optional<TrafficCosts> found) {
    if (basis.equals(Optional.of(asked))) {
      place.set(found.map(TrafficCosts::stated).orElse(0));
      costs.set(found);
    }
  }

  /// Empty until it was found out, and where nothing is likely to do.
  public ReadOnlyObjectProperty<Optional<TrafficCosts>> costsProperty() {
    return costs.getReadOnlyProperty();
  }

  /// Which of the points is looked at.
  public IntegerProperty placeProperty() {
    return place;
  }

  /// The point that is looked at.
  public Optional<Point> here() {
    return costs.get().map(all -> all.points().get(place.get()));
  }

  /// `40/s on average, 240/s at the peak`
  public String traffic() {
    return here()
        .map(point -> Texts.of("traffic.of", point.traffic().average(), point.traffic().peak()))
        .orElse("");
  }

  /// The chosen offer there.
  public String chosen() {
    return here().flatMap(Point::chosen).map(this::said).orElse(Texts.of("traffic.none"));
  }

  /// What would be chosen there.
  public String best() {
    Optional<Candidate> best = here().flatMap(Point::best);
    if (best.isEmpty()) {
      return Texts.of("traffic.nothing");
    }
    boolean same =
        here().flatMap(Point::chosen).map(Candidate::offer).equals(best.map(Candidate::offer));
    return same ? Texts.of("traffic.same") : best.get().offer() + " · " + said(best.get());
  }

  private String said(Candidate one) {
    return Texts.of("traffic.offer", byHand().replicas(one), one.month().text());
  }

  private FleetByHand byHand() {
    return session.voyage().map(Voyage::fleetByHand).orElse(FleetByHand.NONE);
  }

  /// Where something else pays, and where the budget ends, in words.
  public List<String> turns() {
    List<String> turns = new ArrayList<>();
    costs
        .get()
        .ifPresent(all -> {
          all.breakEvens().forEach(turn -> turns.add(said(turn)));
          all.budgetEnds().ifPresent(at -> turns.add(Texts.of("traffic.budget", at)));
          if (all.points().stream().anyMatch(point -> point.best().isEmpty())) {
            turns.add(Texts.of("traffic.some-nothing"));
          }
          if (turns.isEmpty()) {
            turns.add(
                Texts.of(
                    "traffic.no-turn",
                    all.points().getFirst().traffic().average(),
                    all.points().getLast().traffic().average()));
          }
        });
    return turns;
  }

  private String said(BreakEven turn) {
    String pays = byHand().isCounted() ? "traffic.pays-by-hand" : "traffic.pays";
    return Texts.of(
        turn.pays() ? pays : "traffic.pays-no-more", turn.average(), turn.other().offer());
  }

  /// The command line that prices the service at this traffic.
  public String command() {
    String plan = "slipway plan " + session.named();
    boolean stated = costs.get().map(all -> all.stated() == place.get()).orElse(true);
    return stated ? plan : plan + " --traffic " + typed(here().orElseThrow().traffic().average());
  }

  /// A rate as commands read it, without separators.
  private static String typed(Rate rate) {
    return Numbers.digits(rate.perSecond(), 3) + "/s";
  }
}
