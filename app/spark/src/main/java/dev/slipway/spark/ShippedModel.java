// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.protocol.DriftBaselineReader;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The model as it goes to the executors, and in each of them the one session that all its tasks
/// share: Spark keeps one copy of what is broadcast in a process.
final class ShippedModel implements Serializable {

  private static final long serialVersionUID = 1L;

  private final byte[] onnx;
  private final byte[] baseline;
  private transient @Nullable Opened opened;

  /// @param onnx the model's file
  /// @param named the hash of it that each row is to carry
  /// @param baseline the drift baseline's file; empty for none
  /// @throws ProblemException where it is another model
  static ShippedModel of(byte[] onnx, Sha256 named, byte[] baseline) throws ProblemException {
    Sha256 is = Sha256.of(onnx);
    if (!is.equals(named)) {
      throw Problem.input(
              "spark.other-model",
              "The model beside the job is not that of the bundle",
              "Its SHA-256 begins with %s, and that of the bundle's with %s."
                  .formatted(is.brief(), named.brief()),
              "Take the bundle's files as they are, or export it again: answers would name a model"
                  + " that did not give them.")
          .asException();
    }
    return new ShippedModel(onnx, baseline);
  }

  private ShippedModel(byte[] onnx, byte[] baseline) {
    this.onnx = onnx.clone();
    this.baseline = baseline.clone();
  }

  /// A session, and which one.
  record Opened(OrtPredictor predictor, DriftBaseline baseline, String id) {}

  /// Of one thread, which is the task's own: Spark runs a task a core, and other threads would give
  /// other bits.
  synchronized Opened open() throws InferenceException {
    Opened known = opened;
    if (known == null) {
      known = load();
      opened = known;
      // Where Spark needs the memory it drops this, and reads it anew for later tasks.
      Cleaner.create().register(this, known.predictor()::close);
    }
    return known;
  }

  private Opened load() throws InferenceException {
    try {
      Path folder = Files.createTempDirectory("slipway-model");
      Path model = folder.resolve("model.onnx");
      Path bins = folder.resolve("drift-baseline.json");
      try {
        Files.write(model, onnx);
        Files.write(bins, baseline);
        return new Opened(
            OrtPredictor.load(model, ModelSettings.withThreads(1)),
            baseline.length == 0 ? DriftBaseline.none() : DriftBaselineReader.read(bins),
            UUID.randomUUID().toString());
      } finally {
        Files.deleteIfExists(model);
        Files.deleteIfExists(bins);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the model cannot be written to "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
