// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Finding;
import dev.slipway.base.Numbers;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.report.Section.Tone;

/// What running the bundle showed.
public final class VerificationSection {

  static final String TITLE = "Verification";

  private VerificationSection() {}

  public static Section of(Verification verification) {
    long passed = count(verification, Finding.Passed.class);
    long failed = count(verification, Finding.Failed.class);
    long open = count(verification, Finding.NotRun.class);
    return new Rows()
        .row(
            "checks",
            passed + " passed, " + failed + " failed, " + open + " not run",
            failed > 0 ? Tone.BAD : open > 0 ? Tone.PLAIN : Tone.GOOD,
            "")
        .section(TITLE, how(verification))
        .finding(verification.findings());
  }

  /// The numbers that were found while the service ran, under the keys of their evidence.
  public static Section measured(Verification verification) {
    var rows = new Rows();
    verification
        .measurements()
        .forEach((key, found) ->
            rows.detail(key, PlanSection.amount(grouped(found.value()), found.unit())));
    return rows.section(
        "Measured", rows.all().isEmpty() ? "nothing" : "found while the service ran");
  }

  private static String grouped(String value) {
    return value.matches("[0-9]{4,18}") ? Numbers.count(Long.parseLong(value)) : value;
  }

  private static String how(Verification verification) {
    return switch (verification.how()) {
      case "container" -> "the image was built and run";
      case "process" -> "the service ran as a local process, the image was not built";
      default -> "files were checked, the service was not run";
    };
  }

  private static long count(Verification verification, Class<? extends Finding> kind) {
    return verification.findings().stream().filter(kind::isInstance).count();
  }
}
