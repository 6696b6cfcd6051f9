// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.workbench.InspectData;
import dev.slipway.workbench.project.OpenedProject;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What only a person knows of how rows became reference and holdout.
final class SplitOptions {

  @Option(
      names = "--entity",
      paramLabel = "COLUMN",
      description =
          "Name the column that says whose row it is, such as a patient; none where each row is its"
              + " own. No entity may be in both files. slipway.yaml keeps it.")
  private @Nullable String entity;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description =
          "Name the column that says when a row is from; none where that does not matter. The"
              + " holdout must be later than the reference. slipway.yaml keeps it.")
  private @Nullable String time;

  @Option(
      names = "--equal-rows",
      paramLabel = "separate",
      description =
          "Say that rows which are equal in all that the model is given are observations of their"
              + " own. slipway.yaml keeps it.")
  private @Nullable String equalRows;

  @Option(
      names = "--known",
      paramLabel = "COLUMN",
      description =
          "Say that a column is known when the model is asked, though it nearly tells the label by"
              + " itself. slipway.yaml keeps it. May be repeated.")
  private List<String> known = new ArrayList<>();

  /// Writes what was said into `slipway.yaml`.
  void state(InspectData data, OpenedProject opened) throws ProblemException {
    SortedMap<String, String> said = new TreeMap<>();
    if (entity != null) {
      said.put("entity", entity);
    }
    if (time != null) {
      said.put("time", time);
    }
    if (equalRows != null) {
      said.put("equal-rows", equalRows);
    }
    data.state(opened, new InspectData.Split(said, known));
  }
}
