// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.protocol.InferRequest.RequestedOutput;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads an inference request of the REST protocol: JSON, with raw tensors behind it if announced.
public final class InferRequestReader {

  private final Map<String, TensorSpec> inputSpecs = new LinkedHashMap<>();
  private final List<String> outputNames;

  public InferRequestReader(List<TensorSpec> inputs, List<TensorSpec> outputs) {
    inputs.forEach(spec -> inputSpecs.put(spec.name(), spec));
    outputNames = outputs.stream().map(TensorSpec::name).toList();
  }

  /// Reads a body that is JSON alone.
  ///
  /// @throws InferenceException of kind INVALID_ARGUMENT, saying what must change
  public InferRequest read(byte[] json, int length, TensorMemory memory) throws InferenceException {
    return guarded(() -> new Reading(json, length, RawTensors.none(), memory).request());
  }

  /// Reads a body with raw tensors behind its JSON, or of raw bytes alone.
  ///
  /// @param raw what follows the JSON; tensors may be views of it
  /// @throws InferenceException of kind INVALID_ARGUMENT, saying what must change
  public InferRequest read(byte[] json, int length, ByteBuffer raw, TensorMemory memory)
      throws InferenceException {
    return guarded(() ->
        length == 0 && raw.hasRemaining()
            ? rawRequest(raw, memory)
            : new Reading(json, length, new RawTensors(raw), memory).request());
  }

  private interface Work {
    InferRequest run() throws InferenceException;
  }

  private static InferRequest guarded(Work work) throws InferenceException {
    try {
      return work.run();
    } catch (IllegalArgumentException badShape) {
      throw InferenceException.invalid(String.valueOf(badShape.getMessage()));
    }
  }

  /// No JSON at all: the bytes are the only input, and what is not fixed of its shape follows from
  /// their number. The answer is raw too.
  private InferRequest rawRequest(ByteBuffer raw, TensorMemory memory) throws InferenceException {
    if (inputSpecs.size() != 1) {
      throw InferenceException.invalid("a request of raw bytes alone needs a model of one input");
    }
    TensorSpec spec = inputSpecs.values().iterator().next();
    int length = raw.remaining();
    long[] shape = RawTensors.shapeOf(spec, length);
    Tensor tensor = new RawTensors(raw).next(spec.name(), spec.datatype(), shape, length, memory);
    return new InferRequest(Optional.empty(), Map.of(spec.name(), tensor), List.of(), true);
  }

  /// One body being read.
  private final class Reading {
    private final JsonScanner json;
    private final RawTensors raw;
    private final TensorMemory memory;
    private final Map<String, Tensor> tensors = new HashMap<>();
    private final List<RequestedOutput> outputs = new ArrayList<>();
    private @Nullable String id;
    private boolean binaryByDefault;
    private int outputsAt = -1;

    Reading(byte[] body, int length, RawTensors raw, TensorMemory memory) {
      json = new JsonScanner(body, 0, length);
      this.raw = raw;
      this.memory = memory;
    }

    InferRequest request() throws InferenceException {
      boolean inputsSeen = false;
      json.expect('{');
      boolean more = !json.accept('}');
      while (more) {
        switch (json.key()) {
          case "id" -> id = json.string();
          case "inputs" -> {
            if (inputsSeen) {
              throw json.error("'inputs' is there twice");
            }
            inputsSeen = true;
            inputs();
          }
          case "outputs" -> {
            // Read last, since the parameters that follow may change what they mean.
            outputsAt = json.position();
            json.skip();
          }
          case "parameters" -> parameters();
          default -> json.skip();
        }
        more = json.another('}');
      }
      json.expectEnd();
      finish(inputsSeen);
      return new InferRequest(
          Optional.ofNullable(id), Map.copyOf(tensors), List.copyOf(outputs), binaryByDefault);
    }

    private void finish(boolean inputsSeen) throws InferenceException {
      if (!inputsSeen) {
        throw InferenceException.invalid("'inputs' is missing");
      }
      raw.expectEnd();
      for (String name : inputSpecs.keySet()) {
        if (!tensors.containsKey(name)) {
          throw InferenceException.invalid("input '" + name + "' is missing");
        }
      }
      if (outputsAt >= 0) {
        json.moveTo(outputsAt);
        outputs();
      }
    }

    private void parameters() throws InferenceException {
      json.expect('{');
      boolean more = !json.accept('}');
      while (more) {
        if (json.key().equals("binary_data_output")) {
          binaryByDefault = json.bool();
        } else {
          json.skip();
        }
        more = json.another('}');
      }
    }

    private void inputs() throws InferenceException {
      json.expect('[');
      boolean more = !json.accept(']');
      while (more) {
        InputReader input = new InputReader(json, raw, memory, inputSpecs);
        Tensor tensor = input.read();
        if (tensors.put(input.name(), tensor) != null) {
          throw InferenceException.invalid("input '" + input.name() + "' is there twice");
        }
        more = json.another(']');
      }
    }

    private void outputs() throws InferenceException {
      json.expect('[');
      boolean more = !json.accept(']');
      while (more) {
        output();
        more = json.another(']');
      }
    }

    private void output() throws InferenceException {
      String name = null;
      boolean binary = binaryByDefault;
      json.expect('{');
      boolean more = !json.accept('}');
      while (more) {
        switch (json.key()) {
          case "name" -> name = json.string();
          case "parameters" -> binary = outputParameters(binary);
          default -> json.skip();
        }
        more = json.another('}');
      }
      if (name == null || !outputNames.contains(name)) {
        throw InferenceException.invalid(
            "the model has no output '%s'; it has %s"
                .formatted(name == null ? "" : name, outputNames));
      }
      for (RequestedOutput earlier : outputs) {
        if (earlier.name().equals(name)) {
          throw InferenceException.invalid("output '" + name + "' is asked for twice");
        }
      }
      outputs.add(new RequestedOutput(name, binary));
    }

    private boolean outputParameters(boolean byDefault) throws InferenceException {
      boolean binary = byDefault;
      json.expect('{');
      boolean more = !json.accept('}');
      while (more) {
        switch (json.key()) {
          case "binary_data" -> binary = json.bool();
          case "classification" -> throw InferenceException.notOffered("classification");
          case "shared_memory_region" -> throw InferenceException.notOffered("shared memory");
          default -> json.skip();
        }
        more = json.another('}');
      }
      return binary;
    }
  }
}
