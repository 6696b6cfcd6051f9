// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Reading;
import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.base.Started;
import dev.slipway.bundle.Bundle;
import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.BundlePreview;
import dev.slipway.bundle.BundleRenderer;
import dev.slipway.bundle.BundleSource;
import dev.slipway.bundle.BundleWriter;
import dev.slipway.bundle.BundleZip;
import dev.slipway.bundle.Overwrite;
import dev.slipway.bundle.RuntimeFile;
import dev.slipway.bundle.ScoringRuntime;
import dev.slipway.bundle.ServingRuntime;
import dev.slipway.bundle.SigningKey;
import dev.slipway.bundle.SparkRuntime;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.Recipient;
import dev.slipway.data.DriftReference;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.service.Workload;
import dev.slipway.objective.Project;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Renders the artefacts from the plan, and writes them.
public final class ExportBundle {

  /// What to export.
  ///
  /// @param folder where to; the project's bundle folder when neither is named
  /// @param zip the one file that the bundle is written as; both when a folder is named too
  /// @param targets kinds of artefact; those of `slipway.yaml` when empty
  /// @param replaceEdited whether files that a person changed may be replaced
  /// @param sign file of the private key that the bundle is signed by
  public record Request(
      Optional<Path> folder,
      Optional<Path> zip,
      List<String> targets,
      boolean replaceEdited,
      Optional<Path> sign) {
    public Request {
      targets = List.copyOf(targets);
    }

    /// Not signed.
    public Request(
        Optional<Path> folder, Optional<Path> zip, List<String> targets, boolean replaceEdited) {
      this(folder, zip, targets, replaceEdited, Optional.empty());
    }

    /// Into a folder, and not signed.
    public Request(Optional<Path> folder, List<String> targets, boolean replaceEdited) {
      this(folder, Optional.empty(), targets, replaceEdited);
    }
  }

  /// The target whose page lies at the top of a bundle.
  private static final String README = "readme";

  private final Bench bench;
  private final MakePlan plan;
  private final DrawContract contract;
  private final Shelf shelf;
  private final Trail trail;
  private final BundleWriter writer = new BundleWriter();
  private final BundleZip zips = new BundleZip();

  /// Keeps parsed templates, so that a second export does not read them again; made by the first,
  /// since most commands export nothing.
  private @Nullable BundleRenderer renderer;

  /// What this program runs with does not change while it runs.
  private Optional<Started<List<RuntimeFile>>> runtime = Optional.empty();

  /// What scores in batch; nothing until it is asked for.
  private List<RuntimeFile> scorer = List.of();

  /// What scores on Spark; nothing until it is asked for.
  private List<RuntimeFile> spark = List.of();

  ExportBundle(Bench bench, MakePlan plan, DrawContract contract, Shelf shelf, Trail trail) {
    this.bench = bench;
    this.plan = plan;
    this.contract = contract;
    this.shelf = shelf;
    this.trail = trail;
  }

  private synchronized BundleRenderer renderer() {
    if (renderer == null) {
      renderer = new BundleRenderer(bench.targets());
    }
    return renderer;
  }

  static String command(OpenedProject opened) {
    return opened.command("export");
  }

  /// Begins to read and hash the serving runtime's files, some 60 MB, which takes about as long as
  /// opening a project and planning. For callers that know that they will export; needed by none.
  public void prepare() {
    runtime();
  }

  /// The files as they would be written.
  public List<GeneratedFile> preview(OpenedProject opened, List<String> targets)
      throws ProblemException {
    var request = new Request(Optional.empty(), targets, false);
    return render(opened, request, own(opened, request));
  }

  /// What writing would do to what lies in the folder, or in the zip file where no folder is named.
  public BundlePreview preview(OpenedProject opened, Request request) throws ProblemException {
    List<GeneratedFile> own = own(opened, request);
    List<GeneratedFile> files = render(opened, request, own);
    Path folder = request.folder().orElse(opened.bundleFolder());
    return BundlePreview.of(
        files,
        request.folder().or(request::zip).orElse(folder),
        edits(request, folder, files, own));
  }

  /// The targets of a project that somebody is handed.
  public List<String> handedTo(Recipient recipient, Project project) {
    return bench.targets().handedTo(recipient, project.objectives());
  }

