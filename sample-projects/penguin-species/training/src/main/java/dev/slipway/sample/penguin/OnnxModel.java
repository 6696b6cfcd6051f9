// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The servable graph in ONNX Runtime, the reference for the golden answers.
final class OnnxModel implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxModel(byte[] model) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model, options);
    }
  }

  /// Asks for all birds in one batch.
  List<Answer> answers(List<Penguin> birds) throws OrtException {
    FloatBuffer values = FloatBuffer.allocate(birds.size() * Penguin.FEATURES.size());
    birds.forEach(bird -> values.put(bird.values()));
    long[] shape = {birds.size(), Penguin.FEATURES.size()};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, values.flip(), shape);
        OrtSession.Result result = session.run(Map.of(ServableGraph.INPUT, input))) {
      FloatBuffer probabilities = tensor(result, ServableGraph.PROBABILITIES).getFloatBuffer();
      LongBuffer labels = tensor(result, ServableGraph.LABEL).getLongBuffer();
      var answers = new ArrayList<Answer>();
      while (labels.hasRemaining()) {
        int species = probabilities.remaining() / labels.remaining();
        var row = new ArrayList<Float>();
        for (int i = 0; i < species; i++) row.add(probabilities.get());
        answers.add(new Answer(row, labels.get()));
      }
      return answers;
    }
  }

  private static OnnxTensor tensor(OrtSession.Result result, String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
