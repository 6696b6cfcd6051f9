// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.base.Percentile;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.checklist.Evidence;
import dev.slipway.data.Golden;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Objectives;
import dev.slipway.profile.Arrival;
import dev.slipway.profile.Block;
import dev.slipway.profile.HttpLoad;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedCapacity;
import dev.slipway.serving.tensor.Tensor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Measures a service that runs elsewhere, with the project's own requests, at the peak of its
/// traffic; the evidence is of the kind `target`. Whether the service has the project's model is
/// seen by its answers, since the protocol tells no hash.
public final class ProfileService {

  private static final int MOST_COMPARED = 32;

  /// Another processor may round otherwise.
  private static final double TOLERANCE = 1e-3;

  private static final int CLIENTS = 4;

  private final Trail trail;
  private final MakePlan plan;

  /// @param plan knows the last profile
  ProfileService(Trail trail, MakePlan plan) {
    this.trail = trail;
    this.plan = plan;
  }

  /// What was found.
  ///
  /// @param compared requests whose answers were held against the model's own
  /// @param capacity what the last profile foretold, and what was measured; where that was asked
  public record Served(
      Block block,
      List<Profile.LatencyVerdict> verdicts,
      int compared,
      Optional<ServedCapacity.Pair> capacity) {
    public Served {
      verdicts = List.copyOf(verdicts);
    }
  }

  /// @param url of the service, without a path
  /// @param cpus cores that it may use; with them its capacity is measured too
  public Served measure(
      OpenedProject opened, URI url, Profile.Tier tier, OptionalDouble cpus, Progress progress)
      throws ProblemException, InterruptedException {
    checkAddress(url);
    Inspection inspection = InspectModel.look(opened.model());
    Optional<ServedCapacity> foretold =
        cpus.isEmpty()
            ? Optional.empty()
            : Optional.of(foretold(opened, inspection.model().sha256()));
    Objectives objectives = opened.project().objectives();
    progress.step(0, "asking the project's model");
    Golden golden =
        ExampleRequests.of(opened, inspection, RunProfile.SEED).answeredBy(opened.model());
    List<String> requests = requests(golden.text(opened.project().name()));
    var load = new HttpLoad(url, opened.project().name(), objectives.latency());
    int compared = compare(load, golden, requests);
    List<byte[]> bodies =
        requests.stream().map(one -> one.getBytes(StandardCharsets.UTF_8)).toList();
    Arrival arrival =
        objectives
            .traffic()
            .<Arrival>map(traffic -> new Arrival.Poisson(traffic.peak(), RunProfile.SEED))
            .orElse(new Arrival.Closed(CLIENTS));
    Duration length = length(tier);
    load.run(bodies, arrival, length.dividedBy(4), progress.part(0, 0.2));
    HttpLoad.Result result = load.judge(bodies, arrival, length, progress.part(0.2, 0.8));
    Optional<ServedCapacity.Pair> capacity = Optional.empty();
    if (foretold.isPresent()) {
      progress.step(0.8, "measuring the capacity");
      double cores = cpus.getAsDouble();
      capacity =
          Optional.of(
              new ServedCapacity.Pair(
                  cores, foretold.get().of(cores), load.most(requests, length.dividedBy(4))));
    }
    var served = new Served(result.block(), result.verdicts(), compared, capacity);
    keep(opened, inspection.model().sha256(), url, served);
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
                    "This model was not profiled yet, or only in a first look",
                    "Profile it first: slipway profile " + opened.folder() + " --tier standard")
                .asException());
  }

  private static void checkAddress(URI url) throws ProblemException {
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if (!(http || "https".equalsIgnoreCase(url.getScheme())) || url.getHost() == null) {
      throw Problem.input(
              "service.address",
              "'" + url + "' is no address of a service",
              "It does not begin with http:// or https:// and a host",
              "Write it as http://localhost:8080")
          .asException();
    }
  }

  private static Duration length(Profile.Tier tier) {
    return switch (tier) {
      case QUICK -> Duration.ofSeconds(10);
      case STANDARD -> Duration.ofMinutes(1);
      case CERTIFY -> Duration.ofMinutes(10);
    };
  }

  private static List<String> requests(String golden) {
    try {
      List<String> requests = new ArrayList<>();
      for (JsonNode one : new ObjectMapper().readTree(golden).path("cases")) {
        requests.add(one.path("request").toString());
      }
      return requests;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("golden cases are written as JSON", e);
    }
  }

  private static int compare(HttpLoad load, Golden golden, List<String> requests)
      throws ProblemException, InterruptedException {
    int compared = Math.min(MOST_COMPARED, requests.size());
    for (int i = 0; i < compared; i++) {
      String request = requests.get(i);
      String reply = load.ask(request.getBytes(StandardCharsets.UTF_8));
      String both =
          "{\"cases\":[{\"id\":\"asked\",\"request\":%s,\"response\":%s}]}"
              .formatted(request, reply);
      Map<String, Tensor> answer =
          Golden.parse(both, "The service's answer").cases().getFirst().response();
      Likeness likeness = Likeness.of(golden.cases().get(i).response(), answer);
      if (likeness.worst() > TOLERANCE || likeness.same() < 1) {
        throw Problem.input(
                "service.other-model",
                "The service answers otherwise than the project's model",
                "Request " + (i + 1) + " of " + compared + " is answered with " + reply,
                "Deploy the project's model there, or open the project of the model that is there")
            .asException();
      }
    }
    return compared;
  }

  private void keep(OpenedProject opened, Sha256 model, URI url, Served served)
      throws ProblemException {
    Block block = served.block();
    var inputs = Fact.Inputs.none().and("model", model);
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of(
            "serving.load_errors",
            block.errors(),
            "of %d requests".formatted(block.errors() + block.response().count()),
            inputs));
    facts.add(Fact.of("serving.load_rps", block.throughput().perSecond(), "requests/s", inputs));
    block
        .response()
        .at(new Percentile(99))
        .ifPresent(p99 ->
            facts.add(
                Fact.of("serving.latency_p99_ms", p99.value().toNanos() / 1e6, "ms", inputs)));
    served
        .capacity()
        .ifPresent(pair -> {
          facts.add(
              Fact.of("serving.capacity_rps", pair.measured().perSecond(), "requests/s", inputs));
          facts.add(Fact.of("serving.capacity_error", pair.error(), "share", inputs));
        });
    trail.keep(
        opened,
        model,
        "slipway profile " + opened.folder() + " --url " + url,
        facts.stream().map(fact -> fact.from(Evidence.Source.TARGET)).toList());
  }
}
