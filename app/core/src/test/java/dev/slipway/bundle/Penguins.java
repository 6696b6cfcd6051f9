// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Progress;
import dev.slipway.data.ContractTerms;
import dev.slipway.data.DataContract;
import dev.slipway.data.DataStudy;
import dev.slipway.data.Leakage;
import dev.slipway.data.ModelColumns;
import dev.slipway.data.RuleSuggestions;
import dev.slipway.data.TableProfile;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.data.sql.Limits;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import dev.slipway.request.ModelInputs;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The data of the sample penguin-species, looked at by the real stage.
final class Penguins {

  static final Path SAMPLE =
      Path.of(System.getProperty("slipway.root"), "sample-projects", "penguin-species");

  static final List<String> FEATURES =
      List.of("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g");

  private Penguins() {}

  /// With the rules that the stage suggests, when somebody has decided about some columns.
  static DataContract contract() throws Exception {
    var sources =
        List.of(
            new DataFiles.Source(SAMPLE.resolve("data/train.csv"), "data/train.csv"),
            new DataFiles.Source(SAMPLE.resolve("data/holdout.csv"), "data/holdout.csv"));
    try (DataFiles files = DataFiles.open(sources, Limits.ofMachine(), Progress.NONE)) {
      TableProfile reference = files.profile(0, Progress.NONE);
      var study =
          new DataStudy(
              reference,
              files.profile(1, Progress.NONE),
              ModelColumns.UNKNOWN,
              new Leakage(0, List.of()),
              files.personal(0, Progress.NONE),
              List.of(),
              List.of(),
              Optional.of(List.of()));
      var signature =
          new Signature(
              List.of(
                  new TensorSpec(
                      "measurements",
                      DataType.FP32,
                      List.of(new Dimension.Dynamic("rows"), new Dimension.Fixed(4)))),
              List.of());
      var columns = reference.columns().stream().map(column -> column.name()).toList();
      return ContractTerms.of(
          study,
          RuleSuggestions.from(reference, LocalDate.of(2026, 11, 25)),
          "species",
          Map.of(
              "species", "none",
              "bill_length_mm", "none",
              "bill_depth_mm", "none",
              "flipper_length_mm", "none",
              "body_mass_g", "none",
              "sex", "personal"),
          ModelInputs.places(columns, new FeatureMap(FEATURES, List.of()), signature));
    }
  }
}
