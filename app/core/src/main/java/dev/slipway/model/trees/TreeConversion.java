// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A converted model that answered as the original did.
///
/// @param format of the original
/// @param source hash of the original file
/// @param notes what whoever takes it should know
public record TreeConversion(String format, Sha256 source, TreeParity parity, List<String> notes) {

  /// How the converted model names what it came from, in its metadata.
  public static final String SOURCE_HASH = "slipway.source.sha256";

  public static final String SOURCE_FORMAT = "slipway.source.format";
  public static final String CONVERTER = "slipway.converter";
  public static final String PARITY_ROWS = "slipway.parity.rows";
  public static final String PARITY_ABSOLUTE = "slipway.parity.max_absolute_difference";
  public static final String PARITY_RELATIVE = "slipway.parity.max_relative_difference";

  /// Counts up when what it writes changes.
  public static final String CONVERTER_VERSION = "slipway-trees 1";

  /// Numbers that the rows of a check may hold.
  private static final int MOST_NUMBERS = 4_000_000;

  private static final int ROWS = 3000;

  public TreeConversion {
    notes = List.copyOf(notes);
  }

  /// Writes the converted model, once its answers have been compared with the original's.
  ///
  /// @param to where the ONNX model goes; an older one is replaced
  public static TreeConversion write(Original original, Sha256 source, Path to)
      throws ProblemException {
    Path folder = to.toAbsolutePath().getParent();
    try {
      Path draft = Files.createTempFile(folder, ".converting-", ".onnx");
      try {
        TreeParity parity = checked(original, source, draft);
        Map<String, String> metadata = provenance(original, source);
        metadata.put(PARITY_ROWS, Integer.toString(parity.rows()));
        metadata.put(PARITY_ABSOLUTE, Double.toString(parity.maxAbsolute()));
        metadata.put(PARITY_RELATIVE, Double.toString(parity.maxRelative()));
        Files.write(draft, TreeOnnx.write(original.ensemble(), CONVERTER_VERSION, metadata));
        Files.move(draft, to, StandardCopyOption.REPLACE_EXISTING);
        return new TreeConversion(original.format(), source, parity, original.notes());
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "model.unwritable",
              "Cannot write " + to,
              String.valueOf(e.getMessage()),
              "Name a folder that you may write to."),
          e);
    }
  }

  private static TreeParity checked(Original original, Sha256 source, Path draft)
      throws ProblemException, IOException {
    TreeEnsemble ensemble = original.ensemble();
    Files.write(draft, TreeOnnx.write(ensemble, CONVERTER_VERSION, provenance(original, source)));
    int width = ensemble.input().names().size();
    int count = Math.clamp(MOST_NUMBERS / Math.max(width, ensemble.base().size()), 1, ROWS);
    try (Predictor predictor = OrtPredictor.load(draft, ModelSettings.withThreads(1))) {
      TreeParity parity = TreeParity.of(original, predictor, ProbeRows.of(ensemble, count, 1));
      if (!parity.holds()) {
        throw differs(parity);
      }
      return parity;
    } catch (InferenceException e) {
      throw new ProblemException(
          Problem.input(
              "model.conversion-failed",
              "ONNX Runtime does not open the converted model",
              e.reason(),
              "Keep the file and report it: the conversion is at fault."),
          e);
    }
  }

  private static ProblemException differs(TreeParity parity) {
    return Problem.gate(
            "model.conversion-differs",
            "The converted model answers otherwise than the original",
            "Of %d rows, %d got another class; scores are off by up to %.3g (relative %.3g, allowed %.0e)."
                .formatted(
                    parity.rows(),
                    parity.classesDiffer(),
                    parity.maxAbsolute(),
                    parity.maxRelative(),
                    TreeParity.TOLERANCE),
            "Keep the file and report it: the conversion is at fault. Nothing was written.")
        .asException();
  }

  private static Map<String, String> provenance(Original original, Sha256 source) {
    var metadata = new TreeMap<String, String>();
    metadata.put(SOURCE_HASH, source.hex());
    metadata.put(SOURCE_FORMAT, original.format());
    metadata.put(CONVERTER, CONVERTER_VERSION);
    return metadata;
  }
}
