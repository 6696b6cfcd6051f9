// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import static dev.slipway.evidence.Evidence.Source.WORKBENCH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Altered;
import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Waiver;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a waiver does to the item that it names.
final class WaivedItemTest {

  private Catalogue catalogue;
  private Release release;

  @BeforeEach
  void aReleaseOfWhichNothingIsKnown() throws ProblemException {
    catalogue = Release.shipped();
    release = new Release();
  }

  @Test
  void aWaiverSetsAFailureAsideUntilItsEnd() {
    release.found("secrets.findings", "1", WORKBENCH).waived("arch-secrets", 14, Duration.ZERO);

    assertTells(
        "arch-secrets",
        "WAIVED: waived by Grace until 2026-03-16: no fix yet; meanwhile: inside only; own result:"
            + " 1, wanted 0 (workbench, 2026-03-02)");
  }

  @Test
  void anExpiredWaiverGivesTheItemItsOwnResultBack() {
    release
        .found("secrets.findings", "1", WORKBENCH)
        .waived("arch-secrets", 14, Duration.ofDays(14));

    assertTells(
        "arch-secrets",
        "FAIL: 1, wanted 0 (workbench, 2026-03-02); its waiver ended on 2026-03-02");
  }

  @Test
  void aWaiverThatRunsTooLongDoesNotCount() {
    release.found("secrets.findings", "1", WORKBENCH).waived("arch-secrets", 31, Duration.ZERO);

    assertTells(
        "arch-secrets",
        "FAIL: 1, wanted 0 (workbench, 2026-03-02); its waiver runs longer than the 30 days that a"
            + " blocker may be waived");
  }

  @Test
  void aWaiverOfAnotherReleaseDoesNotCount() {
    release.found("secrets.findings", "1", WORKBENCH).waived("arch-secrets", 14, Duration.ZERO);
    Waiver waiver = release.waivers.removeFirst();
    release.waivers.add(Altered.of(waiver, "release", "1.4.1+9f2c41d7a0b1"));

    assertTells("arch-secrets", "FAIL: 1, wanted 0 (workbench, 2026-03-02)");
  }

  @Test
  void aWaiverNeitherHidesAPassNorAnError() {
    release.found("secrets.findings", "0", WORKBENCH).waived("arch-secrets", 14, Duration.ZERO);
    assertTells("arch-secrets", "PASS: 0, wanted 0 (workbench, 2026-03-02)");

    release = new Release();
    release.keeps(release.evidence("secrets.findings", "0", WORKBENCH, Duration.ZERO), false);
    release.waived("arch-secrets", 14, Duration.ZERO);
    assertTells("arch-secrets", "ERROR: record 1 was changed after it was kept");
  }

  private void assertTells(String item, String expected) {
    assertEquals(expected, release.tells(catalogue, item));
  }
}
