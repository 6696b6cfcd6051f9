// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose fault it is that a model failed, in words for a caller.
///
/// A model may declare axes of any size and take only some: then it fails within, as if it were
/// broken. What fails with other sizes than the warm-up's, which it answered, is blamed on them.
final class RunFailures {

  /// Where in ONNX Runtime's sources it was noticed; nothing to a caller.
  private static final Pattern SOURCE =
      Pattern.compile("\\S*/\\S+\\.(?:h|hpp|cc|cpp|cu)(?::\\d+)?\\b.*?(?: was false\\. |$)");

  private static final Pattern NODE =
      Pattern.compile(
          "^.*Non-zero status code returned while running (\\S+) node\\..*?Status Message: ");

  private static final Pattern CODE =
      Pattern.compile("^the model failed: (?:Error code - \\w+ - message: )?");

  private static final Pattern NO_MEMORY =
      Pattern.compile("Failed to allocate memory|bad_alloc|bad allocation");

  private final Map<String, String> answered = new LinkedHashMap<>();

  /// @param answered a request that the model has answered
  RunFailures(Map<String, Tensor> answered) {
    answered.forEach((name, tensor) -> this.answered.put(name, Shapes.text(tensor.shape())));
  }

  /// The failure of a run, told to whoever sent the request.
  InferenceException told(InferenceException failure, Map<String, Tensor> request) {
    String reason = failure.reason();
    if (!CODE.matcher(reason).find() || NO_MEMORY.matcher(reason).find()) {
      return failure;
    }
    String said = said(reason);
    String why = said.isEmpty() ? "" : ": " + said;
    if (failure.kind() == Kind.INVALID_ARGUMENT) {
      return new InferenceException(
          Kind.INVALID_ARGUMENT, "the model cannot take this request" + why, failure);
    }
    for (Map.Entry<String, Tensor> input : request.entrySet()) {
      String known = answered.get(input.getKey());
      String given = Shapes.text(input.getValue().shape());
      if (known != null && !known.equals(given)) {
        return new InferenceException(
            Kind.INVALID_ARGUMENT,
            "the model cannot take input '%s' of shape %s, though it takes %s%s"
                .formatted(input.getKey(), given, known, why),
            failure);
      }
    }
    return new InferenceException(failure.kind(), "the model failed" + why, failure);
  }

  /// What ONNX Runtime says, without codes, names of nodes, and places in its sources.
  private static String said(String reason) {
    String text = CODE.matcher(reason).replaceFirst("");
    Matcher node = NODE.matcher(text);
    String operator = "";
    if (node.find()) {
      operator = node.group(1);
      text = text.substring(node.end());
    }
    text = SOURCE.matcher(text).replaceAll("").strip();
    return text.isEmpty() || operator.isEmpty() ? operator + text : operator + ": " + text;
  }
}
