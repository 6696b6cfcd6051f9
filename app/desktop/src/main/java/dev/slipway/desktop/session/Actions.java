// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.bundle.Bundle;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.Target;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.load.Tier;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.request.Predictions;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.PredictRows.Question;
import dev.slipway.workbench.SearchSettings;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import dev.slipway.workbench.project.VariantForm;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What the window asks of the workbench. Every method may take long and is called beside the
/// window's thread.
public interface Actions {

  /// Reads the project file in a folder, and converts its model where that is to be done.
  OpenedProject open(Path folder, Progress progress) throws ProblemException;

  /// Begins a project beside a model file that can be read, and says which folder that is.
  Path begin(Path model, Progress progress) throws ProblemException, InterruptedException;

  /// The text of the project's `slipway.yaml`.
  String text(OpenedProject project) throws ProblemException;

  /// Writes `slipway.yaml` anew and states the objectives as evidence.
  ///
  /// @param before what the file must still hold
  void write(OpenedProject project, String before, String after) throws ProblemException;

  /// Gathers what is known; measures and writes nothing.
  Voyage look(OpenedProject project) throws ProblemException;

  /// Each stated objective with its verdict.
  List<JudgedObjective> judge(Voyage voyage);

  /// Writes what is known of the project to one page of HTML; measures nothing.
  void report(OpenedProject project, Path file) throws ProblemException;

  /// Asks the runtime too whether it takes the model, and keeps what was found.
  Inspection inspect(OpenedProject project, Progress progress)
      throws ProblemException, InterruptedException;

  /// Asks the model about the holdout rows.
  void evaluate(OpenedProject project, Progress progress)
      throws ProblemException, InterruptedException;

  /// Asks the model and the champion about the holdout rows.
  ///
  /// @param allowedRegression how much worse the model may be, 0 or more
  void challenge(OpenedProject project, Path champion, double allowedRegression, Progress progress)
      throws ProblemException, InterruptedException;

  /// Asks the model; nothing is kept.
  Predictions predict(OpenedProject project, Question question, Progress progress)
      throws ProblemException, InterruptedException;

  /// Measures the model, and prices it anew.
  void profile(OpenedProject project, Tier tier, Progress progress)
      throws ProblemException, InterruptedException;

  /// Looks for the best settings, and keeps what was found.
  void search(OpenedProject project, SearchSettings.Wish wish, Progress progress)
      throws ProblemException, InterruptedException;

  /// Makes a variant of the model and holds it against the model as it is.
  void tryVariant(OpenedProject project, VariantForm form, Tier tier, Progress progress)
      throws ProblemException, InterruptedException;

  /// Writes settings that a search found into `slipway.yaml`.
  ProjectWritten use(OpenedProject project, SearchSpace.Point point) throws ProblemException;

  /// Writes into `slipway.yaml` which variant ships; the model as it is when empty.
  ProjectWritten choose(OpenedProject project, Optional<VariantForm> form) throws ProblemException;

  /// Takes a change of `slipway.yaml` back.
  void undo(OpenedProject project, ProjectWritten written) throws ProblemException;

  /// The kinds of artefact that there are.
  List<Target> targets();

  /// The files as they would be written.
  List<GeneratedFile> preview(OpenedProject project, List<String> targets) throws ProblemException;

  /// Files in the folder that a person changed since they were written.
  SortedMap<String, String> edits(OpenedProject project, Export export) throws ProblemException;

  Bundle export(OpenedProject project, Export export, Progress progress)
      throws ProblemException, InterruptedException;

  Verification verify(OpenedProject project, Path bundle, Progress progress)
      throws ProblemException, InterruptedException;

  /// States the objectives as evidence and reviews all items.
  void review(OpenedProject project, Progress progress)
      throws ProblemException, InterruptedException;

  /// Where the machine state is kept, and what this machine is; for the status bar.
  Surroundings surroundings();

  /// Where a bundle goes.
  ///
  /// @param folder a name that ends in `.zip` is one file
  /// @param replaceEdited whether files that a person changed may be replaced
  record Export(Path folder, List<String> targets, boolean replaceEdited) {
    public Export {
      targets = List.copyOf(targets);
    }

    public boolean isZip() {
      return folder.toString().endsWith(".zip");
    }
  }

  /// What the status bar says of the machine.
  record Surroundings(String runtime, String processor, int cores, Path ledger) {}
}
