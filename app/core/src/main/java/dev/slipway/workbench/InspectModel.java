// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.trees.TreeConversion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a model's bytes and says what it is; runs nothing of it, but for a model of another
/// library, which is converted to ONNX and compared with its original first.
public final class InspectModel {

  /// Evidence by the metadata that holds it.
  private static final SortedMap<String, String> CONVERSION =
      new TreeMap<>(
          Map.of(
              "model.conversion_source", TreeConversion.SOURCE_HASH,
              "model.conversion_source_format", TreeConversion.SOURCE_FORMAT,
              "model.conversion_converter", TreeConversion.CONVERTER,
              "model.conversion_rows", TreeConversion.PARITY_ROWS,
              "model.conversion_max_absolute_difference", TreeConversion.PARITY_ABSOLUTE,
              "model.conversion_max_relative_difference", TreeConversion.PARITY_RELATIVE));

  private final OpenProject open;
  private final Trail trail;

  InspectModel(OpenProject open, Trail trail) {
    this.open = open;
    this.trail = trail;
  }

  /// @param given a model file, or a project whose model is meant
  public Inspection inspect(Path given) throws ProblemException {
    boolean project =
        Files.isDirectory(given) || given.getFileName().toString().equals(OpenProject.FILE);
    return project ? inspect(open.open(given)) : look(given);
  }

  /// Inspects the project's model and keeps what was found.
  public Inspection inspect(OpenedProject opened) throws ProblemException {
    Inspection inspection = look(opened.model());
    var inputs = Fact.Inputs.none().and("model", inspection.model().sha256());
    var facts = new ArrayList<Fact>();
    facts.add(Fact.of("model.unsafe_load_findings", 0, "count", inputs));
    facts.add(Fact.of("model.parameters", inspection.parameters(), "count", inputs));
    facts.add(Fact.of("model.size_bytes", inspection.model().size().count(), "bytes", inputs));
    facts.addAll(conversion(inspection, inputs));
    trail.keep(opened, inspection.model().sha256(), "slipway inspect " + opened.folder(), facts);
    return inspection;
  }

  /// What a converted model says of its original, and of how far it answers otherwise.
  private static List<Fact> conversion(Inspection inspection, Fact.Inputs inputs) {
    var metadata = inspection.metadata();
    if (!metadata.containsKey(TreeConversion.SOURCE_HASH)) {
      return List.of();
    }
    var facts = new ArrayList<Fact>();
    CONVERSION.forEach((key, entry) ->
        facts.add(Fact.of(key, metadata.getOrDefault(entry, "unknown"), "text", inputs)));
    return facts;
  }

  /// The same without a trail, for looking.
  static Inspection look(Path model) throws ProblemException {
    return Inspector.inspect(ModelIntake.open(ConvertModel.onnx(model)));
  }
}
