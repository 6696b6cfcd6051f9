// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.base.TemporaryFolder;
import dev.slipway.base.WorkEvent;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.load.TraceFile;
import dev.slipway.measure.machine.Environment;
import dev.slipway.profile.OperatorTimes;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ProfileRequest;
import dev.slipway.profile.child.OperatorsJob;
import dev.slipway.profile.child.OptimiseJob;
import dev.slipway.profile.child.Pace;
import dev.slipway.profile.child.PairedRunJob;
import dev.slipway.profile.child.Phases;
import dev.slipway.profile.child.PointJob;
import dev.slipway.profile.child.ProfileJob;
import dev.slipway.profile.child.ProfileMain;
import dev.slipway.profile.child.RunStore;
import dev.slipway.profile.child.ServedJob;
import dev.slipway.profile.compare.Comparison;
import dev.slipway.profile.compare.ComparisonRequest;
import dev.slipway.profile.compare.Contender;
import dev.slipway.profile.compare.PairedComparison;
import dev.slipway.profile.compare.PairedRun;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.Search;
import dev.slipway.profile.search.SearchMemory;
import dev.slipway.profile.search.SearchRequest;
import dev.slipway.profile.search.SearchResult;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.request.RowsFile;
import dev.slipway.serving.predict.OrtBoot;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Measures a model alone in a process of its own, so that nothing but the model is measured.
/// Interrupting the calling thread cancels. One measurement at a time: make one profiler a program.
public final class Profiler {

  /// A first look at a point of a search.
  private static final Duration BRIEFLY = Duration.ofMillis(250);

  private final SingleMeasurement single;
  private final Function<Tier, Pace> paces;

  public Profiler() {
    this(Pace::of);
  }

  /// @param paces how long each tier measures
  public Profiler(Function<Tier, Pace> paces) {
    this(ProfileMain.class.getName(), paces);
  }

  /// @param main class that does the measuring
  Profiler(String main) {
    this(main, Pace::of);
  }

  private Profiler(String main, Function<Tier, Pace> paces) {
    this.single = new SingleMeasurement(main);
    this.paces = paces;
  }

