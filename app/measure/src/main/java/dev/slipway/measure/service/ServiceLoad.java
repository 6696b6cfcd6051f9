// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.LoadGenerator;
import dev.slipway.measure.load.LoadSpec;
import dev.slipway.measure.load.Measured;
import dev.slipway.measure.load.Ticker;
import dev.slipway.measure.machine.KernelFiles;
import dev.slipway.measure.machine.SystemCpu;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.verdict.Looks;
import dev.slipway.measure.wire.Bearer;
import dev.slipway.measure.wire.GrpcWire;
import dev.slipway.measure.wire.RestWire;
import dev.slipway.measure.wire.Wire;
import dev.slipway.measure.wire.WireLoad;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads a running service: the same arrivals and the same counting as for the model in process.
public final class ServiceLoad {

  private static final Duration SHORTEST_SPIN = Duration.ofNanos(50_000);
  private static final Duration LONGEST_SPIN = Duration.ofNanos(300_000);

  /// Of the time between two requests.
  private static final double SPUN = 0.05;

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int HTTP_PORT = 80;
  private static final int MOST_CONNECTIONS = 64;

  /// Raw samples of all connections together.
  private static final int MOST_SAMPLES = 100_000;

  private static final int MOST_SHOWN = 300;

  /// Connections are enough for answers that take this long.
  private static final double PATIENCE_SECONDS = 0.25;

  private final URI endpoint;
  private final String model;
  private final Wire wire;
  private final Bearer bearer;
  private final List<LatencyLimit> limits;
  private final SystemCpu meter = new SystemCpu(new KernelFiles(Path.of("/")));

  /// Requests of which some were asked before the load.
  ///
  /// @param rows inputs by name
  /// @param answers to the first rows, at least one
  public record Requests(List<Map<String, Tensor>> rows, List<byte[]> answers) {
    public Requests {
      rows = List.copyOf(rows);
      answers = List.copyOf(answers);
    }
  }

  /// A load and where the time went.
  public record SplitResult(Result result, ServedSplit split) {}

  /// What the load showed.
  ///
  /// @param verdicts one for each limit
  public record Result(Block block, List<LatencyVerdict> verdicts) {
    public Result {
      verdicts = List.copyOf(verdicts);
    }
  }

  /// @param base address of the service, such as `http://localhost:8080` or `grpc://localhost:8081`
  /// @param model name of the model there
  public ServiceLoad(URI base, String model) {
    this(base, model, List.of());
  }

  /// @param limits latency objectives that every answer is held against
  public ServiceLoad(URI base, String model, List<LatencyLimit> limits) {
    this(base, model, Bearer.NONE, limits);
  }

  /// @param bearer the token that each request brings
  /// @param limits latency objectives that every answer is held against
  public ServiceLoad(URI base, String model, Bearer bearer, List<LatencyLimit> limits) {
    this.model = model;
    this.bearer = bearer;
    if ("grpc".equalsIgnoreCase(base.getScheme())) {
      this.endpoint = base;
      this.wire = new GrpcWire(base.getHost(), base.getPort(), model, bearer);
    } else {
      this.endpoint = overRest(base, model);
      this.wire = new RestWire(endpoint, bearer);
    }
    this.limits = List.copyOf(limits);
  }

  private static URI overRest(URI base, String model) {
    String name = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    String root = base.toString().replaceAll("/+$", "");
    return URI.create(root + "/v2/models/" + name + "/infer");
  }

  /// A request as it is sent to the service.
  public byte[] request(Map<String, Tensor> inputs) {
    return wire.write(inputs);
  }

  /// The outputs of an answer, by name.
  ///
  /// @throws ProblemException where it is none that the protocol knows
  public Map<String, Tensor> outputs(byte[] answer) throws ProblemException {
    return wire.read(answer);
  }

  /// Sends requests, each drawn from these, and measures the answers. The block's CPU time is the
  /// client's, and its foreign CPU contains the service's, should it run here.
  public Block run(List<byte[]> bodies, Arrival arrival, Duration length, Progress progress)
      throws InterruptedException {
    return judge(bodies, arrival, Looks.once(length), progress).block();
  }

  /// The same with a verdict for each limit, for as long as the looks demand.
  public Result judge(List<byte[]> bodies, Arrival arrival, Looks looks, Progress progress)
      throws InterruptedException {
    Measured measured = measure(bodies, arrival, looks, progress);
    return new Result(measured.block(), measured.verdicts(limits));
  }

  /// The same with all that it takes to judge it again.
  public Measured measure(List<byte[]> bodies, Arrival arrival, Looks looks, Progress progress)
      throws InterruptedException {
    if (bodies.isEmpty()) {
      throw new IllegalArgumentException("load needs at least one request to send");
    }
    int connections = connections(arrival);
    var spec =
        new LoadSpec(
            arrival,
            looks,
            seed(arrival),
            connections,
            GRACE,
            limits,
            limits.isEmpty() ? 0 : MOST_SAMPLES / connections);
    try (Wire.Load service = wire.load(bodies)) {
      return new LoadGenerator(Ticker.system(spin(arrival)), meter).run(spec, service, progress);
    }
  }

