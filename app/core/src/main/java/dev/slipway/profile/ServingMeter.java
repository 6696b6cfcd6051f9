// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Progress;
import dev.slipway.data.Golden;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Measures what a request costs besides the model: see [ServingCost]. Server and client are in
/// this process; the client's thread is taken off.
final class ServingMeter {

  static final int CLIENTS = 16;

  /// Requests are many enough to differ as the project's do, and few enough to be held as text.
  private static final int MOST_REQUESTS = 64;

  private static final long MOST_TEXT = 16L << 20;
  private static final int WINDOWS = 16;

  /// The last windows, which count.
  private static final int COUNTED = 4;

  private static final double STEADY = 1.10;

  private final ProcessClock process = new ProcessClock();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Predictor model;
  private final List<Map<String, Tensor>> rows;

  ServingMeter(Predictor model, List<Map<String, Tensor>> rows) {
    this.model = model;
    this.rows = List.copyOf(rows);
  }

  /// CPU of the server and its answers in one stretch of the load.
  private record Window(long cpu, long answers) {
    double each() {
      return answers == 0 ? Double.POSITIVE_INFINITY : (double) cpu / answers;
    }
  }

  /// @param inference time of one inference, which decides where the runtime runs it
  /// @param cpu of one inference
  /// @param length of the whole, most of which the server takes to compile itself
  /// @return empty where the model refuses the first row, or the service its own requests
  Optional<ServingCost> measure(
      Duration inference, Duration cpu, Duration length, Progress progress)
      throws InterruptedException {
    try {
      Map<String, Tensor> sample = rows.getFirst();
      var standIn = new StandIn(model.inputs(), model.outputs(), model.predict(sample));
      try (var server = new StandInServer(standIn, sample, inference);
          var load =
              new WireLoad(
                  server.address(),
                  "/v2/models/" + StandInServer.MODEL + "/infer",
                  requests(),
                  CLIENTS)) {
        return cost(windows(load, length.dividedBy(WINDOWS), progress), cpu);
      }
    } catch (InferenceException | IOException refused) {
      return Optional.empty();
    }
  }

  /// Those that count; none where an answer is wrong.
  private List<Window> windows(WireLoad load, Duration window, Progress progress)
      throws IOException, InterruptedException {
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      progress.step((double) i / WINDOWS, "measuring what serving costs");
      long own = threads.getCurrentThreadCpuTime();
      long all = process.read();
      WireLoad.Count count = load.run(window);
      long cpu = process.read() - all - (threads.getCurrentThreadCpuTime() - own);
      if (count.wrong() > 0) {
        return List.of();
      }
      windows.add(new Window(Math.max(0, cpu), count.right()));
    }
    return windows.subList(WINDOWS - COUNTED, WINDOWS);
  }

  private static Optional<ServingCost> cost(List<Window> counted, Duration inference) {
    long answers = counted.stream().mapToLong(Window::answers).sum();
    if (answers == 0) {
      return Optional.empty();
    }
    long cpu = Math.max(1, counted.stream().mapToLong(Window::cpu).sum());
    double least = counted.stream().mapToDouble(Window::each).min().orElse(0);
    double most = counted.stream().mapToDouble(Window::each).max().orElse(0);
    Duration each = Duration.ofNanos(cpu / answers);
    return Optional.of(
        new ServingCost(
            each, new ServedCapacity(inference, each).of(1), answers, most <= STEADY * least));
  }

  private List<String> requests() {
    List<String> requests = new ArrayList<>();
    long text = 0;
    for (Map<String, Tensor> row : rows) {
      if (requests.size() >= MOST_REQUESTS || text > MOST_TEXT) {
        break;
      }
      String request = new Golden.Case("asked", row, Map.of()).requestText();
      requests.add(request);
      text += request.length();
    }
    return requests;
  }
}
