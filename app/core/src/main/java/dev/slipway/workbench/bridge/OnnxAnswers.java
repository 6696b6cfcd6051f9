// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.bridge;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.inspect.Inspection;
import dev.slipway.request.ModelInputs;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks an ONNX model the rows that its original was asked.
///
/// @param oneByOne its answers to each row alone, put together
/// @param together its answers to all rows at once; empty for a table, whose rows are requests of
///   their own
public record OnnxAnswers(Map<String, Tensor> oneByOne, Optional<Map<String, Tensor>> together) {

  /// @param model runs in a process of its own
  public static OnnxAnswers of(
      Predictor model, Inspection inspection, BridgeRows rows, Progress progress)
      throws ProblemException, InferenceException, InterruptedException {
    return switch (rows) {
      case BridgeRows.OfTable(var table, var _) ->
          new OnnxAnswers(
              each(
                  model,
                  ModelInputs.of(table, inspection.featureMap(), inspection.signature()),
                  progress),
              Optional.empty());
      case BridgeRows.OfTensors(var _, var tensors, var _) -> {
        List<Map<String, Tensor>> requests = new ArrayList<>();
        for (int i = 0; i < rows.count(); i++) {
          Map<String, Tensor> request = new LinkedHashMap<>();
          for (Map.Entry<String, Tensor> one : tensors.entrySet()) {
            request.put(one.getKey(), one.getValue().rows(i, 1));
          }
          requests.add(request);
        }
        yield new OnnxAnswers(each(model, requests, progress), Optional.of(model.predict(tensors)));
      }
    };
  }

  private static Map<String, Tensor> each(
      Predictor model, List<Map<String, Tensor>> requests, Progress progress)
      throws InferenceException, InterruptedException {
    Map<String, List<Tensor>> answers = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      if (i % 16 == 0) {
        progress.step((double) i / requests.size(), "asking the ONNX model");
      }
      model
          .predict(requests.get(i))
          .forEach((name, answer) ->
              answers.computeIfAbsent(name, any -> new ArrayList<>()).add(answer));
    }
    Map<String, Tensor> whole = new LinkedHashMap<>();
    for (TensorSpec output : model.outputs()) {
      whole.put(output.name(), stacked(answers.getOrDefault(output.name(), List.of())));
    }
    return whole;
  }

  /// Answers to one row each below one another. Parts of other lengths stand as they are: whoever
  /// compares finds another number of values.
  private static Tensor stacked(List<Tensor> parts) {
    if (parts.isEmpty()) {
      return Tensor.floats(new long[] {0});
    }
    Tensor first = parts.getFirst();
    List<byte[]> texts = new ArrayList<>();
    parts.forEach(part -> texts.addAll(part.elements()));
    if (!texts.isEmpty()) {
      return Tensor.bytes(new long[] {texts.size()}, texts);
    }
    int bytes = parts.stream().mapToInt(part -> part.data().remaining()).sum();
    ByteBuffer all = ByteBuffer.allocateDirect(bytes);
    parts.forEach(part -> all.put(part.data()));
    long values = bytes / Math.max(1, first.datatype().byteSize());
    return Tensor.wrap(first.datatype(), new long[] {values}, all.flip());
  }
}
