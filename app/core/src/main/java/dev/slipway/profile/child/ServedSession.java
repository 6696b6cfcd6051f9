// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Measured;
import dev.slipway.measure.machine.CpuMeter;
import dev.slipway.measure.machine.KernelFiles;
import dev.slipway.measure.machine.SystemCpu;
import dev.slipway.measure.service.ContainerNetwork;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.measure.service.ServiceLoad;
import dev.slipway.measure.wire.WireLoad;
import dev.slipway.profile.Qualification;
import dev.slipway.profile.ServedHere;
import dev.slipway.profile.ServingCost;
import dev.slipway.request.RowsFile;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Loads the serving runtime, from the process that does nothing else.
final class ServedSession {

  /// Of what many clients get, so much can be taken from users who come at random.
  private static final double BEARABLE = 0.8;

  /// Without a stated peak more than twice this tells nothing more.
  private static final double ENOUGH = 1_000;

  /// Messages are held as bytes; some are under way at once, and the service makes as much again of
  /// each.
  private static final long MOST_BYTES = 24L << 20;

  private final ServedJob job;
  private final ProfileJob alone;
  private final Consumer<Message> out;
  private final Phases phases;
  private final CpuMeter meter = new SystemCpu(new KernelFiles(Path.of("/")));

  ServedSession(ServedJob job, Consumer<Message> out) {
    this.job = job;
    this.alone = job.alone();
    this.out = out;
    this.phases = new Phases(out);
  }

  ServedJob.Served measure() throws ProblemException, IOException, InterruptedException {
    phases.begin(Phases.SERVICE_WARM_UP);
    var load = new ServiceLoad(job.url(), ServedJob.MODEL, alone.latency());
    List<byte[]> bodies = bodies(load);
    byte[] answer = load.ask(bodies.getFirst());
    tell(0, "warming up the service");
    Rate most = load.most(texts(bodies), clients(bodies), alone.pace().warmUp());
    long asked = (long) bodies.stream().mapToLong(body -> body.length).average().orElse(0);
    Optional<ServingCost> cost = cost(load, bodies, most, asked + answer.length);
    return new ServedJob.Served(here(load, bodies, most), cost);
  }

  /// @param bytes of a request and its answer
  private Optional<ServingCost> cost(ServiceLoad load, List<byte[]> bodies, Rate most, long bytes)
      throws InterruptedException {
    if (alone.pace().serving().isZero()) {
      return Optional.empty();
    }
    phases.begin(Phases.SERVING);
    try (WireLoad clients = load.many(texts(bodies), clients(bodies))) {
      ServingMeter.Found found = new ServingMeter(job, clients, most).measure(progress(0.15, 0.3));
      return found.demands().isEmpty()
          ? Optional.empty()
          : Optional.of(
              new ServingCost(
                  new ServedCapacity(found.demands(), ContainerNetwork.of(bytes)),
                  found.settled(),
                  found.unlimited()));
    } catch (IOException gone) {
      // what comes next tells the user
      return Optional.empty();
    }
  }

  private ServedHere here(ServiceLoad load, List<byte[]> bodies, Rate most)
      throws ProblemException, IOException, InterruptedException {
    Pace pace = alone.pace();
    phases.begin(Phases.ONE_SERVED);
    Block single =
        load.run(bodies, new Arrival.Closed(1), pace.servedSingle(), progress(0.3, 0.35));
    var loop = new OpenLoop(alone);
    double able = BEARABLE * most.perSecond();
    Arrival arrival = loop.arrival(alone.peak().isPresent() ? able : Math.min(able, ENOUGH));
    phases.begin(Phases.SERVED);
    Usage before = usage();
    Measured measured = load.measure(bodies, arrival, loop.looks(arrival), progress(0.35, 1));
    Block block = measured.block().besides(usage().othersSince(before));
    phases.end();
    out.accept(new Message.Block("served", block));
    new RunStore(alone.folder()).write("served", measured.samples());
    var qualification =
        new Qualification(
            pace.exploratory(), alone.peak(), "one replica here", alone.settings().inputs());
    return new ServedHere(
        block,
        measured.with(block).verdicts(alone.latency()).stream()
            .map(each -> qualification.of(each, block))
            .toList(),
        measured.responses(),
        single,
        most);
  }

  /// The first rows, as many as fit.
  private List<byte[]> bodies(ServiceLoad load) throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    long bytes = 0;
    for (Map<String, Tensor> row : RowsFile.read(alone.rows())) {
      byte[] body = load.request(row);
      bytes += body.length;
      if (!bodies.isEmpty() && bytes > MOST_BYTES) {
        break;
      }
      bodies.add(body);
    }
    return bodies;
  }

  private static List<String> texts(List<byte[]> bodies) {
    return bodies.stream().map(body -> new String(body, StandardCharsets.UTF_8)).toList();
  }

  private static int clients(List<byte[]> bodies) {
    long largest = bodies.stream().mapToLong(body -> body.length).max().orElse(1);
    return Math.clamp(MOST_BYTES / Math.max(1, largest), 1, WireLoad.CLIENTS);
  }

  private Usage usage() {
    CpuMeter.Reading all = meter.read();
    return new Usage(
        new CpuMeter.Reading(
            all.process() + job.cpu(), all.machine(), all.processors(), all.throttled()),
        System.nanoTime());
  }

  /// CPU of client and service together, and of the machine.
  private record Usage(CpuMeter.Reading own, long at) {
    double othersSince(Usage before) {
      return own.foreignSince(before.own, at - before.at);
    }
  }

  private void tell(double fraction, String doing) {
    out.accept(new Message.Step(fraction, doing));
  }

  private Progress progress(double from, double to) {
    return new Telling(
        (fraction, doing) -> tell(from + (to - from) * fraction, "over a socket: " + doing), out);
  }
}
