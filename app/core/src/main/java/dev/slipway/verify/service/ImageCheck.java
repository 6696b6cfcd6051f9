// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.Verdict;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.engine.ImageFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The built image runs as a numeric user other than root, and is no larger than allowed.
final class ImageCheck {

  private ImageCheck() {}

  static void look(ImageFacts image, Optional<Bytes> largest, Report report) {
    List<Problem> user = new ArrayList<>();
    if (!image.runsAsNonRoot()) {
      user.add(
          ServiceCheck.problem(
              "image-user",
              "The image runs as \"" + image.user() + "\".",
              "A numeric user other than 0 is what orchestrators can enforce.",
              "End the Dockerfile with USER and a number."));
    }
    report.judge("The image runs as a numeric user other than root", image.user(), user);
    report.measure("image.runs_as_nonroot", image.runsAsNonRoot(), "");
    String detail = image.size() + " in " + image.layers() + " layers";
    report.measure("container.image_mb", image.size().megabytes(), "MB");
    if (largest.isEmpty()) {
      report.notRun("The image is small enough", "the bundle states no limit; it has " + detail);
      return;
    }
    String because = detail + ", of at most " + largest.get();
    Verdict verdict =
        image.size().compareTo(largest.get()) > 0
            ? new Verdict.NotMet(because)
            : new Verdict.Met(because);
    report.measure("container.image_verdict", verdict.inWords(), "");
    List<Problem> size = new ArrayList<>();
    if (verdict instanceof Verdict.NotMet) {
      size.add(
          ServiceCheck.problem(
              "image-size",
              "The image has " + detail + ".",
              "The objective allows " + largest.get() + ".",
              "Take a smaller base image, or fewer architectures and modules."));
    }
    report.judge("The image is small enough", detail, size);
  }
}
