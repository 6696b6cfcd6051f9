// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import dev.slipway.base.Numbers;
import dev.slipway.base.Percentile;
import dev.slipway.base.Verdict;
import dev.slipway.checklist.Checklist;
import dev.slipway.cost.Candidate;
import dev.slipway.desktop.parts.Figure;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.session.Session;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.measure.load.Latencies;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Voyage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.value.ObservableValue;

/// The state of the voyage: figures with their verdicts, the seven steps, the next best actions.
public final class OverviewViewModel {

  private static final int STEPS = 7;

  /// One of the seven steps, as far as its items are met.
  public record Step(int number, String title, int met, int failing, int total) {
    public Tone tone() {
      return failing > 0 ? Tone.BAD : met == total && total > 0 ? Tone.GOOD : Tone.OPEN;
    }
  }

  /// Everything on the screen.
  public record Overview(
      String decision,
      List<Figure> figures,
      List<JudgedObjective> objectives,
      List<Step> steps,
      List<Checklist.Line> next,
      Optional<Recorded<Profile>> profile) {}

  private final ObservableValue<Optional<Overview>> overview;

  public OverviewViewModel(Session session) {
    overview = session.openedProperty().map(opened -> opened.map(OverviewViewModel::of));
  }

  public ObservableValue<Optional<Overview>> overview() {
    return overview;
  }

  static Overview of(Session.Opened opened) {
    Voyage voyage = opened.voyage();
    return new Overview(
        voyage.project().project().objectives().decision().orElse(""),
        List.of(
            latency(opened, new Percentile(50)),
            latency(opened, new Percentile(99)),
            capacity(voyage),
            cost(opened),
            quality(opened)),
        opened.objectives(),
        steps(voyage.checklist()),
        voyage.checklist().next(),
        voyage.profile());
  }

  private static Figure latency(Session.Opened opened, Percentile at) {
    String title = Texts.of("overview.latency", at);
    Optional<Recorded<Profile>> recorded = opened.voyage().profile();
    if (recorded.isEmpty()) {
      return missing(title, "overview.not-measured");
    }
    Latencies latencies = recorded.get().value().users().response();
    Optional<JudgedObjective> objective = objective(opened, "latency." + at);
    boolean sound = recorded.get().value().users().invalid().isEmpty();
    String sample =
        Texts.of(
            sound ? "overview.sample" : "overview.sample-disturbed",
            Numbers.count(latencies.count()));
    String context = objective.map(o -> o.stated() + " · " + sample).orElse(sample);
    Optional<Formats.Quantity> value = latencies.at(at).map(p -> Formats.duration(p.value()));
    return figure(
        title,
        value.orElse(new Formats.Quantity("–", "")),
        context,
        objective,
        recorded.get().stale());
  }

  private static Figure capacity(Voyage voyage) {
    String title = Texts.of("overview.capacity");
    if (voyage.profile().isEmpty()) {
      return missing(title, "overview.not-measured");
    }
    Recorded<Profile> recorded = voyage.profile().get();
    if (recorded.value().knownCapacity().isEmpty()) {
      return missing(title, "overview.disturbed");
    }
    String context =
        voyage
            .project()
            .project()
            .objectives()
            .traffic()
            .map(traffic -> Texts.of("overview.peak", traffic.peak()))
            .orElse(Texts.of("overview.one-worker"));
    return figure(
        title,
        Formats.rate(recorded.value().capacity()),
        context,
        Optional.empty(),
        recorded.stale());
  }

  private static Figure cost(Session.Opened opened) {
    String title = Texts.of("overview.cost");
    Optional<Candidate> chosen = opened.voyage().estimate().flatMap(estimate -> estimate.chosen());
    if (chosen.isEmpty()) {
      return missing(title, "overview.not-priced");
    }
    var month = chosen.get().month();
    String code = month.likely().currency().getCurrencyCode();
    Optional<JudgedObjective> objective = objective(opened, "budget");
    return figure(
        title,
        new Formats.Quantity(Numbers.amount(month.likely()), code),
        Formats.range(month),
        objective,
        Optional.empty());
  }

  private static Figure quality(Session.Opened opened) {
    Optional<Recorded<Evaluation>> recorded = opened.voyage().evaluation();
    if (recorded.isEmpty()) {
      return missing(Texts.of("overview.quality"), "overview.not-evaluated");
    }
    Evaluation evaluation = recorded.get().value();
    return figure(
        Texts.of("overview.quality-of", evaluation.metric()),
        new Formats.Quantity(Numbers.score(evaluation.score().value()), ""),
        Texts.of(
            "overview.quality-context", Numbers.count(evaluation.rows()), evaluation.interval()),
        objective(opened, "quality." + evaluation.metric()),
        recorded.get().stale());
  }

  private static Figure figure(
      String title,
      Formats.Quantity value,
      String context,
      Optional<JudgedObjective> objective,
      Optional<String> stale) {
    Optional<Verdict> verdict = objective.map(JudgedObjective::verdict);
    return new Figure(
        title,
        value.number(),
        value.unit(),
        context,
        verdict.map(Verdict::word).orElse(""),
        verdict.map(Tone::of).orElse(Tone.NEUTRAL),
        stale);
  }

  private static Figure missing(String title, String key) {
    return new Figure(title, "–", "", Texts.of(key), "", Tone.OPEN, Optional.empty());
  }

  private static Optional<JudgedObjective> objective(Session.Opened opened, String name) {
    return opened.objectives().stream().filter(o -> o.name().equals(name)).findFirst();
  }

  private static List<Step> steps(Checklist checklist) {
    var titles =
        List.of(
            Texts.of("step.1"),
            Texts.of("step.2"),
            Texts.of("step.3"),
            Texts.of("step.4"),
            Texts.of("step.5"),
            Texts.of("step.6"),
            Texts.of("step.7"));
    var steps = new ArrayList<Step>();
    IntStream.rangeClosed(1, STEPS)
        .forEach(number -> steps.add(step(number, titles.get(number - 1), checklist)));
    return steps;
  }

  private static Step step(int number, String title, Checklist checklist) {
    List<Checklist.State> states =
        checklist.lines().stream()
            .filter(line -> line.item().step() == number)
            .map(Checklist.Line::state)
            .filter(state -> state != Checklist.State.NOT_APPLICABLE)
            .toList();
    int met =
        (int)
            states.stream()
                .filter(s -> s == Checklist.State.PASS || s == Checklist.State.WAIVED)
                .count();
    int failing =
        (int)
            states.stream()
                .filter(s -> s == Checklist.State.FAIL || s == Checklist.State.ERROR)
                .count();
    return new Step(number, title, met, failing, states.size());
  }
}
