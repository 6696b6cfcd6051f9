// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.Golden;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Objectives;
import dev.slipway.profile.Block;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedCapacity;
import dev.slipway.profile.ServedSplit;
import dev.slipway.profile.Workload;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Measures a service that runs elsewhere, with the project's own requests, at the peak of its
/// traffic; the evidence is of the kind `target`.
public final class ProfileService {

  private static final int MOST_PORTS = 65_535;

  private final Trail trail;
  private final MakePlan plan;

  /// @param plan knows the last profile
  ProfileService(Trail trail, MakePlan plan) {
    this.trail = trail;
    this.plan = plan;
  }

  /// Where a service is.
  ///
  /// @param url of it, without a path
  /// @param metrics where it tells its own times; where that is not given, they are looked for
  ///   where this runtime and Triton have them: beside the service's own port
  /// @param cpus cores that it may use; with them its capacity is measured too
  public record Place(URI url, Optional<URI> metrics, OptionalDouble cpus) {

    /// How far behind the service's own port the metrics' is.
    private static final int BEHIND_REST = 2;

    private static final int BEHIND_GRPC = 1;

    /// A service of which only the address is known.
    public static Place of(URI url) {
      return new Place(url, Optional.empty(), OptionalDouble.empty());
    }

    Optional<URI> metricsOrBeside() {
      int port = url.getPort() + (isGrpc(url) ? BEHIND_GRPC : BEHIND_REST);
      return metrics
          .map(given -> given.getPath().length() > 1 ? given : given.resolve("/metrics"))
          .or(() ->
              url.getPort() < 0 || port > MOST_PORTS
                  ? Optional.empty()
                  : Optional.of(URI.create("http://%s:%d/metrics".formatted(url.getHost(), port))));
    }

    private String options() {
      return " --url " + url + metrics.map(given -> " --metrics " + given).orElse("");
    }
  }

  /// What was found.
  ///
  /// @param compared requests whose answers were held against the model's own
  /// @param split where the time of a request goes
  /// @param capacity what the last profile foretold, and what was measured; where that was asked
  public record Served(
      Block block,
      List<Profile.LatencyVerdict> verdicts,
      int compared,
      ServedSplit split,
      Optional<ServedCapacity.Pair> capacity) {
    public Served {
      verdicts = List.copyOf(verdicts);
    }

    Served with(ServedCapacity.Pair pair) {
      return new Served(block, verdicts, compared, split, Optional.of(pair));
    }
  }

  public Served measure(OpenedProject opened, Place place, Profile.Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    URI url = place.url();
    OptionalDouble cpus = place.cpus();
    checkAddress(url);
    if (place.metrics().isPresent()) {
      checkMetrics(place.metrics().get());
    }
    if (cpus.isPresent() && !"http".equalsIgnoreCase(url.getScheme())) {
      throw Problem.input(
              "service.capacity-in-the-clear",
              "A capacity is measured over http:// only",
              "The address is " + url,
              "Name the service's own port, such as http://localhost:8080, or leave --cpus out")
          .asException();
    }
    Inspection inspection = InspectModel.look(opened);
    Sha256 model = inspection.model().sha256();
    Optional<ServedCapacity> foretold =
        cpus.isEmpty() ? Optional.empty() : Optional.of(foretold(opened, model));
    Objectives objectives = opened.project().objectives();
    progress.step(0, "asking the project's model");
    Golden golden =
        ExampleRequests.of(opened, inspection, RunProfile.SEED).answeredBy(opened.model());
    var run =
        new ServiceRun(
            new Workload(
                opened.project().name(),
                opened.project().version(),
                model,
                tier,
                objectives.traffic().map(Objectives.Traffic::peak),
                objectives.latency()),
            golden);
    Served served = run.against(url, place.metricsOrBeside(), progress.part(0, 0.8));
    if (foretold.isPresent()) {
      progress.step(0.8, "measuring the capacity");
      double cores = cpus.getAsDouble();
      served = served.with(new ServedCapacity.Pair(cores, foretold.get().of(cores), run.most(url)));
    }
    String command = opened.command("profile") + place.options();
    trail.keep(opened, model, command, run.facts(served));
    return served;
  }

  /// By the last profile of this model.
  private ServedCapacity foretold(OpenedProject opened, Sha256 model) throws ProblemException {
    var now =
        new Shelf.Now(opened.project().version(), new TreeMap<>(Map.of("model", model.hex())));
    return plan.last(opened, now)
        .map(Recorded::value)
        .filter(profile -> profile.model().equals(model))
        .flatMap(Profile::served)
        .orElseThrow(() ->
            Problem.input(
                    "service.nothing-foretold",
                    "No profile foretells what the service can serve",
                    "This model was not profiled yet, or only in a first look, or its serving could"
                        + " not be measured",
                    "Profile it first: " + opened.command("profile") + " --tier standard")
                .asException());
  }

  /// An address from outside the program.
  static URI address(String text) throws ProblemException {
    try {
      URI url = new URI(text);
      checkAddress(url);
      return url;
    } catch (URISyntaxException e) {
      throw new ProblemException(unwritable(text), e);
    }
  }

  private static boolean isGrpc(URI url) {
    return "grpc".equalsIgnoreCase(url.getScheme());
  }

  private static boolean isHttp(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
  }

  private static void checkMetrics(URI url) throws ProblemException {
    if (!isHttp(url)) {
      throw Problem.input(
              "service.metrics-address",
              "'" + url + "' is no address of metrics",
              "Metrics are told over http:// or https://, whatever the service speaks",
              "Write it as http://localhost:8082/metrics")
          .asException();
    }
    checkAddress(url);
  }

  private static void checkAddress(URI url) throws ProblemException {
    // gRPC has no port that is its own
    boolean written = isHttp(url) || (isGrpc(url) && url.getPort() > 0);
    if (!written || url.getHost() == null) {
      throw unwritable(url.toString()).asException();
    }
    if (url.getUserInfo() != null || url.getQuery() != null) {
      // The whole address goes into the evidence.
      throw Problem.input(
              "service.secret-in-address",
              "The address of the service holds more than a host and a port",
              "A name, a password or a query in it would stand in the evidence",
              "Write it as http://localhost:8080")
          .asException();
    }
  }

  private static Problem unwritable(String url) {
    return Problem.input(
        "service.address",
        "'" + url + "' is no address of a service",
        "It does not begin with http:// or https:// and a host, or grpc:// and a host with a port",
        "Write it as http://localhost:8080, or grpc://localhost:8081");
  }
}
