// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.Beside;
import dev.slipway.bundle.BundleReader;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.bundle.Stray;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.List;

/// The bundle holds exactly the files that were exported, and beside them only the team's own.
public final class HashCheck implements Check {

  private static final String CHECK = "Files are as they were exported";
  private static final String ONLY = "Nothing else is there";

  /// As many are named one by one; a folder of Git has thousands.
  private static final int NAMED = 100;

  @Override
  public String title() {
    return "hashes of bundle.json";
  }

  @Override
  public void look(BundleFolder bundle, Report report) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("cancelled before hashing");
    }
    BundleSnapshot files;
    Beside beside;
    try {
      var reader = new BundleReader();
      files = reader.snapshot(bundle.root());
      // What was unpacked for this check lacks what must not be unpacked.
      beside =
          bundle.given().equals(bundle.root())
              ? files.beside()
              : reader.snapshot(bundle.given()).beside();
    } catch (ProblemException e) {
      report.failed(CHECK, e.problem());
      return;
    }
    if (files.manifest().files().isEmpty()) {
      report.failed(
          CHECK,
          changed("bundle.json names no files.", "Nothing can be compared.", "Export it again."));
      return;
    }
    report.judge(CHECK, asExported(files), changes(files));
    report.judge(ONLY, "no file, folder or link that bundle.json does not list", strays(beside));
  }

  private static String asExported(BundleSnapshot files) {
    return files.manifest().files().size()
        + " files"
        + (files.released().isEmpty()
            ? ""
            : "; released images in "
                + String.join(", ", files.released().stream().sorted().toList()));
  }

  private static List<Problem> changes(BundleSnapshot files) {
    return files.changedByHand().stream()
        .map(file ->
            files.present().containsKey(file)
                ? changed(
                    file + " was changed after the export.",
                    "Its SHA-256 is not the one in bundle.json.",
                    "Put the change into a template or into " + Beside.OWN + ", and export again.")
                : changed(
                    file + " is missing.",
                    "bundle.json names it, and no regular file is there.",
                    "Export it again."))
        .toList();
  }

  private static List<Problem> strays(Beside beside) {
    List<Problem> problems = new ArrayList<>();
    for (Stray stray : beside.strays().subList(0, Math.min(NAMED, beside.strays().size()))) {
      problems.add(
          stray.what().equals(Beside.PROGRAM)
              ? changed(
                  stray.said() + ".",
                  "Nobody exported it as a program.",
                  "Take that right away: chmod a-x,u-s,g-s " + Stray.visible(stray.path()))
              : unlisted(stray.said() + ", and bundle.json does not list it."));
    }
    if (beside.strays().size() > NAMED) {
      problems.add(
          unlisted(
              "%d more things are not listed in bundle.json."
                  .formatted(beside.strays().size() - NAMED)));
    }
    return problems;
  }

  private static Problem unlisted(String what) {
    return Problem.gate(
        "bundle.unlisted",
        what,
        "Nobody exported it: no hash and no signature covers it, but programs that read this"
            + " folder would use it.",
        "Remove it. What your team adds belongs into " + Beside.OWN + ".");
  }

  private static Problem changed(String what, String why, String remedy) {
    return Problem.gate("bundle.changed-file", what, why, remedy);
  }
}
