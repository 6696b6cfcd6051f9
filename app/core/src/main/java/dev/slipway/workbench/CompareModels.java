// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.service.Workload;
import dev.slipway.profile.Profile;
import dev.slipway.profile.child.RunStore;
import dev.slipway.profile.compare.Comparison;
import dev.slipway.profile.compare.ComparisonRequest;
import dev.slipway.profile.compare.Contender;
import dev.slipway.profile.host.Profiler;
import dev.slipway.request.InputSizes;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.OpenedProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares two models, or one model with two settings, in turns: which takes less time and CPU.
public final class CompareModels {

  private final Profiler profiler;
  private final OpenProject open;
  private final ImportModel imports;
  private final Home home;

  CompareModels(Profiler profiler, OpenProject open, ImportModel imports, Home home) {
    this.profiler = profiler;
    this.open = open;
    this.imports = imports;
    this.home = home;
  }

  /// One of two, as the user names it.
  ///
  /// @param what a model file, a project's folder, or the name or folder of a stored run
  /// @param threads intra-op threads; those of the run, else 1, when empty
  /// @param optimisation graph-optimisation level; that of the run, else ALL, when empty
  public record Side(String what, Optional<Integer> threads, Optional<String> optimisation) {}

  /// @param project whose rows are sent where neither side brings its own
  public Comparison compare(Side a, Side b, Optional<Path> project, Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "reading the models");
    Found first = find(a, progress);
    Found second = find(b, progress);
    Requests asked = requests(first, second, project);
    return profiler.compare(
        new ComparisonRequest(
            first.contender().with(asked.sizes()),
            second.contender().with(asked.sizes()),
            asked.rows(),
            ComparisonRequest.Sampling.of(tier)),
        progress);
  }

  private record Requests(List<Map<String, Tensor>> rows, InputSizes sizes) {

    static Requests of(ExampleRequests examples) {
      return new Requests(examples.requests(), examples.sizes());
    }
  }

  /// A side with the requests that belong to it; none for a bare model file.
  private record Found(Contender contender, Optional<Requests> requests) {}

  private Found find(Side side, Progress progress) throws ProblemException {
    Path path = Path.of(side.what());
    if (Files.exists(path) && !OpenProject.isProject(path)) {
      return new Found(
          now(side, imports.of(path, Optional.empty(), progress.part(0, 0.1)).onnx()),
          Optional.empty());
    }
    Optional<RunStore.StoredRun> stored = stored(ReplayProfile.folder(home, side.what()));
    if (stored.isPresent()) {
      RunStore.StoredRun run = stored.get();
      return new Found(
          contender(side, run.model(), run.sha256(), run.settings()),
          Optional.of(new Requests(run.rows(), run.settings().inputs())));
    }
    OpenedProject opened = open.open(path, progress.part(0, 0.1));
    return new Found(
        now(side, opened.model()),
        Optional.of(
            Requests.of(ExampleRequests.of(opened, InspectModel.look(opened), Workload.SEED))));
  }

  private static Optional<RunStore.StoredRun> stored(Path run) {
    try {
      return Optional.of(new RunStore(run).stored());
    } catch (IOException noRun) {
      return Optional.empty();
    }
  }

  private static Contender now(Side side, Path model) throws ProblemException {
    Sha256 sha256 = InspectModel.look(model).model().sha256();
    return contender(side, model, sha256, new Profile.Settings(1, "ALL", Workload.SEED));
  }

  /// @param sha256 what the file must still be
  private static Contender contender(
      Side side, Path model, Sha256 sha256, Profile.Settings settings) {
    return new Contender(
        side.what(),
        model.toAbsolutePath(),
        sha256,
        new Profile.Settings(
            side.threads().orElse(settings.threads()),
            side.optimisation().orElse(settings.optimisation()),
            settings.seed(),
            settings.batchRows(),
            settings.inputs()));
  }

  private Requests requests(Found a, Found b, Optional<Path> project) throws ProblemException {
    if (project.isPresent()) {
      OpenedProject opened = open.open(project.get());
      return Requests.of(
          ExampleRequests.of(opened, InspectModel.look(a.contender().model()), Workload.SEED));
    }
    Optional<Requests> own = a.requests().or(b::requests);
    return own.isPresent()
        ? own.get()
        : Requests.of(
            ExampleRequests.madeUp(InspectModel.look(a.contender().model()), Workload.SEED));
  }
}
