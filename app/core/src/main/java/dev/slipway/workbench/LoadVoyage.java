// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.Bundle;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleReader;
import dev.slipway.data.ChampionComparison;
import dev.slipway.data.Evaluation;
import dev.slipway.inspect.Inspection;
import dev.slipway.profile.Profile;
import dev.slipway.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Gathers everything known of a project, without measuring or writing anything.
public final class LoadVoyage {

  /// Who knows which ways to run the model were found.
  record Ways(SearchSettings search, ChooseVariant choose) {}

  private final InspectData data;
  private final MakePlan plan;
  private final ReviewChecklist checklist;
  private final Shelf shelf;
  private final SearchSettings search;
  private final ChooseVariant choose;
  private final BundleReader reader = new BundleReader();

  LoadVoyage(InspectData data, MakePlan plan, ReviewChecklist checklist, Shelf shelf, Ways ways) {
    this.data = data;
    this.plan = plan;
    this.checklist = checklist;
    this.shelf = shelf;
    this.search = ways.search();
    this.choose = ways.choose();
  }

  public Voyage load(OpenedProject opened) throws ProblemException {
    return load(opened, opened.bundleFolder());
  }

  Voyage load(OpenedProject opened, Path bundle) throws ProblemException {
    Inspection inspection = InspectModel.look(opened);
    Sha256 model = inspection.model().sha256();
    var now = Shelf.Now.of(opened, model, bundle);
    Optional<Recorded<Profile>> profile = plan.last(opened, now);
    Optional<MakePlan.Planned> planned = plan.ready(opened, inspection, profile);
    return new Voyage(
        opened,
        inspection,
        data.reports(opened, now),
        shelf.latest(
            opened, now, EvaluateModel.KIND, Evaluation.class, EvaluateModel.command(opened)),
        shelf.latest(
            opened,
            now,
            EvaluateModel.CHAMPION_KIND,
            ChampionComparison.class,
            EvaluateModel.command(opened) + " --champion MODEL"),
        profile,
        search.last(opened, profile.map(Recorded::value)),
        choose.standings(opened),
        planned.map(MakePlan.Planned::estimate),
        planned.map(MakePlan.Planned::plan),
        bundle(opened, model, bundle),
        shelf.latest(
            opened, now, VerifyBundle.KIND, Verification.class, VerifyBundle.command(bundle)),
        checklist.look(opened, bundle));
  }

  private Optional<Recorded<Bundle>> bundle(OpenedProject opened, Sha256 model, Path folder)
      throws ProblemException {
    Path manifest = folder.resolve(BundleManifest.FILE);
    if (!Files.exists(manifest)) {
      return Optional.empty();
    }
    Optional<String> stale =
        reader.manifest(folder).model().equals(model)
            ? Optional.empty()
            : Optional.of("it holds another model");
    return Optional.of(
        new Recorded<>(
            reader.read(folder), writtenAt(manifest), stale, ExportBundle.command(opened)));
  }

  private static Instant writtenAt(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException goneMeanwhile) {
      return Instant.EPOCH;
    }
  }
}
