// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.data.SplitTerms;
import dev.slipway.serving.preparation.image.ImageSettings;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Parts of a project whose owner states no more than is needed.
public final class PlainProject {

  /// Nothing of how the model runs.
  public static final Project.Running RUNNING =
      new Project.Running(Optional.empty(), Optional.empty(), Optional.empty());

  private PlainProject() {}

  /// A model that takes no pictures, as it is.
  public static Project.ModelSource model(Optional<String> golden) {
    return new Project.ModelSource(
        "model.onnx",
        golden,
        new ImageSettings(new TreeMap<>()),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Project.RequestSource.UNSTATED);
  }

  /// Files whose columns are named as the model's inputs are, without rules.
  public static Project.DataSource data(String label, SortedMap<String, String> columnClasses) {
    return new Project.DataSource(
        Optional.of("data/train.csv"),
        "data/holdout.csv",
        label,
        columnClasses,
        new TreeMap<>(),
        Optional.empty(),
        SplitTerms.UNSTATED);
  }
}
