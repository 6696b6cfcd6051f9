// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import com.sun.management.OperatingSystemMXBean;
import dev.slipway.base.Bytes;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.bundle.Bundle;
import dev.slipway.bundle.BundlePreview;
import dev.slipway.bundle.BundleWriter;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.Recipient;
import dev.slipway.bundle.target.Target;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.machine.Environment;
import dev.slipway.model.Signature;
import dev.slipway.objective.Project;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.request.Predictions;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.BeginProject;
import dev.slipway.workbench.CheckFiles;
import dev.slipway.workbench.CompareModels;
import dev.slipway.workbench.Doctor;
import dev.slipway.workbench.ExplainFile;
import dev.slipway.workbench.ExportBundle;
import dev.slipway.workbench.KeepDraft;
import dev.slipway.workbench.KeepPrices;
import dev.slipway.workbench.LookAtModel;
import dev.slipway.workbench.MakePlan;
import dev.slipway.workbench.ModelStudy;
import dev.slipway.workbench.PredictRows.Question;
import dev.slipway.workbench.ReadHistory;
import dev.slipway.workbench.ReadRuns;
import dev.slipway.workbench.SearchSettings;
import dev.slipway.workbench.SignChecklist;
import dev.slipway.workbench.VerifyBundle;
import dev.slipway.workbench.Workbench;
import dev.slipway.workbench.WriteReport;
import dev.slipway.workbench.history.History;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import dev.slipway.workbench.project.VariantForm;
import dev.slipway.workbench.report.ShipReport;
import dev.slipway.workbench.report.Voyage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// What the window does with the workbench: each method calls the use case that the command line
/// calls too. A method may take long, so call it outside the window's thread.
public final class Actions {

  private static final Duration LOAD = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofMinutes(10);

  /// Where a bundle goes.
  ///
  /// @param folder a name that ends in `.zip` is one file
  /// @param replaceEdited whether files that a person changed may be replaced
  public record Export(Path folder, List<String> targets, boolean replaceEdited) {
    public Export {
      targets = List.copyOf(targets);
    }

    public boolean isZip() {
      return folder.toString().endsWith(".zip");
    }
  }

  /// What the status bar says of the machine.
  public record Surroundings(String runtime, String processor, int cores, Path ledger) {}

