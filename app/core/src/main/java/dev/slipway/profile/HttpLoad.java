// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.objective.Objectives;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Loads a running service: the same arrivals and the same counting as for the model in process.
public final class HttpLoad {

  private static final Duration SPIN = Duration.ofNanos(50_000);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int HTTP_PORT = 80;
  private static final int MOST_CONNECTIONS = 64;
  private static final int MOST_SHOWN = 300;

  /// Connections are enough for answers that take this long.
  private static final double PATIENCE_SECONDS = 0.25;

  private final URI endpoint;
  private final List<Objectives.Latency> limits;
  private final LoadGenerator generator =
      new LoadGenerator(Ticker.system(SPIN), new SystemCpu(new KernelFiles(Path.of("/"))));

  /// What the load showed.
  ///
  /// @param verdicts one for each limit
  public record Result(Block block, List<Profile.LatencyVerdict> verdicts) {
    public Result {
      verdicts = List.copyOf(verdicts);
    }
  }

  /// @param base address of the service, such as `http://localhost:8080`
  /// @param model name of the model there
  public HttpLoad(URI base, String model) {
    this(base, model, List.of());
  }

  /// @param limits latency objectives that every answer is held against
  public HttpLoad(URI base, String model, List<Objectives.Latency> limits) {
    String name = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    String root = base.toString().replaceAll("/+$", "");
    this.endpoint = URI.create(root + "/v2/models/" + name + "/infer");
    this.limits = List.copyOf(limits);
  }

  /// Sends requests, each drawn from these JSON bodies, and measures the answers. The block's CPU
  /// time is the client's, and its foreign CPU contains the service's, should it run here.
  public Block run(List<byte[]> bodies, Arrival arrival, Duration length, Progress progress)
      throws InterruptedException {
    return judge(bodies, arrival, length, progress).block();
  }

  /// The same with a verdict for each limit.
  public Result judge(List<byte[]> bodies, Arrival arrival, Duration length, Progress progress)
      throws InterruptedException {
    if (bodies.isEmpty()) {
      throw new IllegalArgumentException("load needs at least one request to send");
    }
    var spec = new LoadSpec(arrival, length, seed(arrival), connections(arrival), GRACE, limits, 0);
    try (var service = new HttpSource(endpoint, bodies, TIMEOUT)) {
      Measured measured = generator.run(spec, service, progress);
      return new Result(measured.block(), measured.verdicts(limits));
    }
  }

  /// As many right answers a second as the service gives when 16 connections always have a request
  /// under way; the first quarter of the time does not count.
  ///
  /// @param bodies JSON requests, sent one after the other
  public Rate most(List<String> bodies, Duration length)
      throws ProblemException, InterruptedException {
    if (!"http".equalsIgnoreCase(endpoint.getScheme())) {
      throw new IllegalArgumentException("a capacity is measured over http://, not " + endpoint);
    }
    int port = endpoint.getPort() < 0 ? HTTP_PORT : endpoint.getPort();
    var address = new InetSocketAddress(endpoint.getHost(), port);
    try (var load = new WireLoad(address, endpoint.getRawPath(), bodies, ServingMeter.CLIENTS)) {
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

  /// One request by itself: what the service answers.
  public String ask(byte[] body) throws ProblemException, InterruptedException {
    try (HttpClient client = HttpSource.client(TIMEOUT)) {
      HttpResponse<String> reply =
          client.send(
              HttpSource.request(endpoint, body, TIMEOUT), HttpResponse.BodyHandlers.ofString());
      if (reply.statusCode() != HttpSource.OK) {
        throw silent("It answers with status " + reply.statusCode() + ": " + reply.body())
            .asException();
      }
      return reply.body();
    } catch (IOException e) {
      throw new ProblemException(silent(e.getClass().getSimpleName() + ", " + e.getMessage()), e);
    }
  }

  /// What came from elsewhere, fit for a person to read: not long, and with nothing in it that a
  /// terminal would obey.
  public static String shown(String text) {
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
