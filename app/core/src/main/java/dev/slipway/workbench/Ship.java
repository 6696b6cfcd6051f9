// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.bundle.Bundle;
import dev.slipway.measure.load.Tier;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.ShipReport;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The whole voyage. Each stage keeps its evidence as soon as it is through, so that a voyage that
/// is cut short loses nothing, and the next one begins anew.
public final class Ship {

  /// How to sail.
  ///
  /// @param folder where the bundle goes; the project's bundle folder when empty
  /// @param engine whether a container engine may be used
  /// @param replaceEdited whether files of the bundle that a person changed may be replaced
  public record Request(Tier tier, Optional<Path> folder, boolean engine, boolean replaceEdited) {}

  private final InspectModel inspect;
  private final GovernData data;
  private final EvaluateModel evaluate;
  private final RunProfile profile;
  private final MakePlan plan;
  private final ExportBundle export;
  private final VerifyBundle verify;
  private final ReviewChecklist checklist;
  private final LoadVoyage voyage;

  Ship(
      InspectModel inspect,
      GovernData data,
      EvaluateModel evaluate,
      RunProfile profile,
      MakePlan plan,
      ExportBundle export,
      VerifyBundle verify,
      ReviewChecklist checklist,
      LoadVoyage voyage) {
    this.inspect = inspect;
    this.data = data;
    this.evaluate = evaluate;
    this.profile = profile;
    this.plan = plan;
    this.export = export;
    this.verify = verify;
    this.checklist = checklist;
    this.voyage = voyage;
  }

  public ShipReport ship(OpenedProject opened, Request request, Progress progress)
      throws ProblemException, InterruptedException {
    plan.requireShippable(opened);
    progress.step(0, "inspecting the model");
    inspect.inspect(opened, progress.part(0, 0.01));
    List<Finding> open =
        data.govern(opened, timeForData(request.tier()), progress.part(0.01, 0.04));
    if (opened.project().data().isPresent()) {
      evaluate.evaluate(opened, progress.part(0.04, 0.06));
    }
    profile.run(opened, request.tier(), progress.part(0.06, 0.6));
    plan.keep(opened);
    Bundle bundle =
        export.export(
            opened,
            new ExportBundle.Request(request.folder(), List.of(), request.replaceEdited()),
            progress.part(0.6, 0.65));
    verify.verify(
        new VerifyBundle.Request(bundle.folder(), request.engine(), load(request.tier())),
        Optional.of(opened),
        progress.part(0.65, 0.99));
    progress.step(0.99, "reviewing the checklist");
    checklist.review(opened);
    Voyage whole = voyage.load(opened, bundle.folder());
    return ShipReport.of(whole, open);
  }

  /// How long the service is loaded where that can tell; else up to four times as long.
  private static Duration load(Tier tier) {
    return Duration.ofSeconds(tier == Tier.QUICK ? 5 : 20);
  }

  /// How long the data checks may take, and as long again the drift baseline.
  public static Duration timeForData(Tier tier) {
    return switch (tier) {
      case QUICK -> Duration.ofSeconds(30);
      case STANDARD -> Duration.ofMinutes(1);
      case CERTIFY -> Duration.ofMinutes(10);
    };
  }
}
