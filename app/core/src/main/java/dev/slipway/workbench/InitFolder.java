// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.Origin;
import dev.slipway.model.folder.Column;
import dev.slipway.model.folder.Example;
import dev.slipway.model.folder.FolderModel;
import dev.slipway.model.folder.Taken;
import dev.slipway.objective.ProjectAnswers;
import dev.slipway.request.StatedShapes;
import dev.slipway.request.SuggestedShapes;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Begins a project with what the folder around a model says: classes, how pictures become numbers,
/// requests that are known to fit. What does not fit the model is not taken, and said.
public final class InitFolder {

  private static final Set<Long> CHANNELS = Set.of(1L, 3L, 4L);

  private static final int MOST_SHOWN = 6;

  private final InitProject init;
  private final OpenProject open;
  private final ImportModel imports;
  private final AddGolden golden;

  InitFolder(InitProject init, OpenProject open, ImportModel imports, AddGolden golden) {
    this.init = init;
    this.open = open;
    this.imports = imports;
    this.golden = golden;
  }

  /// A project that was begun.
  ///
  /// @param file the `slipway.yaml` that was written
  /// @param origin what the model was before it became ONNX
  /// @param inputs how large requests are to be
  /// @param taken what was found, and where
  /// @param missing what was not
  public record Begun(
      Path file,
      Optional<Origin> origin,
      ProjectAnswers.Inputs inputs,
      List<Taken> taken,
      List<String> missing) {
    public Begun {
      taken = List.copyOf(taken);
      missing = List.copyOf(missing);
    }
  }

  /// What a project begins with.
  ///
  /// @param taken what was found, and where
  /// @param missing what was not
  private record Start(ProjectAnswers answers, List<Taken> taken, List<String> missing) {}

  /// The answers with what the folder says added; nothing is written.
  ///
  /// @param imported the folder's model
  public ProjectAnswers answers(
      FolderModel model, ImportModel.Imported imported, ProjectAnswers answers, StatedShapes stated)
      throws ProblemException {
    return start(model, imported, answers, stated).answers();
  }

  private Start start(
      FolderModel model, ImportModel.Imported imported, ProjectAnswers answers, StatedShapes stated)
      throws ProblemException {
    Inspection inspection = InspectModel.look(imported.onnx());
    List<Taken> taken = new ArrayList<>(model.says().taken());
    List<String> missing = new ArrayList<>(model.says().missing());
    SortedMap<String, String> image = image(model.says(), inspection);
    List<String> labels =
        fitting("classes", imported, labels(model.says(), inspection), List.of(), missing);
    List<String> features =
        fitting("columns", imported, List.of(), features(model.says(), inspection), missing);
    if (!labels.isEmpty()) {
      taken.add(new Taken("classes", shown(labels), "config.json"));
    }
    ProjectAnswers.Inputs inputs = inputs(inspection, stated, image, missing);
    return new Start(
        answers.with(inputs, new ProjectAnswers.Known(labels, features, image)), taken, missing);
  }

  /// @param folder of the project, which the model's file lies in
  /// @param answers what the user said; what the folder says is added
  /// @param stated how large requests are, as far as the user said
  public Begun begin(
      Path folder,
      FolderModel model,
      ProjectAnswers answers,
      StatedShapes stated,
      Progress progress)
      throws ProblemException, InterruptedException {
    ImportModel.Imported imported =
        imports.of(model.path(), Optional.empty(), progress.part(0, 0.6));
    Start start = start(model, imported, answers, stated);
    List<String> missing = start.missing();
    Path file = init.init(folder, start.answers());
    boolean golden =
        model.says().example().isPresent()
            && golden(folder, model.says(), missing, progress.part(0.7, 1));
    ProjectAnswers.Inputs inputs = start.answers().inputs();
    // Requests that are known to fit say how large requests are
    return new Begun(
        file,
        imported.origin(),
        golden ? new ProjectAnswers.Inputs(inputs.stated(), StatedShapes.NONE) : inputs,
        start.taken(),
        missing);
  }

  private static String shown(List<String> names) {
    int shown = Math.min(MOST_SHOWN, names.size());
    String first = String.join(", ", names.subList(0, shown));
    return names.size() > shown ? "%s, … %d in all".formatted(first, names.size()) : first;
  }

