// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import static dev.slipway.evidence.Evidence.Source.MANUAL;
import static dev.slipway.evidence.Evidence.Source.PIPELINE;
import static dev.slipway.evidence.Evidence.Source.REHEARSAL;
import static dev.slipway.evidence.Evidence.Source.TARGET;
import static dev.slipway.evidence.Evidence.Source.WORKBENCH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Altered;
import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Attestation;
import dev.slipway.evidence.Evidence;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which state an item is in, and what a person is told about it.
final class ChecklistEvaluatorTest {

  private Catalogue catalogue;
  private Release release;

  @BeforeEach
  void aReleaseOfWhichNothingIsKnown() throws ProblemException {
    catalogue = Release.shipped();
    release = new Release();
  }

  @Test
  void passesWhatWasMeasuredWithinTheLimit() {
    release.settings.put("objectives.rollback_seconds", "50");
    release.found("release.rollback_seconds", "12.5", REHEARSAL);

    assertTells("pipe-rollback", "PASS: 12.5, wanted at most 50 (rehearsal, 2026-03-02)");
  }

  @Test
  void failsWhatWasMeasuredBeyondTheLimit() {
    release.settings.put("objectives.rollback_seconds", "50");
    release.found("release.rollback_seconds", "50.001", REHEARSAL);

    assertTells("pipe-rollback", "FAIL: 50.001, wanted at most 50 (rehearsal, 2026-03-02)");
  }

  @Test
  void theLimitItselfPasses() {
    release.settings.put("objectives.rollback_seconds", "50");
    release.found("release.rollback_seconds", "50.00", REHEARSAL);

    assertTells("pipe-rollback", "PASS: 50.00, wanted at most 50 (rehearsal, 2026-03-02)");
  }

  @Test
  void aLongNumberIsReadInSixDigits() {
    release.settings.put("objectives.rollback_seconds", "50");
    release.found("release.rollback_seconds", "12.447512991425597", REHEARSAL);

    assertTells("pipe-rollback", "PASS: 12.4475, wanted at most 50 (rehearsal, 2026-03-02)");
  }

  /// A p99 below its limit, a mean cost within the budget, groups of which none is surely below:
  /// what the one verdict leaves open is open here too.
  @Test
  void aPointOnTheRightSideIsNoVerdict() {
    release.settings.put("objectives.latency_p99_ms", "50");
    release.settings.put("objectives.budget_month", "400 EUR");
    release.settings.put("charter.model_floor", "0.9");
    release.flags.add("has-champion");
    release.found("serving.latency_p99_ms", "12.5", REHEARSAL);
    release.found("serving.objective_p99", "inconclusive: p99 of 80 requests", REHEARSAL);
    release.found("cost.per_1k_predictions", "0.001", WORKBENCH);
    release.found("cost.budget_verdict", "inconclusive: 200 to 900 EUR a month", WORKBENCH);
    release.found("model.slices_verdict", "inconclusive: too few rows to tell", WORKBENCH);
    release.found("model.champion_delta", "0.01", WORKBENCH);
    release.found("model.champion_verdict", "inconclusive: no difference", WORKBENCH);

    assertTells(
        "res-p99", "INCONCLUSIVE: inconclusive: p99 of 80 requests (rehearsal, 2026-03-02)");
    assertTells(
        "res-cost", "INCONCLUSIVE: inconclusive: 200 to 900 EUR a month (workbench, 2026-03-02)");
    assertTells(
        "pipe-slices", "INCONCLUSIVE: inconclusive: too few rows to tell (workbench, 2026-03-02)");
    assertTells(
        "pipe-champion", "INCONCLUSIVE: inconclusive: no difference (workbench, 2026-03-02)");
  }

  @Test
  void whatNobodyLookedAtIsNotRun() {
    assertTells("arch-image-user", "NOT_RUN: nothing is known of `image.runs_as_nonroot` yet");
    assertTells("data-labels", "NOT_RUN: nobody has signed it yet");
  }

  @Test
  void aLimitThatTheProjectDoesNotStateIsNotRunWhateverWasMeasured() {
    release.found("serving.throughput_rps", "150", REHEARSAL);

    assertTells(
        "res-throughput", "NOT_RUN: the project does not say `objectives.peak_rps_with_headroom`");
  }

  @Test
  void theCataloguesDefaultHoldsUntilTheProjectSaysOtherwise() {
    release.found("release.rollback_seconds", "200", REHEARSAL);
    assertTells("pipe-rollback", "PASS: 200, wanted at most 300 (rehearsal, 2026-03-02)");

    release.settings.put("objectives.rollback_seconds", "120");
    assertTells("pipe-rollback", "FAIL: 200, wanted at most 120 (rehearsal, 2026-03-02)");
  }

  @Test
  void aChangedInputMakesEvidenceStale() {
    release.found("secrets.findings", "0", WORKBENCH);
    release.inputs.put("model", "d".repeat(64));

    assertTells("arch-secrets", "STALE: the model has changed since (workbench, 2026-03-02)");
  }

