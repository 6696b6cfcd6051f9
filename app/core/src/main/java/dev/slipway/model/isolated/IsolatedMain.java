// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.base.ChildJvm;
import dev.slipway.model.TensorStream;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OptimizationLevel;
import dev.slipway.serving.predict.OrtBoot;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The child process: opens models and answers, one request after the other, until its parent
/// closes the connection or dies.
public final class IsolatedMain {

  private final DataInputStream in;
  private final DataOutputStream out;
  private final Map<Integer, OrtPredictor> models = new HashMap<>();

  private IsolatedMain(DataInputStream in, DataOutputStream out) {
    this.in = in;
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    ChildJvm.endWithParent();
    var in = new DataInputStream(new BufferedInputStream(System.in));
    var out = new DataOutputStream(new BufferedOutputStream(System.out));
    // The library is loaded before the memory limit is known, so that it does not count.
    OrtBoot.runtimeVersion();
    var loop = new IsolatedMain(in, out);
    for (int request = in.read(); request >= 0; request = in.read()) {
      loop.serve(request);
      out.flush();
    }
    Runtime.getRuntime().halt(0);
  }

  private void serve(int request) throws IOException {
    int id = in.readInt();
    switch (request) {
      case Wire.OPEN -> open(id);
      case Wire.PREDICT -> predict(id, TensorStream.read(in));
      case Wire.CLOSE -> close(id);
      default -> throw new IOException("no such request: " + request);
    }
  }

  private void open(int id) throws IOException {
    Path model = Path.of(TensorStream.text(in));
    int threads = in.readInt();
    var level = OptimizationLevel.valueOf(TensorStream.text(in));
    MemoryLimit.allow(in.readLong());
    try {
      OrtPredictor opened = OrtPredictor.load(model, new ModelSettings(threads, level, false));
      models.put(id, opened);
      out.writeByte(Wire.DONE);
      Wire.specs(out, opened.inputs());
      Wire.specs(out, opened.outputs());
    } catch (InferenceException refusal) {
      refuse(refusal);
    }
  }

  private void predict(int id, Map<String, Tensor> request) throws IOException {
    OrtPredictor model = models.get(id);
    try {
      if (model == null) {
        throw new InferenceException(Kind.INVALID_MODEL, "the model is closed");
      }
      Map<String, Tensor> answer = model.predict(request);
      out.writeByte(Wire.DONE);
      TensorStream.write(out, answer);
    } catch (InferenceException refusal) {
      refuse(refusal);
    }
  }

  private void close(int id) throws IOException {
    OrtPredictor model = models.remove(id);
    if (model != null) {
      model.close();
    }
    out.writeByte(Wire.DONE);
  }

  private void refuse(InferenceException refusal) throws IOException {
    out.writeByte(Wire.REFUSED);
    TensorStream.text(out, refusal.kind().name());
    TensorStream.text(out, refusal.reason());
  }
}
