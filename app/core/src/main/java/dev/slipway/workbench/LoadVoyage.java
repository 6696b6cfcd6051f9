// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.Bundle;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.bundle.Outdated;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evidence.Ledger;
import dev.slipway.inspect.Inspection;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.profile.OnTarget;
import dev.slipway.profile.Profile;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.project.KnownBundle;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.report.ShipReport;
import dev.slipway.workbench.report.Voyage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Gathers everything known of a project, without measuring or writing anything.
public final class LoadVoyage {

  private final InspectData data;
  private final MakePlan plan;
  private final ReviewChecklist checklist;
  private final Shelf shelf;
  private final SearchSettings search;
  private final ChooseVariant choose;
  private final TargetCatalogue targets;

  /// Where earlier results are found.
  ///
  /// @param targets that an export would make a bundle from
  record Sources(
      Shelf shelf, SearchSettings search, ChooseVariant choose, TargetCatalogue targets) {}

  LoadVoyage(InspectData data, MakePlan plan, ReviewChecklist checklist, Sources sources) {
    this.data = data;
    this.plan = plan;
    this.checklist = checklist;
    this.shelf = sources.shelf();
    this.search = sources.search();
    this.choose = sources.choose();
    this.targets = sources.targets();
  }

  public Voyage load(OpenedProject opened) throws ProblemException {
    return load(opened, opened.bundleFolder());
  }

  /// The latency objectives, each with all that it is held against.
  public List<JudgedObjective> latency(OpenedProject opened) throws ProblemException {
    return ShipReport.of(load(opened)).objectives().stream()
        .filter(judged -> judged.name().startsWith("latency."))
        .toList();
  }

  Voyage load(OpenedProject opened, Path bundle) throws ProblemException {
    Inspection inspection = InspectModel.look(opened);
    Sha256 model = inspection.model().sha256();
    var now = Shelf.Now.of(opened, model, bundle);
    Optional<Recorded<Profile>> profile = plan.last(opened, now);
    Optional<MakePlan.Planned> planned = plan.ready(opened, inspection, profile);
    Optional<Recorded<Evaluation>> evaluation =
        shelf.latest(
            opened, now, EvaluateModel.KIND, Evaluation.class, EvaluateModel.command(opened));
    InspectData.Known known = data.known(opened, now);
    var ofOriginal = now.ofOriginal(opened);
    List<Ledger.Entry> entries = checklist.entries(opened);
    return new Voyage(
        opened,
        inspection,
        known.reports(),
        known.study(),
        evaluation,
        shelf.latest(
            opened,
            now,
            EvaluateModel.CHAMPION_KIND,
            ChampionComparison.class,
            EvaluateModel.command(opened) + " --champion MODEL"),
        profile,
        shelf.latest(
            opened, now, MeasureService.KIND, OnTarget.class, MeasureService.command(opened)),
        search.last(opened, ofOriginal, profile.map(Recorded::value)),
        choose.standings(opened, ofOriginal, entries),
        planned.map(MakePlan.Planned::estimate),
        planned.map(MakePlan.Planned::plan),
        plan.batch(opened, now),
        bundle(
            opened,
            bundle,
            new Outdated.CurrentState(
                opened.project().name(),
                opened.project().version(),
                model,
                opened.project().objectives(),
                evaluation.filter(last -> last.stale().isEmpty()).map(Recorded::value),
                planned.map(MakePlan.Planned::exported))),
        shelf.latest(
            opened, now, VerifyBundle.KIND, Verification.class, VerifyBundle.command(bundle)),
        checklist.look(opened, now, entries));
  }

  /// The bundle as it lies there, though a person changed it: that is a reason why it is no more
  /// what an export would make, and none to show nothing of the project.
  private Optional<Recorded<Bundle>> bundle(
      OpenedProject opened, Path folder, Outdated.CurrentState now) throws ProblemException {
    Path manifest = folder.resolve(BundleManifest.FILE);
    if (!Files.exists(manifest)) {
      return Optional.empty();
    }
    BundleSnapshot snapshot = KnownBundle.snapshot(folder, opened.hashes());
    return Optional.of(
        new Recorded<>(
            new Bundle(folder, snapshot.present(), snapshot.digest()),
            writtenAt(manifest),
            Outdated.since(snapshot, now, targets),
            ExportBundle.command(opened)));
  }

  private static Instant writtenAt(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException goneMeanwhile) {
      return Instant.EPOCH;
    }
  }
}
