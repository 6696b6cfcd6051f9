// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Json;
import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.EvidenceNames;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.RunLog;
import dev.slipway.evidence.Waiver;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedHere;
import dev.slipway.workbench.history.Event;
import dev.slipway.workbench.history.Found;
import dev.slipway.workbench.history.History;
import dev.slipway.workbench.history.Trend;
import dev.slipway.workbench.project.OpenedProject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads what is kept of a project over time, from the ledger and the log of runs; writes nothing.
public final class ReadHistory {

  private static final int MOST_RUNS = 200;

  private final Ledger ledger;
  private final RunLog runs;

  public ReadHistory(Ledger ledger, RunLog runs) {
    this.ledger = ledger;
    this.runs = runs;
  }

  public History read(OpenedProject opened) throws ProblemException {
    String project = opened.records();
    List<Event> events = new ArrayList<>(recorded(ledger.entries(project)));
    ledger.waivers(project).forEach(waiver -> events.add(waived(waiver)));
    // A search leaves no evidence: what it found is a proposal.
    for (RunLog.Run run : runs.history(project, SearchSettings.KIND, MOST_RUNS)) {
      events.add(
          new Event(
              run.at(),
              run.release(),
              SearchSettings.KIND,
              opened.command(SearchSettings.KIND),
              List.of(),
              true));
    }
    events.sort(Comparator.comparing(Event::at).reversed());
    List<Found> found = new ArrayList<>();
    ledger.entries(project).forEach(entry -> found.add(found(entry.evidence())));
    for (RunLog.Run run : runs.history(project, RunProfile.KIND, MOST_RUNS)) {
      served(run).ifPresent(found::add);
    }
    found.sort(Comparator.comparing(Found::at));
    return new History(events, found);
  }

  /// Records of one moment and one command are one event.
  private static List<Event> recorded(List<Ledger.Entry> entries) {
    List<Event> events = new ArrayList<>();
    List<Ledger.Entry> together = new ArrayList<>();
    for (Ledger.Entry entry : entries) {
      if (!together.isEmpty() && !isOf(entry.evidence(), together.getFirst().evidence())) {
        events.add(event(together));
        together.clear();
      }
      together.add(entry);
    }
    if (!together.isEmpty()) {
      events.add(event(together));
    }
    return events;
  }

  private static boolean isOf(Evidence one, Evidence other) {
    return one.at().equals(other.at())
        && one.command().equals(other.command())
        && one.release().equals(other.release());
  }

  private static Event event(List<Ledger.Entry> together) {
    Evidence first = together.getFirst().evidence();
    String[] words = first.command().split(" ", 3);
    return new Event(
        first.at(),
        first.release(),
        words.length > 1 ? words[1] : first.source().id(),
        first.command(),
        together.stream().map(ReadHistory::told).toList(),
        together.stream().allMatch(Ledger.Entry::intact));
  }

  private static String told(Ledger.Entry entry) {
    Evidence evidence = entry.evidence();
    return EvidenceNames.of(evidence.key()) + ": " + brief(evidence.found());
  }

  /// A hash says no more to a person than its beginning.
  private static String brief(String found) {
    return found.matches("[0-9a-f]{64}") ? found.substring(0, 12) : found;
  }

  private static Event waived(Waiver waiver) {
    return new Event(
        waiver.created(),
        waiver.release(),
        "waiver",
        "",
        List.of(
            waiver.item() + ": " + waiver.reason(),
            "granted by " + waiver.approver() + " until " + waiver.expires()),
        true);
  }

  private static Found found(Evidence evidence) {
    return new Found(
        evidence.key(),
        evidence.release(),
        evidence.at(),
        evidence.found(),
        evidence.unit(),
        number(evidence));
  }

  private static OptionalDouble number(Evidence evidence) {
    boolean error =
        evidence.unit().equals(Evidence.ERROR) || evidence.unit().equals(Evidence.NOT_RUN);
    return !error && evidence.value().matches("-?\\d+(\\.\\d+)?(E-?\\d+)?")
        ? OptionalDouble.of(Double.parseDouble(evidence.value()))
        : OptionalDouble.empty();
  }

  /// How long nineteen answers in twenty take over a socket at most; empty where that was not
  /// measured, or was disturbed.
  private static Optional<Found> served(RunLog.Run run) {
    Profile profile;
    try {
      profile = Json.read(Json.tree(run.json()).path("result").toString(), Profile.class);
    } catch (ProblemException olderForm) {
      return Optional.empty();
    }
    return profile
        .here()
        .map(ServedHere::load)
        .filter(load -> load.invalid().isEmpty())
        .flatMap(load -> load.response().at(new Percentile(95)))
        .map(p95 -> {
          double millis = p95.value().toNanos() / 1e6;
          return new Found(
              Trend.SERVED_P95.key(),
              run.release(),
              run.at(),
              String.format(Locale.ROOT, "%.3f ms", millis),
              "ms",
              OptionalDouble.of(millis));
        });
  }
}
