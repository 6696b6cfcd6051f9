// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.data.image.ImageSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What `slipway.yaml` says. Files are named relative to its folder, as the user wrote them.
///
/// @param name a DNS label; names the service everywhere
/// @param owners a contact by role: data-scientist, engineer, product, operations, security
/// @param runtime how the model runs
public record Project(
    String name,
    String version,
    SortedMap<String, String> owners,
    ModelSource model,
    Optional<DataSource> data,
    Objectives objectives,
    Running runtime,
    Release release) {

  /// One that states nothing of how the model runs.
  public Project(
      String name,
      String version,
      SortedMap<String, String> owners,
      ModelSource model,
      Optional<DataSource> data,
      Objectives objectives,
      Release release) {
    this(name, version, owners, model, data, objectives, Running.UNSTATED, release);
  }

  /// @param golden requests with the answers they must get
  /// @param image how pictures become its input, as far as it is stated
  /// @param variant the form of the model that is served instead of the model as it is
  public record ModelSource(
      String file, Optional<String> golden, ImageSettings image, Optional<String> variant) {

    /// A model that takes no pictures, as it is.
    public ModelSource(String file, Optional<String> golden) {
      this(file, golden, ImageSettings.none(), Optional.empty());
    }
  }

  /// How the model runs, as far as it is stated.
  ///
  /// @param threads intra-op threads
  /// @param optimisation how far ONNX Runtime rewrites the graph: none, basic, extended, all
  /// @param batchRows most rows of waiting requests that run together
  public record Running(
      Optional<Integer> threads, Optional<String> optimisation, Optional<Integer> batchRows) {

    static final Running UNSTATED =
        new Running(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// @param label the column that holds the truth
  /// @param columnClasses a class by column, such as `personal`
  /// @param inputs by column, the input or feature of the model that it fills, where the two are
  ///   named differently
  /// @param rules the file of quality rules
  public record DataSource(
      String reference,
      String holdout,
      String label,
      SortedMap<String, String> columnClasses,
      SortedMap<String, String> inputs,
      Optional<String> rules) {

    /// Files whose columns are named as the model's inputs are, without rules.
    public DataSource(
        String reference, String holdout, String label, SortedMap<String, String> columnClasses) {
      this(reference, holdout, label, columnClasses, new TreeMap<>(), Optional.empty());
    }
  }

  /// @param registry where images go, without the name; `Optional` until the user says
  /// @param targets kinds of artefact to export, in the user's order
  /// @param options values by target and option
  public record Release(
      Optional<String> registry, List<String> targets, Map<String, Map<String, Object>> options) {
    public Release {
      targets = List.copyOf(targets);
      options = Map.copyOf(options);
    }
  }
}
