// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.weather;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
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

  /// Asks for all days in one batch.
  List<Float> forecasts(List<Day> days) throws OrtException {
    FloatBuffer values = FloatBuffer.allocate(days.size() * Day.FEATURES.size());
    days.forEach(day -> values.put(day.values()));
    long[] shape = {days.size(), Day.FEATURES.size()};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, values.flip(), shape);
        OrtSession.Result result = session.run(Map.of(ServableGraph.INPUT, input))) {
      var output = (OnnxTensor) result.get(ForecastModel.TARGET).orElseThrow();
      FloatBuffer buffer = output.getFloatBuffer();
      var forecasts = new ArrayList<Float>();
      while (buffer.hasRemaining()) forecasts.add(buffer.get());
      return forecasts;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