  @Test
  void aMissingInputMakesEvidenceStale() {
    release.found("secrets.findings", "0", WORKBENCH);
    release.inputs.remove("model");

    assertTells("arch-secrets", "STALE: the model is not there any more (workbench, 2026-03-02)");
  }

  @Test
  void anInputThatIsPutBackMakesItsEvidenceCountAgain() {
    release.found("secrets.findings", "0", WORKBENCH);
    String original = release.inputs.put("model", "d".repeat(64));
    release.found("secrets.findings", "3", WORKBENCH);
    release.inputs.put("model", String.valueOf(original));

    assertTells("arch-secrets", "PASS: 0, wanted 0 (workbench, 2026-03-02)");
  }

  @Test
  void evidenceAgesByItsSource() {
    release.foundBefore(Duration.ofDays(90), "secrets.findings", "0", WORKBENCH);
    assertTells("arch-secrets", "PASS: 0, wanted 0 (workbench, 2025-12-02)");

    release = new Release();
    release.foundBefore(Duration.ofDays(90).plusSeconds(1), "secrets.findings", "0", WORKBENCH);
    assertTells(
        "arch-secrets",
        "STALE: it is from 2025-12-02 and counts for 90 days (workbench, 2025-12-02)");
  }

  @Test
  void anItemMayAgeFasterThanItsSource() {
    release.foundBefore(Duration.ofDays(8), "image.critical_fixable", "0", PIPELINE);

    assertTells(
        "pipe-vulns", "STALE: it is from 2026-02-22 and counts for 7 days (pipeline, 2026-02-22)");
  }

  @Test
  void evidenceOfAnotherReleaseIsStale() {
    Evidence other = release.evidence("secrets.findings", "0", WORKBENCH, Duration.ofDays(1));
    release.keeps(Altered.of(other, "release", "1.3.0+000000000000"), true);

    assertTells(
        "arch-secrets", "STALE: it is about release 1.3.0+000000000000 (workbench, 2026-03-01)");
  }

  @Test
  void theNewestOfASourceCounts() {
    release.foundBefore(Duration.ofDays(2), "secrets.findings", "0", WORKBENCH);
    release.foundBefore(Duration.ofDays(1), "secrets.findings", "4", WORKBENCH);
    release.foundBefore(Duration.ofDays(3), "secrets.findings", "0", WORKBENCH);

    assertTells("arch-secrets", "FAIL: 4, wanted 0 (workbench, 2026-03-01)");
  }

  @Test
  void whatIsCloserToProductionCountsMoreWhileItIsFresh() {
    release.settings.put("objectives.rollback_seconds", "50");
    release.foundBefore(Duration.ofDays(3), "release.rollback_seconds", "70", TARGET);
    release.found("release.rollback_seconds", "12.5", REHEARSAL);
    assertTells("pipe-rollback", "FAIL: 70, wanted at most 50 (target, 2026-02-27, at laptop)");

    release = new Release();
    release.settings.put("objectives.rollback_seconds", "50");
    release.foundBefore(Duration.ofDays(8), "release.rollback_seconds", "70", TARGET);
    release.found("release.rollback_seconds", "12.5", REHEARSAL);
    assertTells("pipe-rollback", "PASS: 12.5, wanted at most 50 (rehearsal, 2026-03-02)");
  }

  @Test
  void whatTheWorkbenchThinksDoesNotStandInForARehearsal() {
    release.settings.put("objectives.rollback_seconds", "50");
    release.found("release.rollback_seconds", "12.5", WORKBENCH);

    assertTells(
        "pipe-rollback",
        "NOT_RUN: known from the workbench only; it is to be found in the rehearsal");
  }

  @Test
  void aPersonsWordDoesNotStandInForAMeasurement() {
    release.found("secrets.findings", "0", MANUAL);

    assertTells(
        "arch-secrets", "NOT_RUN: known from the manual only; it is to be found in the workbench");
  }

  @Test
  void aToolThatFailedIsAnError() {
    release.keeps(ofUnit("secrets.findings", "scanner: out of memory", Evidence.ERROR), true);

    assertTells(
        "arch-secrets",
        "ERROR: the check itself failed: scanner: out of memory (workbench, 2026-03-02)");
  }

  @Test
  void aCheckThatCouldNotBeRunSaysWhatItLacks() {
    release.found("data.split_leak_count", "0", WORKBENCH);
    release.keeps(ofUnit("data.split_leak_count", "no entity is stated", Evidence.NOT_RUN), true);

    assertTells("pipe-leakage", "NOT_RUN: no entity is stated (workbench, 2026-03-02)");
  }

  private Evidence ofUnit(String key, String value, String unit) {
    Evidence asked = release.evidence(key, value, WORKBENCH, Duration.ZERO);
    return Altered.of(asked, "unit", unit);
  }