  private volatile Bench bench;
  private volatile Workbench workbench;
  private final Environment machine;
  private final Map<String, String> environment;
  private final CheckFiles check;
  private final Bytes memory =
      new Bytes(
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  private final ReadHistory history;
  private final KeepDraft drafts;

  /// @param environment variables that say where engines and tools are
  public Actions(Bench bench, Environment machine, Map<String, String> environment) {
    this.bench = bench;
    this.machine = machine;
    this.environment = Map.copyOf(environment);
    check = new CheckFiles(environment);
    history = new ReadHistory(bench.ledger(), bench.runs());
    drafts = new KeepDraft(bench.home());
    this.workbench = workbench(bench);
  }

  private Workbench workbench(Bench over) {
    return Workbench.over(
        over, machine.os() + ", " + machine.cpu() + ", " + machine.cores() + " cores", environment);
  }

  /// Reads prices and targets again, from where they count for whatever is done next.
  public void restock() throws ProblemException {
    Bench now = Bench.at(bench.home(), bench.ledger(), bench.runs(), bench.clock());
    workbench = workbench(now);
    bench = now;
  }

  /// Where this machine's state, prices and templates are.
  public Home home() {
    return bench.home();
  }

  /// The container engine, and each tool.
  public List<Doctor.Capability> programs() throws InterruptedException {
    return Doctor.programs(environment);
  }

  /// The price book that counts now.
  public KeepPrices prices() {
    return workbench.prices();
  }

  /// Reads the project file in a folder, and converts its model where that is to be done.
  public OpenedProject open(Path folder, Progress progress) throws ProblemException {
    return workbench.open().open(folder, progress);
  }

  /// How models are looked at that no project has.
  public LookAtModel looking() {
    return workbench.first().look();
  }

  /// How projects begin.
  public BeginProject beginning() {
    return workbench.first().begin();
  }

  /// The text of the project's `slipway.yaml`.
  public String text(OpenedProject project) throws ProblemException {
    return workbench.edit().text(project);
  }

  /// Writes `slipway.yaml` anew, states the objectives as evidence, and judges by them.
  ///
  /// @param before what the file must still hold
  public void write(OpenedProject project, String before, String after) throws ProblemException {
    workbench.edit().write(project, before, after);
    judgeAgain(workbench.open().open(project.folder()));
  }

  /// Judges what was measured by the objectives as they are stated now; measures nothing.
  public void judgeAgain(OpenedProject project) throws ProblemException {
    workbench.judge().judge(project);
  }

  /// Gathers what is known; measures and writes nothing.
  public Voyage look(OpenedProject project) throws ProblemException {
    return workbench.voyage().load(project);
  }

  /// Each stated objective with its verdict.
  public List<JudgedObjective> judge(Voyage voyage) {
    return ShipReport.of(voyage).objectives();
  }

  /// Asks the runtime too whether it takes the model, and keeps what was found.
  public Inspection inspect(OpenedProject project, Progress progress)
      throws ProblemException, InterruptedException {
    return workbench.inspect().inspect(project, progress);
  }

  /// Checks the reference and the holdout, and keeps what was found.
  public void checkData(OpenedProject project, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.data().inspect(project, progress);
  }

  /// Rows, decisions and rules of the project's data.
  public DataActions data() {
    return new DataActions(workbench);
  }

  /// Asks the model about the holdout rows.
  public void evaluate(OpenedProject project, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.evaluate().evaluate(project, progress);
  }

  /// Asks the model and the champion about the holdout rows.
  ///
  /// @param allowedRegression how much worse the model may be, 0 or more
  public void challenge(
      OpenedProject project, Path champion, double allowedRegression, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.evaluate().challenge(project, champion, allowedRegression, progress);
  }

  /// Asks the model; nothing is kept.
  public Predictions predict(ShownModel model, Question question, Progress progress)
      throws ProblemException, InterruptedException {
    return workbench.predict().predict(model.asked(), question, progress);
  }

  /// The request that a client would send, in the JSON of the protocol.
  public String request(OpenedProject project, Question question) throws ProblemException {
    return Json.text(workbench.predict().request(project, question));
  }

  /// What is found out about the model in passing: nothing is kept.
  public ModelStudy study() {
    return workbench.study();
  }

  /// Measures the model, and prices it anew.
  public void profile(OpenedProject project, Tier tier, ArrivalPattern pattern, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.profile().run(project, tier, pattern, progress.part(0, 0.98));
    workbench.plan().keep(project);
  }

  /// The same once the machine is quiet, for which it waits ten minutes at most.
  public void profileWhenQuiet(
      OpenedProject project, Tier tier, ArrivalPattern pattern, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.profile().whenQuiet(project, tier, pattern, QUIET, progress.part(0, 0.98));
    workbench.plan().keep(project);
  }

  /// How the service is priced and planned.
  public MakePlan planning() {
    return workbench.plan();
  }

  /// The profiles that are kept.
  public ReadRuns runs() {
    return workbench.runs();
  }

  /// How two models, or two runs, are measured in turns.
  public CompareModels comparing() {
    return workbench.compare();
  }

  /// Looks for the best settings, and keeps what was found.
  public void search(OpenedProject project, SearchSettings.Request request, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.search().search(project, request, progress);
  }

  /// Makes a variant of the model and holds it against the model as it is.
  public void tryVariant(OpenedProject project, VariantForm form, Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.variants().one(project, form, tier, progress);
  }

  /// Writes settings that a search found into `slipway.yaml`.
  public ProjectWritten use(OpenedProject project, SearchSpace.Point point)
      throws ProblemException {
    return workbench.settings().use(project, point);
  }

  /// Writes into `slipway.yaml` which variant ships; the model as it is when empty.
  public ProjectWritten choose(OpenedProject project, Optional<VariantForm> form)
      throws ProblemException {
    return form.isPresent()
        ? workbench.choose().choose(project, form.get())
        : workbench.choose().chooseOriginal(project);
  }

  /// Takes a change of `slipway.yaml` back.
  public void undo(OpenedProject project, ProjectWritten written) throws ProblemException {
    workbench.edit().undo(project, written);
  }

  /// The kinds of artefact that there are.
  public List<Target> targets() {
    return bench.targets().targets();
  }

  /// The targets of a project that somebody is handed.
  public List<String> handedTo(Recipient recipient, Project project) {
    return workbench.export().handedTo(recipient, project);
  }

  /// What writing a bundle would do to what lies where it goes.
  public BundlePreview preview(OpenedProject project, Export export) throws ProblemException {
    return workbench.export().preview(project, request(export));
  }

  /// Where a person's versions of files are kept that an export replaced.
  public Path kept(Path bundle) {
    return BundleWriter.kept(bundle);
  }

  /// Why the numbers of a line of a file are what they are, before the file is written.
  public List<ExplainFile.Answer> explain(
      BundlePreview preview, String path, String text, int line) {
    return workbench.explain().explain(preview.manifest(), path, text, line);
  }

  /// Checks the files of a bundle before they are written where they go.
  public CheckFiles.Answer check(List<GeneratedFile> files, Progress progress)
      throws ProblemException, InterruptedException {
    return check.check(files, progress);
  }

  /// Exports that are not decided yet.
  public KeepDraft drafts() {
    return drafts;
  }

  /// Sets values in `slipway.yaml`, all or none.
  public ProjectWritten set(OpenedProject project, SortedMap<String, String> values)
      throws ProblemException {
    return workbench.edit().set(project, values);
  }

  /// Says in `slipway.yaml` how large requests are.
  public ProjectWritten size(
      OpenedProject project, Signature signature, SortedMap<String, String> typed)
      throws ProblemException {
    return workbench.edit().size(project, signature, typed);
  }

  /// What is kept of a project over time.
  public History history(OpenedProject project) throws ProblemException {
    return history.read(project);
  }

  public Bundle export(OpenedProject project, Export export, Progress progress)
      throws ProblemException, InterruptedException {
    return workbench.export().export(project, request(export), progress);
  }

  /// What changes for operations when the second bundle follows the first.
  public ReleaseNote compare(Path before, Path after) throws ProblemException {
    return workbench.diff().diff(before, after, false).note();
  }

  public Verification verify(OpenedProject project, Path bundle, Progress progress)
      throws ProblemException, InterruptedException {
    return workbench
        .verify()
        .verify(new VerifyBundle.Request(bundle, true, LOAD), Optional.of(project), progress);
  }

  /// States the objectives as evidence and reviews all items.
  public void review(OpenedProject project, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.inspect().inspect(project, progress);
    workbench.checklist().review(project);
  }

  /// In which roles a gate is signed.
  public List<String> roles() {
    return bench.catalogue().roles();
  }

  /// What people say of a release.
  public SignChecklist signing() {
    return workbench.sign();
  }

  /// Writes what is known of the project to one page of HTML; measures nothing.
  public void report(OpenedProject project, Path file) throws ProblemException {
    WriteReport use = workbench.report();
    use.write(use.gather(project), file);
  }

  /// Where the machine state is kept, and what this machine is; for the status bar.
  public Surroundings surroundings() {
    return new Surroundings(
        machine.runtime(), machine.cpu(), machine.cores(), bench.home().database());
  }

  /// The memory of this machine, known from the beginning: to find it out takes a moment.
  public Bytes memory() {
    return memory;
  }

  private static ExportBundle.Request request(Export export) {
    boolean zip = export.isZip();
    return new ExportBundle.Request(
        zip ? Optional.empty() : Optional.of(export.folder()),
        zip ? Optional.of(export.folder()) : Optional.empty(),
        export.targets(),
        export.replaceEdited());
  }
}
