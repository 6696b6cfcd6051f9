// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.RuntimeRefusal;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// ONNX Runtime in a child process. Whatever a model does to it (a fault in native code, endless
/// work, memory without bound) ends that process and gives a problem; the next model gets a new
/// one.
public final class IsolatedRuntime implements AutoCloseable {

  /// Weights are outside of it; tensors pass through.
  private static final Bytes HEAP = Bytes.mebibytes(256);

  private final String main;
  private @Nullable Connection connection;
  private int opened;

  public IsolatedRuntime() {
    this(IsolatedMain.class.getName());
  }

  /// @param main class that runs in the child process
  IsolatedRuntime(String main) {
    this.main = main;
  }

  /// Opens a model in a process of its own, which ends when the model is closed.
  public static Predictor openAlone(Path model, ModelSettings settings, Limits limits)
      throws ProblemException {
    var runtime = new IsolatedRuntime();
    try {
      return new ProcessPredictor(runtime, runtime.open(model, settings, limits));
    } catch (ProblemException e) {
      runtime.close();
      throw e;
    }
  }

  /// Opens a model; its predictions are answered one at a time.
  public Predictor open(Path model, ModelSettings settings, Limits limits) throws ProblemException {
    Connection to = connected();
    try {
      return IsolatedPredictor.open(to, ++opened, model, settings, limits);
    } catch (InferenceException refusal) {
      throw new ProblemException(RuntimeRefusal.explain(refusal, model.toString()), refusal);
    }
  }

  /// That the machine starts no process for a model.
  public static ProblemException notStarted(IOException because) {
    return new ProblemException(
        Problem.environment(
            "process.not-started",
            "No process can be started to run the model in",
            String.valueOf(because.getMessage()),
            "Check that the disk has space and that programs can be started."),
        because);
  }

  private synchronized Connection connected() throws ProblemException {
    if (connection == null || connection.isOver()) {
      close();
      try {
        connection = Connection.start(main, HEAP);
      } catch (IOException e) {
        throw notStarted(e);
      }
    }
    return connection;
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