  private List<GeneratedFile> render(OpenedProject opened, Request request, List<GeneratedFile> own)
      throws ProblemException {
    List<String> targets = request.targets();
    List<String> chosen = targets.isEmpty() ? opened.project().release().targets() : targets;
    if (chosen.isEmpty()) {
      throw Problem.input(
              "bundle.no-targets",
              "There is nothing to export",
              "Neither release.targets of slipway.yaml nor the command names a target.",
              "Name some, such as --target docker,kubernetes.")
          .asException();
    }
    List<String> all = withReadme(chosen);
    try {
      return renderer().render(input(opened, bench.targets().copies(all)), all, hashes(own));
    } catch (ProblemException e) {
      throw named(e, opened);
    }
  }

  /// The same, and where it says what to run, about this project.
  private static ProblemException named(ProblemException e, OpenedProject opened) {
    Problem problem = e.problem();
    String remedy = problem.remedy().replace(" PROJECT ", " " + Shell.word(opened.folder()) + " ");
    return remedy.equals(problem.remedy())
        ? e
        : new ProblemException(
            new Problem(problem.code(), problem.what(), problem.why(), remedy), e);
  }

  /// Every bundle says at its top what it is.
  private List<String> withReadme(List<String> targets) {
    return bench.targets().find(README).isPresent()
        ? Stream.concat(targets.stream(), Stream.of(README)).toList()
        : targets;
  }

  /// The team's own files, which the bundle keeps: those of the folder that is written, else of the
  /// zip file, else of the project's bundle.
  private static List<GeneratedFile> own(OpenedProject opened, Request request)
      throws ProblemException {
    Path from =
        request
            .folder()
            .or(() -> request.zip().filter(Files::isRegularFile))
            .orElse(opened.bundleFolder());
    try (BundleSource source = BundleSource.open(from)) {
      return source.own();
    }
  }

  private static SortedMap<String, Sha256> hashes(List<GeneratedFile> files) {
    SortedMap<String, Sha256> hashes = new TreeMap<>();
    files.forEach(file -> hashes.put(file.path(), file.content().sha256()));
    return hashes;
  }

  private static List<GeneratedFile> both(List<GeneratedFile> files, List<GeneratedFile> own) {
    return Stream.concat(own.stream(), files.stream()).toList();
  }

  /// Files that a person changed since the last export to that folder or zip file, and that this
  /// one would replace: by path, each with what would be done to it as a unified diff.
  public SortedMap<String, String> edits(OpenedProject opened, Request request)
      throws ProblemException {
    List<GeneratedFile> own = own(opened, request);
    List<GeneratedFile> files = render(opened, request, own);
    return edits(request, request.folder().orElse(opened.bundleFolder()), files, own);
  }

  private SortedMap<String, String> edits(
      Request request, Path folder, List<GeneratedFile> files, List<GeneratedFile> own)
      throws ProblemException {
    SortedMap<String, String> edits = new TreeMap<>();
    if (request.folder().isPresent() || request.zip().isEmpty()) {
      edits.putAll(writer.edits(files, folder));
    }
    if (request.zip().isPresent()) {
      zips.edits(both(files, own), request.zip().get())
          .forEach((path, patch) -> edits.merge(path, patch, String::concat));
    }
    return edits;
  }

  public Bundle export(OpenedProject opened, Request request, Progress progress)
      throws ProblemException, InterruptedException {
    Optional<SigningKey> key = Optional.empty();
    if (request.sign().isPresent()) {
      key = Optional.of(SigningKey.read(request.sign().get()));
    }
    progress.step(0, "rendering the bundle");
    List<GeneratedFile> own = own(opened, request);
    List<GeneratedFile> unsigned = render(opened, request, own);
    List<GeneratedFile> files = key.map(signer -> signer.signed(unsigned)).orElse(unsigned);
    progress.step(0.5, "writing the bundle");
    Bundle bundle = write(opened, request, files, both(files, own));
    var model = Hashes.of(opened.model());
    trail.keep(
        opened,
        model,
        command(opened),
        List.of(
            Fact.of(
                "bundle.digest", bundle.digest().hex(), "", Fact.Inputs.none().and("model", model)),
            Fact.of(
                "bundle.files",
                bundle.files().size(),
                "count",
                Fact.Inputs.none().and("model", model))));
    progress.report(1, "written");
    return bundle;
  }

