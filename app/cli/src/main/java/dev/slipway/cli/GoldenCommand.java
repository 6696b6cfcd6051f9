// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.workbench.AddGolden;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Makes the golden requests of a project.
@Command(
    name = "golden",
    description = {
      "Make golden requests: requests with the answers that the service must repeat.",
      "Where the model leaves sizes open, they also say how large requests are. docs/golden.md"
          + " shows the file."
    },
    subcommands = GoldenCommand.Add.class,
    footer = {
      "",
      "Example: slipway golden add . --row bill_length_mm=39.1,bill_depth_mm=18.7",
      "         slipway golden add . --image street.jpg --size 640x640",
      "         slipway golden add . --text \"How deep is the sea?\" --text \"Hello\""
    })
final class GoldenCommand {

  @ParentCommand private SlipwayCommand slipway;

  /// Adds requests.
  @Command(
      name = "add",
      description = "Add requests to the project's golden file, with the model's own answers.")
  static final class Add implements Callable<Integer> {

    @ParentCommand private GoldenCommand parent;

    @Parameters(paramLabel = "PROJECT", description = "The project's folder.")
    private Path folder;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private InputOptions input = new InputOptions();

    @Option(
        names = "--tokenizer",
        paramLabel = "FILE",
        description =
            "For --text: tokenizer.json or vocab.txt (default: the one beside the model).")
    private @Nullable Path tokenizer = null;

    @Mixin private ImageOptions pictures = new ImageOptions();

    @Option(
        names = "--id",
        description = "What the request is called; several get a number (default: request).")
    private @Nullable String id = null;

    @Override
    public Integer call() throws ProblemException, InterruptedException {
      Terminal terminal = parent.slipway.terminal();
      try (OpenBench bench = parent.slipway.bench();
          ProgressLine progress = parent.slipway.progress()) {
        OpenedProject opened = bench.workbench().open().open(folder, progress);
        AddGolden.Added added =
            bench
                .workbench()
                .golden()
                .add(
                    opened,
                    input.question(pictures.settings(), tokenizer),
                    Optional.ofNullable(id),
                    progress);
        progress.clear();
        if (terminal.json()) {
          terminal.result(added);
        } else {
          terminal.fact("added", String.join(", ", added.ids()));
          terminal.fact("sizes", added.sizes());
          terminal.fact(
              "file", added.file() + ", " + Words.count(added.requests(), "golden request"));
        }
        return ExitCode.DONE.code();
      }
    }
  }
}
