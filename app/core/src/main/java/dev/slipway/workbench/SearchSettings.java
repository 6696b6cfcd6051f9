// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.service.Workload;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Project;
import dev.slipway.profile.Profile;
import dev.slipway.profile.host.Profiler;
import dev.slipway.profile.search.SearchGoal;
import dev.slipway.profile.search.SearchRequest;
import dev.slipway.profile.search.SearchResult;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.search.PricedSearch;
import dev.slipway.workbench.variants.VariantRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Searches for the best settings of the project's model on this machine.
public final class SearchSettings {

  static final String KIND = "search";

  /// What a point is of that is of no variant.
  public static final String AS_IT_IS = "as it is";

  private static final List<String> LEVELS = List.of("NONE", "BASIC", "EXTENDED", "ALL");
  private static final List<Integer> BATCHES = List.of(1, 2, 4, 8, 16, 32, 64);

  private final Profiler profiler;
  private final Home home;
  private final Shelf shelf;
  private final VariantRecords records;
  private final MakePlan plan;
  private final AtomicReference<@Nullable LastPriced> last = new AtomicReference<>();

  /// @param plan knows the prices and the last profile
  SearchSettings(Profiler profiler, Home home, Shelf shelf, VariantRecords records, MakePlan plan) {
    this.profiler = profiler;
    this.home = home;
    this.shelf = shelf;
    this.records = records;
    this.plan = plan;
  }

  /// What to search; an empty list means what suits the model and the machine.
  ///
  /// @param within the latency to keep; the project's shortest when empty
  public record Request(
      SearchGoal.Most most,
      Optional<Duration> within,
      Duration budget,
      List<Integer> threads,
      List<Integer> batches) {

    public Request {
      threads = List.copyOf(threads);
      batches = List.copyOf(batches);
    }
  }