  @Test
  void aValueThatIsNoNumberIsAnErrorWhereOneIsWanted() {
    release.found("secrets.findings", "NaN", WORKBENCH);
    release.found("image.runs_as_nonroot", "yes", REHEARSAL);

    assertTells("arch-secrets", "ERROR: `NaN` cannot be compared with `0` (workbench, 2026-03-02)");
    assertTells(
        "arch-image-user", "ERROR: `yes` cannot be compared with `true` (rehearsal, 2026-03-02)");
  }

  @Test
  void aRecordFromTheFutureIsAnError() {
    release.foundBefore(Duration.ofDays(-2), "secrets.findings", "0", WORKBENCH);

    assertTells("arch-secrets", "ERROR: it is dated in the future: 2026-03-04T12:00:00Z");
  }

  @Test
  void anAlteredRecordIsAnError() {
    release.keeps(release.evidence("secrets.findings", "0", WORKBENCH, Duration.ZERO), false);

    assertTells("arch-secrets", "ERROR: record 1 was changed after it was kept");
  }

  @Test
  void aBreakInTheChainTakesTheTrustFromWhatIsOlderAndNotFromWhatIsNewer() {
    release.found("secrets.findings", "0", WORKBENCH);
    release.keeps(release.evidence("unrelated", "0", WORKBENCH, Duration.ZERO), false);
    assertTells(
        "arch-secrets", "ERROR: the chain of evidence is broken at record 2, after this one");

    release.found("secrets.findings", "0", WORKBENCH);
    assertTells("arch-secrets", "PASS: 0, wanted 0 (workbench, 2026-03-02)");
  }

  @Test
  void anItemWhoseFlagIsNotSetDoesNotApply() {
    release.found("manifests.schema_errors", "2", WORKBENCH);
    assertTells(
        "arch-manifests-valid",
        "NOT_APPLICABLE: applies only where: deployment target is Kubernetes");

    release.flags.add("kubernetes");
    assertTells("arch-manifests-valid", "FAIL: 2, wanted 0 (workbench, 2026-03-02)");
  }

  @Test
  void aPersonSignsWhatNoToolCanFind() {
    release.attested("data-labels", Attestation.Word.MET);
    release.attested("goal-wrong-prediction", Attestation.Word.NOT_MET);

    assertTells("data-labels", "PASS: Ada: see the note of 2 March (manual, 2026-03-02)");
    assertTells("goal-wrong-prediction", "FAIL: Ada: see the note of 2 March (manual, 2026-03-02)");
  }

  @Test
  void aRecordThatNobodySignedIsNoAttestation() {
    release.found("attested.data-labels", "true", MANUAL);

    assertTells("data-labels", "ERROR: the record is no signed word of a person");
  }

  @Test
  void aPersonMayDeclineAMajorButNotABlockerAndNotWhatATooMeasured() {
    release.flags.add("personal-data");
    release.attested("arch-hardening", Attestation.Word.NOT_APPLICABLE);
    release.attested("pipe-sbom", Attestation.Word.NOT_APPLICABLE);
    release.attested("data-privacy", Attestation.Word.NOT_APPLICABLE);
    release.attested("arch-secrets", Attestation.Word.NOT_APPLICABLE);
    release.found("sbom.components_missing", "3", WORKBENCH);
    release.flags.add("kubernetes");

    assertTells(
        "arch-hardening", "NOT_APPLICABLE: Ada: see the note of 2 March (manual, 2026-03-02)");
    assertTells("pipe-sbom", "FAIL: 3, wanted 0 (workbench, 2026-03-02)");
    assertTells(
        "data-privacy",
        "FAIL: Ada: see the note of 2 March (manual, 2026-03-02); a blocker is not set aside by a"
            + " word, it needs a waiver");
    assertTells(
        "arch-secrets",
        "FAIL: Ada: see the note of 2 March (manual, 2026-03-02); a blocker is not set aside by a"
            + " word, it needs a waiver");
  }

  @Test
  void whatWasCountedIsNamedAndTheCommandStatesNothingElse() {
    release.found("objectives.service_fields_missing", "1 (objectives.availability)", WORKBENCH);
    release.found("charter.kpi_fields_missing", "0", WORKBENCH);

    assertTells("goal-kpi", "PASS: 0, wanted 0 (workbench, 2026-03-02)");
    assertTells(
        "goal-service-objectives",
        "FAIL: 1 (objectives.availability), wanted 0 (workbench, 2026-03-02)");
    assertEquals(
        "slipway set PROJECT \"objectives.availability=AVAILABILITY\"",
        release
            .judged(catalogue)
            .line("goal-service-objectives")
            .orElseThrow()
            .commands()
            .getFirst());

    release.found(
        "objectives.service_fields_missing",
        "2 (objectives.latency, objectives.traffic)",
        WORKBENCH);
    assertEquals(
        "slipway set PROJECT \"objectives.latency.p99=LIMIT\" objectives.traffic.average=AVERAGE"
            + " objectives.traffic.peak=PEAK",
        release
            .judged(catalogue)
            .line("goal-service-objectives")
            .orElseThrow()
            .commands()
            .getFirst());
  }

  private void assertTells(String item, String expected) {
    assertEquals(expected, release.tells(catalogue, item));
  }
}
