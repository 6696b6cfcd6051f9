// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Altered;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.cost.Samples;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServingCost;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A copy of the sample that a test may change.
final class SampleProject {

  private static final Path FROM =
      Path.of(System.getProperty("slipway.root"), "sample-projects", "penguin-species");

  private SampleProject() {}

  static Path copyInto(Path folder) throws IOException {
    Path project = folder.resolve("penguin-species");
    for (String name :
        List.of(
            "slipway.yaml", "model.onnx", "golden.json", "data/train.csv", "data/holdout.csv")) {
      Files.createDirectories(project.resolve(name).getParent());
      Files.copy(FROM.resolve(name), project.resolve(name));
    }
    return project;
  }

  /// As if somebody had profiled what ships.
  ///
  /// @param serving what a request cost then
  static void profiled(Shelf shelf, OpenedProject opened, Optional<ServingCost> serving)
      throws ProblemException, IOException {
    Sha256 model = Sha256.of(opened.model());
    Profile like = Samples.profile(serving);
    shelf.keep(
        opened,
        model,
        RunProfile.KIND,
        shelf.newId(opened, RunProfile.KIND),
        Fact.Inputs.none().and("model", model),
        Altered.of(like, "model", model, "settings", RunProfile.settings(opened)));
  }
}
