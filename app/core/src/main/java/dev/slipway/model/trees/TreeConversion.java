// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.model.FailedConversion;
import dev.slipway.model.Origin;
import dev.slipway.model.Parity;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/// Makes an ONNX file of an original, and keeps it only if it answers as the original does.
public final class TreeConversion {

  /// Counts up when what it writes changes.
  private static final String CONVERTER_VERSION = "slipway-trees 3";

  /// Numbers that the rows of a check may hold.
  private static final int MOST_NUMBERS = 4_000_000;

  private static final int ROWS = 3000;

  private TreeConversion() {}

  /// Writes the converted model, once its answers have been compared with the original's.
  ///
  /// @param file the original's
  /// @param to where the ONNX model goes; an older one is replaced
  public static Origin write(Original original, Path file, Path to, Progress progress)
      throws ProblemException {
    Path folder = to.toAbsolutePath().getParent();
    try {
      Path draft = Files.createTempFile(folder, ".converting-", ".onnx");
      try {
        String name = String.valueOf(file.getFileName());
        Sha256 hash = Sha256.of(file);
        var facts = new TreeMap<String, String>();
        if (!original.notes().isEmpty()) {
          facts.put("notes", String.join(" ", original.notes()));
        }
        var metadata =
            Map.of(Origin.METADATA, Origin.metadata(original.format(), name, hash, facts));
        progress.report(0, "writing the ONNX model");
        Files.write(draft, TreeOnnx.write(original.ensemble(), CONVERTER_VERSION, metadata));
        Parity parity = checked(original, draft, progress.part(0.3, 1));
        Files.move(draft, to, StandardCopyOption.REPLACE_EXISTING);
        return new Origin(original.format(), name, hash, facts, parity);
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

  private static Parity checked(Original original, Path draft, Progress progress)
      throws ProblemException {
    TreeEnsemble ensemble = original.ensemble();
    int width = ensemble.input().names().size();
    int count = Math.clamp(MOST_NUMBERS / Math.max(width, ensemble.base().size()), 1, ROWS);
    try (Predictor predictor = OrtPredictor.load(draft, ModelSettings.withThreads(1))) {
      Parity parity =
          TreeParity.of(original, predictor, ProbeRows.of(ensemble, count, 1), progress);
      if (!parity.holds()) {
        throw FailedConversion.differs(parity);
      }
      return parity;
    } catch (InferenceException e) {
      throw FailedConversion.notRun(e);
    }
  }
}
