// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.slipway.serving.predict.OrtBoot;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// ONNX Runtime without any server: rows in a direct buffer, tensors made around it, the answer
/// written into a buffer of ours.
final class RawRun implements AutoCloseable {

  private static final int AT_ONCE = 50;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int rows;
  private final ByteBuffer input;
  private final ByteBuffer answer;

  RawRun(Path model) throws OrtException {
    this(model, 1, 1);
  }

  RawRun(Path model, int rows, int threads) throws OrtException {
    this.rows = rows;
    input = ByteBuffer.allocateDirect(4 * Payloads.FEATURES * rows).order(ByteOrder.LITTLE_ENDIAN);
    answer = ByteBuffer.allocateDirect(8 * rows).order(ByteOrder.LITTLE_ENDIAN);
    // Loads the library as the server does.
    String _ = OrtBoot.runtimeVersion();
    environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = environment.createSession(model.toString(), options);
    }
  }

  /// Runs for some time; a round's `cpuMicros` is the CPU of one run.
  Round take(int seconds) throws Exception {
    Machine.Ticks before = Machine.ticks();
    long ownBefore = Machine.ownTicks();
    long start = System.nanoTime();
    long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long runs = 0;
    long nanos = 0;
    while (nanos < seconds * 250_000_000L) {
      for (int i = 0; i < AT_ONCE; i++) {
        runOnce();
      }
      runs += AT_ONCE;
      nanos = System.nanoTime() - start;
    }
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart;
    Machine.Ticks after = Machine.ticks();
    double known = Machine.ownTicks() - ownBefore;
    return new Round(
        runs * 1e9 / nanos,
        cpu / 1e3 / runs,
        Math.max(0, after.busy() - before.busy() - known) / (after.all() - before.all()));
  }

  private void runOnce() throws OrtException {
    try (OnnxTensor in = tensor(input, rows, Payloads.FEATURES);
        OnnxTensor out = tensor(answer, rows, 2);
        OrtSession.Result _ =
            session.run(Map.of("input", in), Set.of(), Map.of("probabilities", out))) {
      // Only the time counts.
    }
  }

  private OnnxTensor tensor(ByteBuffer data, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, data, shape, OnnxJavaType.FLOAT);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