  /// Where the channels are, nobody but the model says.
  private static SortedMap<String, String> image(FolderModel.Says says, Inspection inspection) {
    SortedMap<String, String> image = new TreeMap<>(says.picture());
    if (!image.isEmpty()) {
      boolean last =
          picture(inspection)
              .map(input -> !isChannels(input.shape().get(1)) && isChannels(input.shape().get(3)))
              .orElse(false);
      image.put("layout", last ? "NHWC" : "NCHW");
    }
    return image;
  }

  private static boolean isChannels(Dimension axis) {
    return axis instanceof Dimension.Fixed(long size) && CHANNELS.contains(size);
  }

  private static Optional<TensorSpec> picture(Inspection inspection) {
    return inspection.signature().inputs().stream()
        .filter(input -> input.shape().size() == 4)
        .findFirst();
  }

  /// Those of a model that names its classes itself count more than those beside it.
  private static List<String> labels(FolderModel.Says says, Inspection inspection) {
    boolean named =
        !inspection.featureMap().labels().isEmpty()
            || !inspection.featureMap().independent().isEmpty();
    return named ? List.of() : says.labels();
  }

  /// Columns of the signature, where the model takes rows and has no names, or numbers, for them.
  private static List<String> features(FolderModel.Says says, Inspection inspection) {
    List<String> names = says.columns().stream().map(Column::name).toList();
    boolean unnamed =
        inspection.featureMap().features().stream().allMatch(name -> name.matches("f\\d+"));
    return unnamed
            && inspection.signature().inputs().size() == 1
            && inspection.signature().inputs().getFirst().shape().size() == 2
            && names.stream().distinct().count() == names.size()
        ? names
        : List.of();
  }

  /// What does not fit the model would be in the way whenever the project is opened.
  private List<String> fitting(
      String what,
      ImportModel.Imported imported,
      List<String> labels,
      List<String> features,
      List<String> missing) {
    try {
      imports.named(imported, labels, features);
      return labels.isEmpty() ? features : labels;
    } catch (ProblemException e) {
      missing.add("%s: %s. %s".formatted(what, e.problem().what(), e.problem().why()));
      return List.of();
    }
  }

  /// A picture is as large as the training made it, where the model takes any.
  private static ProjectAnswers.Inputs inputs(
      Inspection inspection,
      StatedShapes stated,
      SortedMap<String, String> image,
      List<String> missing)
      throws ProblemException {
    StatedShapes suggested = SuggestedShapes.of(inspection);
    Optional<TensorSpec> picture = picture(inspection);
    String size = image.getOrDefault("size", "");
    if (stated.isEmpty()
        && picture.isPresent()
        && size.matches("\\d+x\\d+")
        && suggested.byInput().containsKey(picture.get().name())) {
      boolean last = image.getOrDefault("layout", "").equals("NHWC");
      List<Long> sides = List.of(size.split("x")).stream().map(Long::valueOf).toList();
      List<List<Long>> shape = new ArrayList<>(suggested.byInput().get(picture.get().name()));
      shape.set(last ? 2 : 3, List.of(sides.getFirst()));
      shape.set(last ? 1 : 2, List.of(sides.getLast()));
      SortedMap<String, List<List<Long>>> all = new TreeMap<>();
      all.put(picture.get().name(), shape);
      try {
        return InitProject.inputs(inspection, new StatedShapes(all));
      } catch (ProblemException e) {
        missing.add(
            "how large requests are: %s. %s".formatted(e.problem().what(), e.problem().why()));
      }
    }
    return InitProject.inputs(inspection, stated);
  }

  /// A project without golden requests is one all the same.
  ///
  /// @return whether there are some now
  private boolean golden(
      Path folder, FolderModel.Says says, List<String> missing, Progress progress)
      throws InterruptedException {
    Example example = says.example().orElseThrow();
    try {
      OpenedProject opened = open.open(folder, progress.part(0, 0.3));
      golden.add(
          opened,
          new ExampleQuestions(InspectModel.look(opened.original()), says.columns()).of(example),
          Optional.of("example"),
          progress.part(0.3, 1));
      return true;
    } catch (ProblemException e) {
      missing.add(
          "golden requests: the example does not fit the model. %s. %s"
              .formatted(e.problem().what(), e.problem().why()));
      return false;
    }
  }
}
