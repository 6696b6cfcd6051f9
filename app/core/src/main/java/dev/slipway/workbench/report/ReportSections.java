// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Shell;
import dev.slipway.bundle.Bundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The report's sections, in the voyage's order.
public final class ReportSections {

  private final ShipReport report;
  private final Voyage voyage;
  private final String folder;

  private ReportSections(ShipReport report) {
    this.report = report;
    this.voyage = report.voyage();
    this.folder = Shell.word(voyage.project().folder().getFileName());
  }

  public static List<Section> of(ShipReport report) {
    return new ReportSections(report).all();
  }

  private List<Section> all() {
    List<Section> sections = new ArrayList<>();
    sections.add(ObjectivesSection.of(report.objectives()));
    voyage
        .project()
        .whose()
        .note()
        .map(note -> new Rows().fact("records", voyage.project().records(), note))
        .map(rows -> rows.section("Records", "whose they are"))
        .ifPresent(sections::add);
    sections.add(
        ModelSection.of(voyage.inspection(), voyage.project())
            .made(Optional.empty(), command("inspect")));
    if (!voyage.data().isEmpty()) {
      sections.add(DataSection.of(voyage.data()).made(Optional.empty(), command("data")));
    }
    sections.add(quality());
    voyage
        .champion()
        .map(recorded ->
            ChampionSection.of(recorded.value())
                .made(recorded, command("evaluate") + " --champion MODEL"))
        .ifPresent(sections::add);
    sections.add(speed());
    voyage
        .target()
        .map(there ->
            LoadSection.target(there.value())
                .made(there, "slipway measure URL --project " + folder))
        .ifPresent(sections::add);
    batch().ifPresent(sections::add);
    sections.add(cost());
    voyage
        .plan()
        .map(plan -> PlanSection.of(plan).made(Optional.empty(), command("plan")))
        .ifPresent(sections::add);
    sections.add(verification());
    voyage.bundle().map(bundle -> bundle(bundle.value())).ifPresent(sections::add);
    return sections;
  }

  private String command(String name) {
    return "slipway " + name + " " + folder;
  }

  private Section quality() {
    return voyage
        .evaluation()
        .map(recorded ->
            QualitySection.of(recorded.value(), voyage.project().project().objectives().quality())
                .made(recorded, command("evaluate")))
        .orElseGet(() -> Section.missing("Quality", "not evaluated yet", command("evaluate")));
  }

  private Section speed() {
    return voyage
        .profile()
        .map(recorded -> SpeedSection.of(recorded.value()).made(recorded, command("profile")))
        .orElseGet(
            () -> Section.missing(SpeedSection.TITLE, "not measured yet", command("profile")));
  }

  /// Where something is scored in batch.
  private Optional<Section> batch() {
    String command = command("score") + " --data FILES --out FOLDER";
    return voyage
        .project()
        .project()
        .objectives()
        .batch()
        .map(asked ->
            voyage
                .batch()
                .map(recorded -> BatchSection.of(recorded.value()).made(recorded, command))
                .orElseGet(() -> Section.missing(BatchSection.TITLE, "not measured yet", command)));
  }

  private Section cost() {
    return voyage
        .estimate()
        .map(estimate -> CostSection.of(estimate).made(Optional.empty(), command("plan")))
        .orElseGet(() -> Section.missing(CostSection.TITLE, "no plan yet", command("plan")));
  }

  private Section verification() {
    String command = command("verify") + "/bundle";
    return voyage
        .verification()
        .map(recorded -> VerificationSection.of(recorded.value()).made(recorded, command))
        .orElseGet(() ->
            Section.missing(VerificationSection.TITLE, "no bundle was verified yet", command));
  }

  static Section bundle(Bundle bundle) {
    Rows rows =
        new Rows()
            .fact(
                "files",
                String.valueOf(bundle.files().size()),
                "digest " + bundle.digest().brief());
    if (bundle.watchesDrift()) {
      rows.fact("drift", "monitored", "by the baseline in the bundle");
    } else {
      rows.row(
          "drift",
          "not monitored",
          Section.Tone.OPEN,
          "no baseline went into the bundle: slipway data --baseline counts one");
    }
    return rows.section("Bundle", "what operations gets");
  }
}