  /// Measures, keeping nothing but the profile.
  public Profile profile(ProfileRequest request, Progress progress)
      throws ProblemException, InterruptedException {
    Path folder = SingleMeasurement.scratch();
    try {
      return profile(request, folder, progress);
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  /// Measures, and leaves the profile, the journal, the raw samples and what was asked in a folder:
  /// see [RunStore].
  public Profile profile(ProfileRequest request, Path folder, Progress progress)
      throws ProblemException, InterruptedException {
    GivenModels.check(request.model());
    GivenModels.checkRows(request.rows());
    if (request.pattern() instanceof ArrivalPattern.Trace(Path trace)) {
      TraceFile.read(trace);
    }
    return single.alone(
        folder,
        launcher -> {
          Files.createDirectories(folder);
          var store = new RunStore(folder);
          RowsFile.write(store.rows(), InputChoice.few(request.rows(), request.settings().seed()));
          return measure(
              store.keep(ProfileJob.of(request, paces.apply(request.tier()), store)),
              store,
              launcher,
              progress);
        });
  }

  /// Measures again what a run measured: the same model, inputs, settings, seeds and lengths.
  ///
  /// @param run the folder of a run
  /// @param folder where the new one goes
  public Profile replay(Path run, Path folder, Progress progress)
      throws ProblemException, InterruptedException {
    ProfileJob before = Replaying.job(run);
    GivenModels.check(before.model(), before.sha256());
    return single.alone(
        folder,
        launcher -> {
          Files.createDirectories(folder);
          var store = new RunStore(folder);
          Files.copy(before.rows(), store.rows());
          return measure(store.keep(before.in(store)), store, launcher, progress);
        });
  }

  /// Runs two models, or one in two ways, in turns on the same inputs, and says which takes less.
  public Comparison compare(ComparisonRequest request, Progress progress)
      throws ProblemException, InterruptedException {
    for (Contender each : List.of(request.a(), request.b())) {
      GivenModels.check(each.model(), each.sha256());
    }
    GivenModels.checkRows(request.rows());
    Path folder = SingleMeasurement.scratch();
    try {
      return single.alone(
          folder, launcher -> compared(request, launcher, folder.resolve("journal"), progress));
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private static Comparison compared(
      ComparisonRequest request,
      SingleMeasurement.Launcher launcher,
      Path journal,
      Progress progress)
      throws ProblemException, IOException, InterruptedException {
    Path rows = launcher.rows(InputChoice.few(request.rows(), request.a().settings().seed()));
    List<PairedRun> duels = new ArrayList<>();
    int starts = request.sampling().starts();
    for (int i = 0; i < starts; i++) {
      progress.step((double) i / starts, "comparing, start " + (i + 1) + " of " + starts);
      var job = new PairedRunJob(request.a(), request.b(), rows, request.sampling(), i);
      duels.add(
          launcher.run(
              job,
              journal,
              PairedRun.class,
              progress.part((double) i / starts, (i + 1.0) / starts)));
    }
    progress.step(1, "looking inside");
    return PairedComparison.judge(request, duels, inside(request, launcher, rows, journal));
  }

  /// Each side alone in a process, since memory that was held once stays held.
  private static Comparison.Breakdown inside(
      ComparisonRequest request, SingleMeasurement.Launcher launcher, Path rows, Path journal)
      throws ProblemException, IOException, InterruptedException {
    List<Bytes> memory = new ArrayList<>();
    List<OperatorTimes> operators = new ArrayList<>();
    for (Contender side : List.of(request.a(), request.b())) {
      var point =
          new SearchSpace.Point(
              side.settings().threads(), 1, 1, side.settings().optimisation(), side.name());
      var job = new PointJob(point, side.model(), rows, BRIEFLY, BRIEFLY, side.settings().seed());
      memory.add(launcher.run(job, journal, PointReading.class, Progress.NONE).memory());
      operators.add(
          launcher.run(new OperatorsJob(side, rows), journal, OperatorTimes.class, Progress.NONE));
    }
    return new Comparison.Breakdown(
        memory.getFirst(),
        memory.getLast(),
        OperatorTimes.changes(operators.getFirst(), operators.getLast()));
  }

  /// Where a model's time goes, by ONNX Runtime's own account.
  ///
  /// @param rows what it is asked, a few of them
  public OperatorTimes operators(Contender side, List<Map<String, Tensor>> rows, Progress progress)
      throws ProblemException, InterruptedException {
    GivenModels.check(side.model(), side.sha256());
    GivenModels.checkRows(rows);
    Path folder = SingleMeasurement.scratch();
    try {
      return single.alone(
          folder,
          launcher -> {
            progress.step(0.1, "running the model with the runtime's own profile");
            Path few = launcher.rows(InputChoice.few(rows, side.settings().seed()));
            return launcher.run(
                new OperatorsJob(side, few),
                folder.resolve("journal"),
                OperatorTimes.class,
                progress);
          });
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  /// Has ONNX Runtime write a model as it rewrites it when it loads it.
  ///
  /// @param to the file to write
  public void optimise(Path model, Profile.Settings settings, Path to)
      throws ProblemException, InterruptedException {
    single.alone(
        to,
        launcher ->
            launcher.run(
                new OptimiseJob(model.toAbsolutePath(), settings, to.toAbsolutePath()),
                launcher.scratch().resolve("journal"),
                OptimiseJob.Written.class,
                Progress.NONE));
  }

  /// Looks for the best way to run a model, within a budget of measuring. What was measured is kept
  /// in a folder as soon as it is, so that a search that was cut short, or another one of the same
  /// model on the same machine, goes on from there.
  public SearchResult search(SearchRequest request, Path folder, Progress progress)
      throws ProblemException, InterruptedException {
    for (SearchSpace.Variant variant : request.space().variants()) {
      GivenModels.check(variant.model(), variant.sha256());
    }
    GivenModels.checkRows(request.rows());
    return single.alone(
        folder,
        launcher -> {
          Path rows = launcher.rows(InputChoice.few(request.rows(), request.seed()));
          Environment here = Environment.here(runtime());
          var memory = new SearchMemory(folder, here, Sha256.of(rows));
          var effort = new Search.Budget(request.budget(), request.space().size(), BRIEFLY);
          var points = new PointMeasurer(request, launcher, rows, memory);
          return new Search(request, effort, points::reading, progress).run().in(here);
        });
  }

  /// Loading the library for the first time takes a third of a second.
  private static String runtime() throws InterruptedException {
    return Uninterruptible.get("ONNX Runtime's version", OrtBoot::runtimeVersion);
  }

  private static Profile measure(
      ProfileJob job, RunStore store, SingleMeasurement.Launcher launcher, Progress progress)
      throws ProblemException, IOException, InterruptedException {
    double alone = job.pace().total().toMillis();
    double share = alone / (alone + job.pace().served().toMillis());
    progress.tell(new WorkEvent.Planned(Phases.of(job)));
    progress.tell(new WorkEvent.Began(Phases.START));
    Profile profile = launcher.run(job, store.journal(), Profile.class, progress.part(0, share));
    Profile whole = served(job, profile, launcher, store, progress.part(share, 1));
    store.write(whole);
    return whole;
  }

  /// The model alone stays measured where its service cannot be.
  private static Profile served(
      ProfileJob job,
      Profile alone,
      SingleMeasurement.Launcher launcher,
      RunStore store,
      Progress progress)
      throws IOException, InterruptedException {
    progress.step(0, "starting the service");
    progress.tell(new WorkEvent.Began(Phases.SERVICE));
    try (ServedProcess service = ServedProcess.start(job, launcher.scratch())) {
      ServedJob.Served found =
          launcher.run(
              new ServedJob(job, service.url(), service.number()),
              store.servedJournal(),
              ServedJob.Served.class,
              progress);
      return alone.with(found.here(), found.cost());
    } catch (ProblemException refused) {
      progress.tell(new WorkEvent.Logged(Phases.SERVICE, refused.problem().what()));
      progress.tell(new WorkEvent.Ended(Phases.SERVICE, WorkEvent.Outcome.FAILED));
      return alone.unserved(refused.problem().what() + ": " + refused.problem().why());
    }
  }
}