  /// @param all with the team's own, which lie in a folder already
  private Bundle write(
      OpenedProject opened, Request request, List<GeneratedFile> files, List<GeneratedFile> all)
      throws ProblemException {
    Overwrite overwrite =
        request.replaceEdited() ? Overwrite.REPLACE_EDITED : Overwrite.REFUSE_EDITED;
    if (request.zip().isEmpty()) {
      return writer.write(files, request.folder().orElse(opened.bundleFolder()), overwrite);
    }
    if (request.folder().isPresent()) {
      // Before the folder, so that a refusal leaves both as they are.
      zips.requireReplaceable(all, request.zip().get(), overwrite);
      writer.write(files, request.folder().get(), overwrite);
    }
    return zips.write(all, request.zip().get(), overwrite);
  }

  /// @param copied kinds of files that the targets copy
  private BundleInput input(OpenedProject opened, Set<String> copied) throws ProblemException {
    Started<List<RuntimeFile>> served = runtime();
    Inspection inspection = InspectModel.look(opened);
    Optional<DriftReference> drift = KeepBaseline.kept(opened, inspection);
    MakePlan.Planned planned = plan.plan(opened, inspection);
    PicturesOfBundle.requireFit(opened, inspection.signature());
    return new BundleInput(
        opened.project(),
        inspection,
        shelf
            .latest(
                opened,
                Shelf.Now.of(opened, inspection.model().sha256()),
                EvaluateModel.KIND,
                Evaluation.class,
                EvaluateModel.command(opened))
            .filter(evaluation -> evaluation.stale().isEmpty())
            .map(Recorded::value),
        Optional.of(planned.profile()),
        Optional.of(planned.estimate()),
        planned.plan(),
        bench.version(),
        FileContent.of(opened.model()),
        Optional.of(golden(opened, inspection)),
        drift,
        contract.draw(opened, inspection),
        contract.checks(opened, inspection),
        TextsOfBundle.of(opened, inspection.signature()),
        runtime(copied, served.result()),
        planned.variant(),
        compared(opened, inspection),
        planned.batch(),
        opened.imported().provenance());
  }

  private Optional<ChampionComparison> compared(OpenedProject opened, Inspection inspection)
      throws ProblemException {
    return shelf
        .latest(
            opened,
            Shelf.Now.of(opened, inspection.model().sha256()),
            EvaluateModel.CHAMPION_KIND,
            ChampionComparison.class,
            EvaluateModel.command(opened))
        .filter(found -> found.stale().isEmpty())
        .map(Recorded::value);
  }

  /// @param copied kinds of files that the targets copy
  private synchronized List<RuntimeFile> runtime(Set<String> copied, List<RuntimeFile> served)
      throws ProblemException {
    List<RuntimeFile> files = new ArrayList<>(served);
    if (copied.contains("scorer")) {
      if (scorer.isEmpty()) {
        scorer = ScoringRuntime.files(ServingRuntime.running(), served);
      }
      files.addAll(scorer);
    }
    if (copied.contains("spark-job")) {
      if (spark.isEmpty()) {
        spark = SparkRuntime.files(ServingRuntime.running(), served);
      }
      files.addAll(spark);
    }
    return files;
  }

  private synchronized Started<List<RuntimeFile>> runtime() {
    Started<List<RuntimeFile>> begun =
        runtime.orElseGet(() -> Started.begin(() -> ServingRuntime.running().files()));
    runtime = Optional.of(begun);
    return begun;
  }

  /// The recorded answers; without any, the model's own, so that the container has something to be
  /// compared with. A variant answers the recorded requests itself: how far it may be from the
  /// model as it is, was judged when it was tried. Names of classes that slipway.yaml gives are
  /// added to what was recorded.
  private static GeneratedFile.Content golden(OpenedProject opened, Inspection inspection)
      throws ProblemException {
    if (opened.golden().isEmpty()) {
      return ByteContent.of(
          ExampleRequests.of(opened, inspection, Workload.SEED)
              .answeredBy(opened.model())
              .text(opened.project().name()));
    }
    Path recorded = opened.golden().get();
    if (opened.variant().isEmpty() && opened.project().model().labels().isEmpty()) {
      // Files of before write a missing number as a text, which the service refuses.
      String text = Reading.text(recorded);
      return text.contains("\"NaN\"")
          ? ByteContent.of(Golden.parse(text, recorded.toString()).text(opened.project().name()))
          : FileContent.of(recorded);
    }
    Golden known = Golden.parse(Reading.text(recorded), recorded.toString());
    Golden anew = ExampleRequests.answeredAnew(known, opened.model());
    return ByteContent.of(
        (opened.variant().isPresent() ? anew : known.completedBy(anew))
            .text(opened.project().name()));
  }
}
