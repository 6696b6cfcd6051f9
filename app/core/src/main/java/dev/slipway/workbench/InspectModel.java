// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.Origin;
import dev.slipway.model.Parity;
import dev.slipway.model.folder.ModelFolder;
import dev.slipway.model.isolated.IsolatedReading;
import dev.slipway.model.pickle.PickleFile;
import dev.slipway.model.pickle.PickleReport;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Trail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Inspects a model's bytes, and asks whether the runtime opens it. It predicts nothing.
public final class InspectModel {

  private final OpenProject open;
  private final ImportModel imports;
  private final Trail trail;

  InspectModel(OpenProject open, ImportModel imports, Trail trail) {
    this.open = open;
    this.imports = imports;
    this.trail = trail;
  }

  /// @param given a model file, or a project whose model is meant
  public Inspection inspect(Path given, Progress progress)
      throws ProblemException, InterruptedException {
    double converted = OpenProject.isProject(given) || ModelIntake.isConvertible(given) ? 0.8 : 0;
    Progress imported = progress.part(0, converted);
    Progress tried = progress.part(converted, 1);
    return OpenProject.isProject(given)
        ? inspect(open.open(given, imported), tried)
        : lookAndTry(imports.of(given, Optional.empty(), imported).onnx(), tried);
  }

  /// What a model was before it became ONNX, and how well the two agree; empty for one that came as
  /// ONNX.
  ///
  /// @param given a model file, or a project whose model is meant
  public Optional<Origin> origin(Path given, Progress progress) throws ProblemException {
    return OpenProject.isProject(given)
        ? open.open(given, progress).imported().origin()
        : imports.of(given, Optional.empty(), progress).origin();
  }

  /// What a pickle, a joblib dump or a skops file is, and what loading it would run; empty for any
  /// other file. Nothing in it is run.
  ///
  /// @param given a model file, or a project whose model is meant
  public Optional<PickleReport> pickle(Path given, Progress progress) throws ProblemException {
    return OpenProject.isProject(given) || !PickleFile.recognise(given)
        ? Optional.empty()
        : Optional.of(new IsolatedReading().report(given, progress));
  }

  /// What the folder around a model says of how it was made; empty where there is none.
  ///
  /// @param given a model file, a folder of one, or a project whose model is meant
  public SortedMap<String, String> provenance(Path given) throws ProblemException {
    return OpenProject.isProject(given)
        ? open.open(given).imported().provenance()
        : ModelFolder.provenance(ModelFolder.file(given));
  }

  /// Inspects the project's model and keeps what was found.
  public Inspection inspect(OpenedProject opened, Progress progress)
      throws ProblemException, InterruptedException {
    Inspection inspection = tried(look(opened), progress);
    var inputs = Fact.Inputs.none().and("model", inspection.model().sha256());
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("model.unsafe_load_findings", 0, "count", inputs));
    facts.add(Fact.of("model.parameters", inspection.parameters(), "count", inputs));
    facts.add(Fact.of("model.size_bytes", inspection.model().size().count(), "bytes", inputs));
    opened.imported().origin().ifPresent(origin -> facts.addAll(ofOrigin(origin, inputs)));
    opened
        .imported()
        .provenance()
        .forEach(
            (key, value) -> facts.add(Fact.of("model.provenance." + key, value, "text", inputs)));
    trail.keep(opened, inspection.model().sha256(), opened.command("inspect"), facts);
    return inspection;
  }

  /// Where a converted model comes from, and how well it answers as the original did.
  static List<Fact> ofOrigin(Origin origin, Fact.Inputs inputs) {
    Parity parity = origin.parity();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("model.origin", origin.format() + ": " + origin.file(), "text", inputs));
    facts.add(Fact.of("model.parity.rows", parity.rows(), "count", inputs));
    facts.add(Fact.of("model.parity.max_absolute", parity.largest(), "score", inputs));
    facts.add(Fact.of("model.parity.max_relative", parity.relative(), "ratio", inputs));
    facts.add(Fact.of("model.parity.other_classes", parity.otherClasses(), "count", inputs));
    facts.add(Fact.of("model.parity.ties", parity.ties(), "count", inputs));
    origin
        .facts()
        .forEach((key, value) -> facts.add(Fact.of("model.origin." + key, value, "text", inputs)));
    return facts;
  }

  /// The bytes first; then the runtime, in a process of its own, is asked whether it takes them.
  static Inspection lookAndTry(Path model, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "reading the model");
    return tried(look(model), progress);
  }

  private static Inspection tried(Inspection inspection, Progress progress)
      throws InterruptedException {
    progress.step(0.5, "asking the runtime whether it opens the model");
    return inspection.and(Models.tryOut(inspection));
  }

  /// The bytes of the model that ships, without a trail.
  static Inspection look(OpenedProject opened) throws ProblemException {
    if (opened.variant().isPresent() && !Files.exists(opened.model())) {
      throw Problem.input(
              "variant.missing",
              "The variant %s of the model is not there".formatted(opened.variant().get()),
              "slipway.yaml chooses it, and there is no " + opened.model() + ".",
              "Make it again with %s, or take variant out of slipway.yaml: %s --choose original"
                  .formatted(opened.command("variants"), opened.command("variants")))
          .asException();
    }
    return look(opened.model());
  }

  /// The bytes only, without a trail.
  static Inspection look(Path model) throws ProblemException {
    return Inspector.inspect(ModelIntake.open(model));
  }
}
