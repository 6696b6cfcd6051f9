// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.bundle.Bundle;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.Target;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.machine.Environment;
import dev.slipway.objective.ProjectAnswers;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.request.Predictions;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.ExportBundle;
import dev.slipway.workbench.PredictRows.Question;
import dev.slipway.workbench.SearchSettings;
import dev.slipway.workbench.VerifyBundle;
import dev.slipway.workbench.Workbench;
import dev.slipway.workbench.WriteReport;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import dev.slipway.workbench.project.VariantForm;
import dev.slipway.workbench.report.ShipReport;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Hands each wish of the window to the use case that the command line calls too.
public final class WorkbenchActions implements Actions {

  private static final Duration LOAD = Duration.ofSeconds(10);
  private static final List<String> FIRST_TARGETS =
      List.of("docker", "compose", "kubernetes", "prometheus", "model-card", "runbook", "profile");

  private final Bench bench;
  private final Workbench workbench;
  private final Environment machine;

  /// @param environment variables that say where engines and tools are
  public WorkbenchActions(Bench bench, Environment machine, Map<String, String> environment) {
    this.bench = bench;
    this.machine = machine;
    this.workbench =
        Workbench.over(
            bench,
            machine.os() + ", " + machine.cpu() + ", " + machine.cores() + " cores",
            environment);
  }

  @Override
  public OpenedProject open(Path folder, Progress progress) throws ProblemException {
    return workbench.open().open(folder, progress);
  }

  @Override
  public Path begin(Path model, Progress progress) throws ProblemException, InterruptedException {
    Path folder = Optional.ofNullable(model.getParent()).orElse(model);
    workbench.inspect().inspect(model, progress);
    workbench
        .init()
        .init(
            folder,
            new ProjectAnswers(
                ProjectAnswers.nameOf(String.valueOf(folder.getFileName())),
                String.valueOf(model.getFileName()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                FIRST_TARGETS));
    return folder;
  }

  @Override
  public String text(OpenedProject project) throws ProblemException {
    return workbench.edit().text(project);
  }

  @Override
  public void write(OpenedProject project, String before, String after) throws ProblemException {
    workbench.edit().write(project, before, after);
    workbench.checklist().review(workbench.open().open(project.folder()));
  }

  @Override
  public Voyage look(OpenedProject project) throws ProblemException {
    return workbench.voyage().load(project);
  }

  @Override
  public List<JudgedObjective> judge(Voyage voyage) {
    return ShipReport.of(voyage).objectives();
  }

  @Override
  public Inspection inspect(OpenedProject project, Progress progress)
      throws ProblemException, InterruptedException {
    return workbench.inspect().inspect(project, progress);
  }

  @Override
  public void evaluate(OpenedProject project, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.evaluate().evaluate(project, progress);
  }

  @Override
  public void challenge(
      OpenedProject project, Path champion, double allowedRegression, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.evaluate().challenge(project, champion, allowedRegression, progress);
  }

  @Override
  public Predictions predict(OpenedProject project, Question question, Progress progress)
      throws ProblemException, InterruptedException {
    return workbench.predict().predict(project.folder(), question, progress);
  }

  @Override
  public void profile(OpenedProject project, Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.profile().run(project, tier, progress.part(0, 0.98));
    workbench.plan().keep(project);
  }

  @Override
  public void search(OpenedProject project, SearchSettings.Wish wish, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.search().search(project, wish, progress);
  }

  @Override
  public void tryVariant(OpenedProject project, VariantForm form, Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.variants().one(project, form, tier, progress);
  }

  @Override
  public ProjectWritten use(OpenedProject project, SearchSpace.Point point)
      throws ProblemException {
    return workbench.settings().use(project, point);
  }

  @Override
  public ProjectWritten choose(OpenedProject project, Optional<VariantForm> form)
      throws ProblemException {
    return form.isPresent()
        ? workbench.choose().choose(project, form.get())
        : workbench.choose().chooseOriginal(project);
  }

  @Override
  public void undo(OpenedProject project, ProjectWritten written) throws ProblemException {
    workbench.edit().undo(project, written);
  }

  @Override
  public List<Target> targets() {
    return bench.targets().targets();
  }

  @Override
  public List<GeneratedFile> preview(OpenedProject project, List<String> targets)
      throws ProblemException {
    return workbench.export().preview(project, targets);
  }

  @Override
  public SortedMap<String, String> edits(OpenedProject project, Export export)
      throws ProblemException {
    return workbench.export().edits(project, request(export));
  }

  @Override
  public Bundle export(OpenedProject project, Export export, Progress progress)
      throws ProblemException, InterruptedException {
    return workbench.export().export(project, request(export), progress);
  }

  @Override
  public Verification verify(OpenedProject project, Path bundle, Progress progress)
      throws ProblemException, InterruptedException {
    return workbench
        .verify()
        .verify(new VerifyBundle.Request(bundle, true, LOAD), Optional.of(project), progress);
  }

  @Override
  public void review(OpenedProject project, Progress progress)
      throws ProblemException, InterruptedException {
    workbench.inspect().inspect(project, progress);
    workbench.checklist().review(project);
  }

  @Override
  public void report(OpenedProject project, Path file) throws ProblemException {
    WriteReport use = workbench.report();
    use.write(use.gather(project), file);
  }

  @Override
  public Surroundings surroundings() {
    return new Surroundings(
        machine.runtime(), machine.cpu(), machine.cores(), bench.home().database());
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
