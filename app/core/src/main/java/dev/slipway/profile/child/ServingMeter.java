// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Progress;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.machine.ProcessClock;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.measure.wire.WireLoad;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServingCost;
import dev.slipway.serving.execution.Engine;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Measures what a request costs when it is served: see [ServingCost]. Server and client are in
/// this process; the client's thread is taken off.
final class ServingMeter {

  /// Requests are many enough to differ as the project's do, and few enough to be held as text.
  private static final int MOST_REQUESTS = 64;

  private static final long MOST_TEXT = 16L << 20;

  /// Of one request. As many as there are clients are under way at once, some ten bytes of text
  /// each, besides what server and client make of them: this process has a small heap.
  private static final long MOST_VALUES = 500_000;

  private static final int WINDOWS = 16;

  /// The last windows, which count.
  private static final int COUNTED = 4;

  private static final double STEADY = 1.10;

  private final ProcessClock process = new ProcessClock();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Engine.Loader loader;
  private final Profile.Settings settings;
  private final List<Map<String, Tensor>> rows;

  /// @param loader opens the model
  ServingMeter(Engine.Loader loader, Profile.Settings settings, List<Map<String, Tensor>> rows) {
    this.loader = loader;
    this.settings = settings;
    this.rows = List.copyOf(rows);
  }

  /// CPU of the server and its answers in one stretch of the load.
  private record Window(long cpu, long answers) {
    double each() {
      return answers == 0 ? Double.POSITIVE_INFINITY : (double) cpu / answers;
    }
  }

  /// @param length of the whole, most of which the server takes to compile itself
  /// @return empty where a request is too large to be served from here, the model refuses the first
  ///   row, or the service its own requests
  Optional<ServingCost> measure(Duration length, Progress progress) throws InterruptedException {
    if (rows.getFirst().values().stream().mapToLong(Tensor::size).sum() > MOST_VALUES) {
      return Optional.empty();
    }
    try (var server = new OneCoreServer(loader, rows.getFirst(), settings.batchRows());
        var load =
            new WireLoad(
                server.address(),
                "/v2/models/" + OneCoreServer.MODEL + "/infer",
                requests(),
                WireLoad.CLIENTS)) {
      return cost(windows(load, length.dividedBy(WINDOWS), progress));
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

  private static Optional<ServingCost> cost(List<Window> counted) {
    Window all = sum(counted);
    if (all.answers() == 0) {
      return Optional.empty();
    }
    int half = counted.size() / 2;
    double before = sum(counted.subList(0, half)).each();
    double after = sum(counted.subList(half, counted.size())).each();
    Duration each = Duration.ofNanos(Math.max(1, all.cpu() / all.answers()));
    return Optional.of(
        new ServingCost(
            each, new ServedCapacity(each).of(1), all.answers(), before <= STEADY * after));
  }

  private static Window sum(List<Window> windows) {
    return new Window(
        windows.stream().mapToLong(Window::cpu).sum(),
        windows.stream().mapToLong(Window::answers).sum());
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
