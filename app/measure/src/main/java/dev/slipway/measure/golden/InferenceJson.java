// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// Requests and responses in the JSON of the Open Inference Protocol.
public final class InferenceJson {

  private InferenceJson() {}

  /// @param source the file's name, for problems
  public static Map<String, Tensor> request(String json, String source) throws ProblemException {
    JsonNode inputs = Json.tree(json).path("inputs");
    if (!inputs.isArray()) {
      throw malformed(source, "It has no list named \"inputs\".");
    }
    Map<String, Tensor> request = new LinkedHashMap<>();
    for (JsonNode input : inputs) {
      String name = input.path("name").asText("");
      try {
        if (name.isEmpty() || request.put(name, TensorJson.read(input)) != null) {
          throw malformed(source, "It has an unnamed or repeated input.");
        }
      } catch (IllegalArgumentException e) {
        throw malformed(source, "Input '" + name + "': " + e.getMessage() + ".");
      }
    }
    return request;
  }

  /// A request with these inputs.
  public static ObjectNode request(Map<String, Tensor> inputs) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    var list = request.putArray("inputs");
    inputs.forEach((name, tensor) -> list.add(TensorJson.write(name, tensor)));
    return request;
  }

  public static ObjectNode response(String model, Map<String, Tensor> outputs) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.put("model_name", model);
    var list = response.putArray("outputs");
    outputs.forEach((name, tensor) -> list.add(TensorJson.write(name, tensor)));
    return response;
  }

  private static ProblemException malformed(String source, String why) {
    return Problem.input(
            "predict.request-malformed",
            source + " is not an inference request",
            why,
            "Write {\"inputs\": [{\"name\": …, \"datatype\": \"FP32\", \"shape\": [1, 4], \"data\":"
                + " […]}]}; slipway inspect shows the model's inputs.")
        .asException();
  }
}
