// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.service.Served;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.measure.service.ServiceAddress;
import dev.slipway.measure.service.ServiceRun;
import dev.slipway.measure.service.Workload;
import dev.slipway.measure.wire.Bearer;
import dev.slipway.objective.Objectives;
import dev.slipway.profile.OnTarget;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Measures a service that runs elsewhere, with the project's own requests, at the peak of its
/// traffic; the evidence is of the kind `target`.
public final class MeasureService {

  static final String KIND = "target";

  /// That are looked through for forecasts which were held against what was served.
  private static final int MOST_MEASUREMENTS = 30;

  private final Trail trail;
  private final MakePlan plan;
  private final Shelf shelf;

  /// @param plan knows the last profile
  MeasureService(Trail trail, MakePlan plan, Shelf shelf) {
    this.trail = trail;
    this.plan = plan;
    this.shelf = shelf;
  }

  static String command(OpenedProject opened) {
    return Shell.line("slipway", "measure", "URL", "--project", opened.folder());
  }

  /// Keeps what was measured of the deployed service, here or by a job beside it.
  static void keep(Shelf shelf, OpenedProject opened, Sha256 model, OnTarget there)
      throws ProblemException {
    Fact.Inputs inputs = ServiceFacts.inputs(opened, model);
    shelf.keep(opened, model, KIND, shelf.newId(opened, KIND), inputs, there);
  }

  /// What forecasts for this project's service turned out to be, newest first; a disturbed
  /// measurement tells nothing of them.
  static List<ServedCapacity.Pair> pairs(Shelf shelf, OpenedProject opened)
      throws ProblemException {
    List<ServedCapacity.Pair> pairs = new ArrayList<>();
    for (JsonNode there : shelf.history(opened, KIND, MOST_MEASUREMENTS)) {
      JsonNode pair = there.at("/served/capacity");
      if (pair.isObject() && there.at("/served/block/invalid").isEmpty()) {
        pairs.add(Json.read(pair.toString(), ServedCapacity.Pair.class));
      }
    }
    return pairs;
  }

  public Served measure(OpenedProject opened, ServiceAddress place, Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    URI url = place.url();
    OptionalDouble cpus = place.cpus();
    place.check();
    Inspection inspection = InspectModel.look(opened);
    Sha256 model = inspection.model().sha256();
    Optional<ServedCapacity> predicted =
        cpus.isEmpty() ? Optional.empty() : Optional.of(predicted(opened, model));
    Objectives objectives = opened.project().objectives();
    progress.step(0, "asking the project's model");
    ExampleRequests examples = ExampleRequests.of(opened, inspection, Workload.SEED);
    Golden golden = examples.answeredBy(opened.model());
    var run =
        new ServiceRun(
            new Workload(
                opened.project().name(),
                opened.project().version(),
                model,
                tier,
                objectives.traffic().map(Objectives.Traffic::peak),
                objectives.latency()),
            golden,
            place.bearer());
    Served served =
        run.against(url, place.metricsOrBeside(), progress.part(0, 0.8))
            .judged(examples.sizes()::qualified);
    if (predicted.isPresent()) {
      progress.step(0.8, "measuring the capacity");
      double cores = cpus.getAsDouble();
      served =
          served.with(new ServedCapacity.Pair(cores, predicted.get().of(cores), run.most(url)));
    }
    List<Fact> facts = ServiceFacts.of(served, ServiceFacts.inputs(opened, model));
    trail.keep(
        opened,
        model,
        command(opened, place, tier),
        examples.sizes().madeUp() ? ServiceFacts.verdicts(facts) : facts);
    keep(shelf, opened, model, new OnTarget(url.toString(), served));
    return served;
  }

  /// The line that measures the same again.
  private static String command(OpenedProject opened, ServiceAddress place, Tier tier) {
    List<Object> words = new ArrayList<>(List.of("slipway", "measure", place.url()));
    words.addAll(List.of("--project", opened.folder()));
    words.addAll(tier.options());
    place.metrics().ifPresent(metrics -> words.addAll(List.of("--metrics", metrics)));
    place.cpus().ifPresent(cpus -> words.addAll(List.of("--cpus", cpus)));
    if (place.bearer() != Bearer.NONE) {
      words.addAll(List.of("--token-file", "FILE"));
    }
    return Shell.line(words.toArray());
  }

  /// By the last profile of this model.
  private ServedCapacity predicted(OpenedProject opened, Sha256 model) throws ProblemException {
    var now =
        new Shelf.Now(opened.project().version(), new TreeMap<>(Map.of("model", model.hex())));
    return plan.last(opened, now)
        .map(Recorded::value)
        .filter(profile -> profile.model().equals(model))
        .flatMap(Profile::served)
        .orElseThrow(() ->
            Problem.input(
                    "service.nothing-predicted",
                    "No profile predicts what the service can serve",
                    "This model was not profiled yet, or only in a first look, or its serving could"
                        + " not be measured",
                    "Profile it first: " + opened.command("profile") + " --tier standard")
                .asException());
  }
}
