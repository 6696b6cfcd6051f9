// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.ReleasedImage;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Every file is the one that was exported.
public final class HashCheck implements Check {

  private static final String CHECK = "Files are as they were exported";
  private static final String HASH = "[0-9a-f]{64}";

  @Override
  public String title() {
    return "hashes of bundle.json";
  }

  @Override
  public void look(BundleFolder bundle, Report report) throws InterruptedException {
    JsonNode files = bundle.index().path("files");
    if (!files.isObject() || files.isEmpty()) {
      report.failed(
          CHECK,
          problem("bundle.json names no files.", "Nothing can be compared.", "Export it again."));
      return;
    }
    List<Problem> problems = new ArrayList<>();
    List<String> released = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : files.properties()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while hashing");
      }
      String file = entry.getKey();
      String expected = entry.getValue().path("sha256").asText(entry.getValue().asText());
      if (!bundle.has(file)) {
        problems.add(problem(file + " is missing.", "bundle.json names it.", "Export it again."));
      } else if (!hash(bundle, file).equals(expected)) {
        if (isReleased(bundle, file, expected)) {
          released.add(file);
          continue;
        }
        problems.add(
            problem(
                file + " was changed after the export.",
                "Its SHA-256 is not the one in bundle.json.",
                "Put the change into a template or an overlay and export again."));
      }
    }
    String more = released.isEmpty() ? "" : "; released images in " + String.join(", ", released);
    report.judge(CHECK, files.size() + " files" + more, problems);
  }

  private static boolean isReleased(BundleFolder bundle, String file, String expected) {
    String model = bundle.index().path("model").asText();
    if (!expected.matches(HASH) || !model.matches(HASH)) {
      return false;
    }
    try {
      return ReleasedImage.filledIn(bundle.path(file), new Sha256(expected), new Sha256(model))
          .isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(BundleFolder bundle, String file) {
    try {
      return Sha256.of(bundle.path(file)).hex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Problem problem(String what, String why, String remedy) {
    return Problem.gate("bundle.changed-file", what, why, remedy);
  }
}
