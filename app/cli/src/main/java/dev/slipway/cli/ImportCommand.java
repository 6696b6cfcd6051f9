// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import dev.slipway.model.bridge.Framework;
import dev.slipway.verify.tool.FencedProgram;
import dev.slipway.workbench.BridgeModel;
import dev.slipway.workbench.BridgeModel.Bridged;
import dev.slipway.workbench.BridgeModel.Consent;
import dev.slipway.workbench.BridgeModel.Prepared;
import dev.slipway.workbench.bridge.BridgeRows;
import dev.slipway.workbench.bridge.ShapedInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// The bridge to the user's Python.
@Command(
    name = "import",
    description =
        "Turn a model that only Python can load into ONNX, by a script that you read first and that"
            + " runs in your own Python. Slipway compares both models' answers.",
    footer = {
      "",
      "Example: slipway import net.pt --python .venv/bin/python --code src --shape image=1x3x32x32",
      "         slipway import lstm.pt --python .venv/bin/python --shape ids=1x16:INT64:30000",
      "         slipway import pipeline.joblib --python .venv/bin/python --data train.csv --label"
          + " price",
      "For PyTorch, Keras, scikit-learn with transformers of your own, and statsmodels."
    })
final class ImportCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "MODEL", description = "The model file.")
  private Path model;

  @Option(
      names = "--python",
      required = true,
      paramLabel = "PROGRAM",
      description = "The Python that has the model's packages.")
  private Path python;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Rows rows = new Rows();

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "For --data: a column that the model does not take.")
  private @Nullable String label;

  @Option(
      names = "--of",
      paramLabel = "FRAMEWORK",
      description = "What the model is of: ${COMPLETION-CANDIDATES} (default: by its bytes).")
  private @Nullable Framework framework;

  @Option(
      names = "--code",
      paramLabel = "FOLDER",
      description = "A folder with classes that the model needs; may be repeated.")
  private List<Path> code = List.of();

  @Option(
      names = "--make",
      paramLabel = "MODULE:FUNCTION",
      description = "For a file of PyTorch that holds weights alone: what makes the model.")
  private @Nullable String make;

  @Option(
      names = "--onnx",
      paramLabel = "FILE",
      description = "Where the ONNX model goes (default: beside the model).")
  private @Nullable Path onnx;

  @Option(
      names = "--memory",
      paramLabel = "AMOUNT",
      defaultValue = "8GB",
      converter = MemoryOption.class,
      description = "What Python may take (default: ${DEFAULT-VALUE}).")
  private Bytes memory;

  @Option(
      names = "--time",
      paramLabel = "DURATION",
      defaultValue = "10m",
      converter = SpanOption.class,
      description = "How long it may take (default: ${DEFAULT-VALUE}).")
  private Duration time;

  @Option(names = "--yes", description = "You have read the script, and agree to run it.")
  private boolean yes;

  /// What both models are asked.
  static final class Rows {
    @Option(
        names = "--data",
        paramLabel = "FILE",
        description = "Rows of a table: CSV, Parquet or JSON lines.")
    private @Nullable Path data;

    @Option(
        names = "--example",
        paramLabel = "FILE",
        description = "Rows as a NumPy array (.npy), or as a request of the protocol (JSON).")
    private @Nullable Path example;

    @Option(
        names = "--shape",
        paramLabel = "INPUT=SIZES[:TYPE[:BELOW]]",
        description =
            "Make rows up: one row of image=1x3x32x32, or of ids=1x16:INT64:30000 for whole numbers"
                + " below 30000. May be repeated, in the order of the model's inputs.")
    private @Nullable List<String> shapes;

    BridgeRows read(Optional<String> label) throws ProblemException {
      if (data != null) {
        return BridgeRows.table(data, label);
      }
      return example != null ? BridgeRows.example(example) : BridgeRows.madeUp(inputs());
    }

    private List<ShapedInput> inputs() throws ProblemException {
      List<ShapedInput> inputs = new ArrayList<>();
      for (String written : shapes == null ? List.<String>of() : shapes) {
        inputs.add(
            ShapedInput.parse(written)
                .orElseThrow(() ->
                    Problem.input(
                            "bridge.shape",
                            "'" + written + "' does not say how large an input is",
                            "It is a name, the sizes of one row that begin with 1, and a type:"
                                + " FP32, FP64, INT32, INT64 or BOOL.",
                            "Write image=1x3x32x32 or ids=1x16:INT64:30000.")
                        .asException()));
      }
      return inputs;
    }
  }

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      BridgeModel bridge = bench.workbench().bridge();
      Prepared prepared = bridge.prepare(request(), progress);
      progress.clear();
      if (!terminal.json()) {
        show(prepared, terminal);
      }
      Bridged bridged = bridge.run(prepared, consent(prepared, terminal), progress);
      progress.clear();
      if (terminal.json()) {
        terminal.result(bridged);
      } else {
        show(bridged, terminal);
      }
      return ExitCode.DONE.code();
    }
  }

  private BridgeModel.Request request() throws ProblemException {
    return new BridgeModel.Request(
        model,
        python,
        Optional.ofNullable(framework),
        code,
        Optional.ofNullable(make),
        rows.read(Optional.ofNullable(label)),
        new FencedProgram.Limits(memory, time),
        onnx == null ? beside() : onnx);
  }

  private Path beside() {
    String name = String.valueOf(model.getFileName());
    int dot = name.lastIndexOf('.');
    return model.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".onnx");
  }

  /// Never without a word: `--yes`, or one that a person types.
  private Consent consent(Prepared prepared, Terminal terminal) throws ProblemException {
    var script = prepared.script();
    if (yes) {
      return new Consent(script.script().sha256(), "--yes");
    }
    Problem unasked =
        Problem.input(
            "bridge.not-agreed",
            "The script was not run, since nobody agreed to it",
            "It is " + script.path() + "; it runs what is in the model's file.",
            "Read it, and say --yes.");
    if (terminal.json()) {
      throw unasked.asException();
    }
    terminal.line("");
    terminal.line("Run this script in " + Texts.clean(python.toString()) + "? Type yes to agree:");
    terminal.out().flush();
    String said = slipway.reply().orElseThrow(unasked::asException).strip();
    if (!said.equalsIgnoreCase("yes")) {
      throw unasked.asException();
    }
    return new Consent(script.script().sha256(), "typed yes");
  }

  private void show(Prepared prepared, Terminal terminal) {
    terminal.title("The script", Texts.clean(prepared.script().path().toString()));
    prepared.script().script().text().lines().map(Texts::clean).forEach(terminal::line);
    terminal.title("How it runs");
    terminal.fact(
        "Python",
        Texts.clean(prepared.python().program() + ", version " + prepared.python().version()));
    prepared
        .python()
        .packages()
        .forEach((name, version) -> terminal.fact("", Texts.clean(name + " " + version)));
    terminal.fact("network", prepared.network());
    terminal.fact("memory, time", "at most " + memory + ", " + Durations.exact(time));
    terminal.fact(
        "environment", "a few variables, no secrets; its home is a folder that goes afterwards");
    terminal.fact("files", "it can read what you can read");
    terminal.fact(
        "rows",
        prepared.request().rows().count() + ", " + Texts.clean(prepared.request().rows().source()));
    terminal.fact("sha256", prepared.script().script().sha256());
  }

  private static void show(Bridged bridged, Terminal terminal) {
    terminal.title(
        Texts.clean(bridged.onnx().toString()), "answers as " + bridged.origin().file() + " did");
    InspectCommand.print(bridged.origin(), terminal);
    terminal.line("");
    terminal.line("Next: " + Shell.line("slipway", "inspect", bridged.onnx()));
  }
}
