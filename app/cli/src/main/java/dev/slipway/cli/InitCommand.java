// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import dev.slipway.model.Origin;
import dev.slipway.model.folder.FolderModel;
import dev.slipway.model.folder.ModelFolder;
import dev.slipway.objective.ProjectAnswers;
import dev.slipway.request.StatedShapes;
import dev.slipway.workbench.InitFolder;
import dev.slipway.workbench.InitProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Begins a project.
@Command(
    name = "init",
    description = "Begin a project: write a commented slipway.yaml beside the model.",
    footer = {
      "",
      "Example: slipway init churn --model model.onnx --latency \"20 ms\" --average 20/s --peak"
          + " 120/s",
      "         slipway init churn/model.tribuo   # beside this file, of ONNX, Tribuo, XGBoost,"
          + " LightGBM, CatBoost, H2O",
      "         slipway init mlruns/1/4f2c/artifacts/model   # with what a folder of MLflow or of"
          + " Hugging Face says",
      "The file holds the other keys as comments to fill in."
    })
final class InitCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(
      paramLabel = "FOLDER|MODEL",
      defaultValue = ".",
      description =
          "The project's folder, its model file, or the folder in which MLflow or Hugging Face"
              + " keeps it.")
  private Path given;

  @Option(
      names = "--name",
      description = "The service's name, a DNS label (default: made from the folder's name).")
  private @Nullable String name;

  @Option(
      names = "--model",
      description =
          "The model file, relative to the folder (default: model.onnx, or the one that a folder of"
              + " MLflow or of Hugging Face holds).")
  private @Nullable String model;

  @ArgGroup(exclusive = false)
  private @Nullable Data data;

  @Option(
      names = "--decision",
      description = "Which decision the prediction serves, in one sentence.")
  private @Nullable String decision;

  @ArgGroup(exclusive = false)
  private @Nullable Where where;

  @Option(names = "--latency", description = "The longest p95 latency, such as \"20 ms\".")
  private @Nullable String latency;

  @ArgGroup(exclusive = false)
  private @Nullable Traffic traffic;

  @ArgGroup(exclusive = false)
  private @Nullable Batch batch;

  @Option(
      names = "--budget",
      description = "The highest cost a month, in USD as prices are: \"400 USD/month\".")
  private @Nullable String budget;

  @ArgGroup(exclusive = false)
  private @Nullable Quality quality;

  @Option(
      names = "--target",
      split = ",",
      defaultValue = "docker,compose,kubernetes,prometheus,model-card,runbook,profile",
      description = "Kinds of artefact to export (default: ${DEFAULT-VALUE}).")
  private List<String> targets;

  @Option(
      names = "--shape",
      paramLabel = "INPUT=SIZES",
      description =
          "How large an input is, where the model leaves it open: image=1x3x640x640, or"
              + " ids=1x16,32,128 where requests have several sizes in turn. May be repeated.")
  private Map<String, String> shapes = new TreeMap<>();

  /// Where the data is; holdout and label, or nothing.
  static final class Data {
    @Option(names = "--reference", description = "Rows that the model was trained on, CSV.")
    private @Nullable String reference;

    @Option(
        names = "--holdout",
        required = true,
        description = "Labelled rows that the model has not seen, CSV.")
    private String holdout;

    @Option(
        names = "--label",
        required = true,
        description = "The column that holds the right answer.")
    private String label;

    @Option(
        names = "--entity",
        description =
            "The column that says whose row it is, such as a patient; none where each row is its"
                + " own.")
    private @Nullable String entity;

    @Option(
        names = "--time",
        description = "The column that says when a row is from; none where that does not matter.")
    private @Nullable String time;
  }

  /// Where the service is to run.
  static final class Where {
    @Option(
        names = "--cloud",
        required = true,
        description = "The cloud that it will run in: aws, gcp, azure, or one of your own prices.")
    private String cloud;

    @Option(names = "--region", description = "The region there, such as eu-central-1.")
    private @Nullable String region;
  }

  /// Requests; both or none.
  static final class Traffic {
    @Option(
        names = "--average",
        required = true,
        description = "The average rate of requests, such as 20/s.")
    private String average;

    @Option(
        names = "--peak",
        required = true,
        description = "The highest rate of requests, such as 120/s.")
    private String peak;
  }

  /// Rows that are scored without a service; all or none.
  static final class Batch {
    @Option(
        names = "--rows",
        required = true,
        description = "Rows that are scored at a time without a service, such as \"50 million\".")
    private String rows;

    @Option(
        names = "--every",
        required = true,
        description = "How often they are scored: hour, day, week or month.")
    private String every;

    @Option(
        names = "--within",
        required = true,
        description = "How long that may take, such as \"2 h\".")
    private String within;
  }

  /// How good is good enough; both or none.
  static final class Quality {
    @Option(
        names = "--metric",
        required = true,
        description = "The judged metric, such as accuracy.")
    private String metric;

    @Option(names = "--floor", required = true, description = "The lowest acceptable score.")
    private double floor;
  }

  /// Names that models have.
  private static final Pattern MODEL =
      Pattern.compile(
          ".*\\.(onnx|json|ubj|txt|model|bin|pb|proto|protobuf|tribuo|cbm|zip|joblib|pkl|pickle"
              + "|skops)",
          Pattern.CASE_INSENSITIVE);

  /// Where the project goes, and its model's file, relative to it.
  private record Place(Path folder, String model) {}

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Optional<Problem> reference = ModelFolder.reference(given);
    if (reference.isPresent()) {
      throw reference.get().asException();
    }
    Optional<FolderModel> kept = kept();
    return kept.isPresent() ? begin(kept.get()) : begin();
  }

  private Integer begin() throws ProblemException {
    Terminal terminal = slipway.terminal();
    Place place = place();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      // A file that is no model begins no project
      Optional<Origin> origin =
          Files.isRegularFile(given)
              ? bench.workbench().inspect().origin(given, progress)
              : Optional.empty();
      progress.clear();
      ProjectAnswers.Inputs inputs =
          bench
              .workbench()
              .init()
              .inputs(place.folder().resolve(place.model()), StatedShapes.typed(shapes));
      Path file = bench.workbench().init().init(place.folder(), answers(place, inputs));
      if (terminal.json()) {
        Map<String, Object> said = new TreeMap<>(Map.of("file", file.toString()));
        origin.ifPresent(was -> said.put("origin", was));
        terminal.result(said);
      } else {
        terminal.line("Written: " + file);
        origin.ifPresent(was -> terminal.line("Model:   " + Texts.converted(was)));
        sizes(place, inputs).ifPresent(said -> terminal.line("Sizes:   " + Texts.clean(said)));
        terminal.line("Next: " + Shell.line("slipway", "ship", place.folder()));
      }
      return ExitCode.DONE.code();
    }
  }

  /// The folder of a library that is named, as the project's or as the model.
  private Optional<FolderModel> kept() throws ProblemException {
    if (ModelFolder.is(given)) {
      return Optional.of(ModelFolder.open(given, Optional.ofNullable(model)));
    }
    return model != null && ModelFolder.is(given.resolve(model))
        ? Optional.of(ModelFolder.open(given.resolve(model), Optional.empty()))
        : Optional.empty();
  }

  private Integer begin(FolderModel kept) throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    Path folder = ModelFolder.is(given) ? kept.folder() : given;
    // MLmodel itself, and a run whose model lies beside it, lead to an absolute path
    Path file = absolute(folder).relativize(absolute(kept.path()));
    var place = new Place(folder, file.toString().replace('\\', '/'));
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      InitFolder.Begun begun =
          bench
              .workbench()
              .init()
              .folders()
              .begin(
                  folder,
                  kept,
                  answers(place, ProjectAnswers.Inputs.UNSTATED),
                  StatedShapes.typed(shapes),
                  progress);
      progress.clear();
      if (terminal.json()) {
        Map<String, Object> said = new TreeMap<>(Map.of("file", begun.file().toString()));
        begun.origin().ifPresent(was -> said.put("origin", was));
        said.put("taken", begun.taken());
        said.put("missing", begun.missing());
        terminal.result(said);
      } else {
        terminal.line("Written: " + begun.file());
        begun.origin().ifPresent(was -> terminal.line("Model:   " + Texts.converted(was)));
        sizes(place, begun.inputs())
            .ifPresent(said -> terminal.line("Sizes:   " + Texts.clean(said)));
        InitPage.print(kept.what(), begun, terminal);
        terminal.line("Next: " + Shell.line("slipway", "ship", folder));
      }
      return ExitCode.DONE.code();
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private Place place() throws ProblemException {
    String last = String.valueOf(given.getFileName());
    if (!Files.exists(given) && MODEL.matcher(last).matches()) {
      throw Problem.input(
              "init.no-model",
              "There is no file " + given,
              "The name looks like a model file, so no folder of that name is made.",
              "Correct the name; or name the project's folder, and the model with --model.")
          .asException();
    }
    if (!Files.isRegularFile(given)) {
      if (model != null) {
        InitProject.requireFile(given, model, "model");
      }
      return new Place(given, model == null ? "model.onnx" : model);
    }
    if (model != null) {
      throw Problem.input(
              "init.two-models",
              "Two models are named: " + given + " and " + model,
              "FOLDER already names a model file.",
              "Leave --model out, or name the folder.")
          .asException();
    }
    Path folder = Optional.ofNullable(given.getParent()).orElse(Path.of("."));
    return new Place(folder, String.valueOf(given.getFileName()));
  }

  /// What the model leaves open and nobody has said, and how to say it.
  private static Optional<String> sizes(Place place, ProjectAnswers.Inputs inputs) {
    if (inputs.suggested().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "the model leaves open how large %s is. Until it is said, nothing that is measured can meet an objective. Say it with %s"
            .formatted(
                String.join(" and ", inputs.suggested().byInput().keySet()),
                "inputs: "
                    + inputs.suggested()
                    + " under model: in slipway.yaml (usual sizes; correct them), or with "
                    + Shell.line("slipway", "golden", "add", place.folder())));
  }

  private ProjectAnswers answers(Place place, ProjectAnswers.Inputs inputs) {
    Path folder = absolute(place.folder());
    return new ProjectAnswers(
            name == null ? ProjectAnswers.nameOf(String.valueOf(folder.getFileName())) : name,
            place.model(),
            Optional.ofNullable(data)
                .map(d ->
                    new ProjectAnswers.Data(
                        Optional.ofNullable(d.reference),
                        d.holdout,
                        d.label,
                        Optional.ofNullable(d.entity),
                        Optional.ofNullable(d.time))),
            Optional.ofNullable(latency),
            Optional.ofNullable(traffic).map(t -> new ProjectAnswers.Traffic(t.average, t.peak)),
            Optional.ofNullable(budget),
            Optional.ofNullable(quality).map(q -> new ProjectAnswers.Quality(q.metric, q.floor)),
            targets,
            inputs)
        .with(
            new ProjectAnswers.Aim(
                Optional.ofNullable(decision),
                Optional.ofNullable(where).map(w -> w.cloud),
                Optional.ofNullable(where).flatMap(w -> Optional.ofNullable(w.region)),
                Optional.ofNullable(batch)
                    .map(b -> new ProjectAnswers.Batch(b.rows, b.every, b.within))));
  }
}
