// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.Parity;
import dev.slipway.model.RuntimeRefusal;
import dev.slipway.model.bridge.Agreement;
import dev.slipway.model.bridge.Framework;
import dev.slipway.model.bridge.Returned;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.bridge.BridgeRows;
import dev.slipway.workbench.bridge.OnnxAnswers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Judges whether an exported model answers as its original did: Slipway asks it itself, in a
/// process of its own, and takes nobody's word for its answers.
record BridgeJudgement(BridgeModel.Prepared prepared, Returned returned) {

  /// @param facts gets how the answers of the environment's own ONNX Runtime compare
  /// @throws ProblemException where it is no model, does not take the rows, or answers otherwise
  Parity of(Path onnx, SortedMap<String, String> facts, Progress progress)
      throws ProblemException, InterruptedException {
    Inspection inspection = InspectModel.look(onnx);
    try (Predictor model = Models.open(onnx, 1)) {
      BridgeRows rows = prepared.request().rows();
      OnnxAnswers answers = OnnxAnswers.of(model, inspection, rows, progress);
      Parity alone = compared(answers.oneByOne(), rows);
      Parity parity =
          answers.together().isPresent()
              ? worse(alone, compared(answers.together().get(), rows))
              : alone;
      Agreement.unasked(returned.answers(), answers.oneByOne())
          .ifPresent(names -> facts.put("outputs.not-compared", names));
      theirs(answers.oneByOne(), facts);
      if (!Agreement.holds(parity, prepared.framework())) {
        throw differs(parity, prepared.framework());
      }
      return parity;
    } catch (InferenceException e) {
      throw new ProblemException(
          RuntimeRefusal.end(e)
              .orElseGet(() ->
                  Problem.input(
                      "bridge.rows-refused",
                      "The exported model does not take the rows that the original took",
                      RuntimeRefusal.words(e.reason()),
                      "An export that takes any number of rows is needed: the first axis of each"
                          + " input must stay open.")),
          e);
    }
  }

  private Parity compared(Map<String, Tensor> onnx, BridgeRows rows) throws ProblemException {
    Optional<Map<String, Tensor>> matched = Agreement.matched(returned.answers(), onnx);
    if (matched.isEmpty()) {
      throw Problem.input(
              "bridge.outputs",
              "The exported model has other outputs than the original",
              "The original answers with %s, the ONNX model with %s."
                  .formatted(
                      String.join(", ", returned.answers().keySet()),
                      String.join(", ", onnx.keySet())),
              "Look at what the exporter of %s makes of the model."
                  .formatted(prepared.framework().text()))
          .asException();
    }
    return Agreement.of(returned.answers(), matched.get(), rows.count(), rows.source());
  }

  private static Parity worse(Parity one, Parity other) {
    return new Parity(
        one.rows(),
        one.rowsFrom(),
        Math.max(one.largest(), other.largest()),
        Math.max(one.relative(), other.relative()),
        Math.max(one.otherClasses(), other.otherClasses()),
        0);
  }

  /// Two runtimes of different versions that agree leave the export as the cause of a difference.
  private void theirs(Map<String, Tensor> ours, SortedMap<String, String> facts) {
    Optional<Map<String, Tensor>> matched = Agreement.matched(returned.theirs(), ours);
    if (!returned.theirs().isEmpty() && matched.isPresent()) {
      BridgeRows rows = prepared.request().rows();
      Parity parity = Agreement.of(returned.theirs(), matched.get(), rows.count(), rows.source());
      facts.put(
          "onnxruntime.difference",
          Numbers.digits(parity.relative(), 2)
              + " relative, other classes "
              + parity.otherClasses());
    }
  }

  private static ProblemException differs(Parity parity, Framework framework) {
    return Problem.gate(
            "bridge.parity",
            "The ONNX model answers otherwise than the original",
            parity.inWords(framework.tolerance()) + " Nothing was kept.",
            "A model that draws random numbers, looks at the number of rows, or branches on values"
                + " does not survive an export: look for these first.")
        .asException();
  }
}