  public PricedSearch search(OpenedProject opened, Request request, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "reading the model");
    Inspection inspection = InspectModel.look(opened.original());
    ExampleRequests examples = ExampleRequests.of(opened, inspection, Workload.SEED);
    SearchSpace space = space(opened, inspection, examples.requests(), request);
    SearchResult result =
        profiler.search(
            new SearchRequest(
                space,
                new SearchGoal(request.most(), limit(opened, request)),
                examples.requests(),
                examples.sizes(),
                request.budget(),
                Workload.SEED,
                Optional.of(today(opened)).filter(point -> has(space, point))),
            home.searches(),
            progress);
    Fact.Inputs inputs =
        Fact.Inputs.none()
            .and(Hashes.ORIGINAL, inspection.model().sha256())
            .and(Hashes.REQUESTS, Hashes.requests(opened));
    for (SearchSpace.Variant form : space.variants()) {
      if (!form.name().equals(AS_IT_IS)) {
        inputs = inputs.and(Hashes.variant(form.name()), form.sha256());
      }
    }
    shelf.keep(
        opened, inspection.model().sha256(), KIND, shelf.newId(opened, KIND), inputs, result);
    return priced(new PricingInputs(opened.project(), result, profile(opened)));
  }

  /// A form that slipway.yaml chooses may not be offered any more.
  private static boolean has(SearchSpace space, SearchSpace.Point point) {
    return space.variants().stream().anyMatch(form -> form.name().equals(point.variant()));
  }

  /// How single requests run now, asked for by one client: as the profile does it.
  public static SearchSpace.Point today(OpenedProject opened) {
    Profile.Settings settings = RunProfile.settings(opened);
    return new SearchSpace.Point(
        settings.threads(), 1, 1, settings.optimisation(), opened.variant().orElse(AS_IT_IS));
  }

  static String command(OpenedProject opened) {
    return opened.command("search");
  }

  /// What the last search found, with its prices of now.
  ///
  /// @param now of [Shelf.Now#ofOriginal]
  /// @param profile the last one
  Optional<Recorded<PricedSearch>> last(
      OpenedProject opened, Shelf.Now now, Optional<Profile> profile) throws ProblemException {
    return shelf
        .latest(opened, now, KIND, SearchResult.class, command(opened))
        .map(last ->
            new Recorded<>(
                priced(new PricingInputs(opened.project(), last.value(), profile)),
                last.at(),
                last.stale(),
                last.command()));
  }

  /// What prices rest on.
  private record PricingInputs(Project project, SearchResult found, Optional<Profile> profile) {}

  private record LastPriced(PricingInputs of, PricedSearch priced) {}

  /// A second for some sixty points, each time that the project is looked at: the last is kept.
  private PricedSearch priced(PricingInputs inputs) {
    LastPriced lastPriced = last.get();
    if (lastPriced == null || !lastPriced.of().equals(inputs)) {
      lastPriced =
          new LastPriced(
              inputs, plan.searches().price(inputs.project(), inputs.found(), inputs.profile()));
      last.set(lastPriced);
    }
    return lastPriced.priced();
  }

  private Optional<Profile> profile(OpenedProject opened) throws ProblemException {
    return plan.last(opened, Shelf.Now.of(opened, Hashes.of(opened.model()))).map(Recorded::value);
  }

  private static Optional<Duration> limit(OpenedProject opened, Request request) {
    return request
        .within()
        .or(() ->
            opened.project().objectives().latency().stream()
                .map(LatencyLimit::limit)
                .min(Duration::compareTo));
  }

  private SearchSpace space(
      OpenedProject opened, Inspection inspection, List<Map<String, Tensor>> rows, Request request)
      throws ProblemException {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> doubled = IntStream.iterate(1, n -> n <= cores, n -> 2 * n).boxed().toList();
    return new SearchSpace(
        request.threads().isEmpty() ? doubled : request.threads(),
        batches(inspection, rows, request.batches()),
        Stream.concat(doubled.stream(), Stream.of(2 * doubled.getLast())).toList(),
        LEVELS,
        variants(opened, inspection));
  }

  /// The model as it is, and what `slipway variants` offered of it.
  private List<SearchSpace.Variant> variants(OpenedProject opened, Inspection inspection)
      throws ProblemException {
    List<SearchSpace.Variant> variants = new ArrayList<>();
    Sha256 model = inspection.model().sha256();
    variants.add(new SearchSpace.Variant(AS_IT_IS, opened.original().toAbsolutePath(), model));
    for (var form : TryVariants.offered(opened, model).entrySet()) {
      // A file says which model it was made of, not whether it passed the gates.
      if (records.obstacle(opened, form.getKey()).isPresent()) {
        continue;
      }
      Path file = form.getValue().toAbsolutePath();
      variants.add(new SearchSpace.Variant(form.getKey(), file, Hashes.of(file)));
    }
    return variants;
  }

  private static List<Integer> batches(
      Inspection inspection, List<Map<String, Tensor>> rows, List<Integer> wished)
      throws ProblemException {
    Optional<String> obstacle = obstacle(inspection, rows);
    if (obstacle.isPresent() && wished.stream().anyMatch(batch -> batch > 1)) {
      throw Problem.input(
              "search.no-batches",
              "The requests cannot be put together to batches",
              obstacle.get(),
              "Leave --batches out, or export the model with a free first dimension and send it"
                  + " single rows of one shape")
          .asException();
    }
    if (!wished.isEmpty()) {
      return wished;
    }
    return obstacle.isPresent() ? List.of(1) : BATCHES;
  }

  private static Optional<String> obstacle(Inspection inspection, List<Map<String, Tensor>> rows) {
    boolean free =
        inspection.signature().inputs().stream()
            .allMatch(input ->
                !input.shape().isEmpty() && input.shape().getFirst() instanceof Dimension.Dynamic);
    if (!free) {
      return Optional.of("The first dimension of the model's inputs is fixed");
    }
    List<Map<String, List<Long>>> shapes = rows.stream().map(SearchSettings::shapes).toList();
    boolean single =
        shapes.stream()
            .flatMap(row -> row.values().stream())
            .allMatch(shape -> !shape.isEmpty() && shape.getFirst() == 1);
    return single && Set.copyOf(shapes).size() <= 1
        ? Optional.empty()
        : Optional.of("They are of several rows each, or of different shapes");
  }

  private static Map<String, List<Long>> shapes(Map<String, Tensor> row) {
    return row.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                input -> LongStream.of(input.getValue().shape()).boxed().toList()));
  }
}