  /// How long before a request is due its sender no longer sleeps. Whoever sleeps wakes up late, on
  /// a virtual machine by 0.1 ms and more, which would be told as the service's latency. Whoever
  /// spins takes a core that the service may want: a twentieth of one, but 50 µs at least.
  static Duration spin(Arrival arrival) {
    double gap = arrival.mean().map(rate -> 1e9 / rate.perSecond()).orElse(0.0);
    double nanos =
        Math.clamp(SPUN * gap, (double) SHORTEST_SPIN.toNanos(), (double) LONGEST_SPIN.toNanos());
    return Duration.ofNanos(Math.round(nanos));
  }

  /// The same, with where the time of a request goes.
  ///
  /// @param requests what to send
  /// @param metrics where the server tells its own times; empty where that is not known
  /// @throws ProblemException where an answer cannot be read
  public SplitResult watch(
      Requests requests, Arrival arrival, Looks looks, Optional<URI> metrics, Progress progress)
      throws ProblemException, InterruptedException {
    List<byte[]> bodies = requests.rows().stream().map(wire::write).toList();
    Duration serialise = new SerialiseMeter(wire, requests).mean();
    if (metrics.isEmpty()) {
      Result result = judge(bodies, arrival, looks, progress);
      return new SplitResult(
          result,
          ServedSplit.untold(
              serialise, result.block().service().mean(), "where its metrics are is not known"));
    }
    try (var server = new ServerMetrics(metrics.get(), model)) {
      ServerMetrics.Scrape before = server.scrape();
      Result result = judge(bodies, arrival, looks, progress);
      return new SplitResult(result, server.split(serialise, result.block(), before));
    }
  }

  /// As many right answers a second as the service gives when 16 connections always have a request
  /// under way; the first quarter of the time does not count.
  ///
  /// @param bodies JSON requests, sent one after the other
  public Rate most(List<String> bodies, Duration length)
      throws ProblemException, InterruptedException {
    return most(bodies, WireLoad.CLIENTS, length);
  }

  /// The same with fewer or more connections.
  public Rate most(List<String> bodies, int clients, Duration length)
      throws ProblemException, InterruptedException {
    try (WireLoad load = many(bodies, clients)) {
      WireLoad.Count _ = load.run(length.dividedBy(4));
      WireLoad.Count count = load.run(length);
      if (count.right() == 0) {
        throw silent(
                "Under load it gave %d wrong answers and no right one in %d s"
                    .formatted(count.wrong(), length.toSeconds()))
            .asException();
      }
      return count.rate();
    } catch (IOException e) {
      throw new ProblemException(silent(e.getClass().getSimpleName() + ", " + e.getMessage()), e);
    }
  }

  /// Clients that always have a request under way.
  ///
  /// @param bodies JSON requests, sent one after the other
  public WireLoad many(List<String> bodies, int clients) throws IOException {
    if (!"http".equalsIgnoreCase(endpoint.getScheme())) {
      throw new IllegalArgumentException("a capacity is measured over http://, not " + endpoint);
    }
    int port = endpoint.getPort() < 0 ? HTTP_PORT : endpoint.getPort();
    var address = new InetSocketAddress(endpoint.getHost(), port);
    return new WireLoad(address, endpoint.getRawPath(), bearer, bodies, clients);
  }

  /// One request by itself: what the service answers.
  public byte[] ask(byte[] request) throws ProblemException, InterruptedException {
    try {
      return wire.ask(request);
    } catch (Wire.Unanswered e) {
      throw new ProblemException(silent(e.what()), e);
    }
  }

  /// An answer, fit for a person to read.
  public String shown(byte[] answer) {
    return shown(wire.text(answer));
  }

  /// What came from elsewhere, fit for a person to read: not long, and with nothing in it that a
  /// terminal would obey.
  private static String shown(String text) {
    String begun =
        text.strip()
            .codePoints()
            .limit(MOST_SHOWN)
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return text.strip().codePointCount(0, text.strip().length()) > MOST_SHOWN
        ? begun + " …"
        : begun;
  }

  private Problem silent(String why) {
    return Problem.environment(
        "service.no-answer",
        "No answer comes from " + endpoint,
        shown(why),
        "Check that the service runs, its address, and that its model has the project's name");
  }

  private static long seed(Arrival arrival) {
    return arrival instanceof Arrival.Poisson(var ignored, long seed) ? seed : 0;
  }

  private static int connections(Arrival arrival) {
    double rate = arrival.mean().map(Rate::perSecond).orElse(1.0);
    return (int) Math.clamp(Math.ceil(rate * PATIENCE_SECONDS), 4, MOST_CONNECTIONS);
  }
}
