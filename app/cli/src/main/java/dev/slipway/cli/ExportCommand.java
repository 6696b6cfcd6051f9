// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import dev.slipway.bundle.Bundle;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleWriter;
import dev.slipway.bundle.target.Recipient;
import dev.slipway.objective.Project;
import dev.slipway.workbench.ExportBundle;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Writes the bundle.
@Command(
    name = "export",
    description = "Write the artefacts that operations needs, with the reason of every number.",
    footer = {
      "",
      "Example: slipway export sample-projects/penguin-species --out /tmp/bundle --target"
          + " docker,kubernetes"
    })
final class ExportCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where the bundle goes (default: bundle in the project).")
  private @Nullable Path out;

  @Option(
      names = "--zip",
      paramLabel = "FILE",
      description =
          "Write one zip file instead, with the same bytes on every machine. With --out, write"
              + " both.")
  private @Nullable Path zip;

  @Option(
      names = "--target",
      split = ",",
      paramLabel = "TARGET",
      description = "Kinds of artefact to export (default: release.targets of slipway.yaml).")
  private List<String> targets = List.of();

  @Option(
      names = "--for",
      paramLabel = "RECIPIENT",
      description =
          "Who receives it: kubernetes, server, aws, regulated or everything. They get the targets"
              + " that name them; --target adds others.")
  private @Nullable Recipient recipient;

  @Option(
      names = "--sign",
      paramLabel = "KEY",
      description =
          "Sign bundle.json, and through it every file, by this private key: PEM of ECDSA P-256,"
              + " PKCS#8, not encrypted. bundle.json.sig is what cosign sign-blob --key writes.")
  private @Nullable Path sign;

  @Option(
      names = "--replace-edited",
      description =
          "Overwrite files that a person has changed since the last export. Their versions are kept"
              + " in FOLDER.edited or FILE.edited beside the bundle.")
  private boolean replaceEdited;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      ExportBundle export = bench.workbench().export();
      export.prepare();
      OpenedProject opened = bench.workbench().open().open(folder, progress);
      var request =
          new ExportBundle.Request(
              Optional.ofNullable(out),
              Optional.ofNullable(zip),
              wanted(export, opened.project()),
              replaceEdited,
              Optional.ofNullable(sign));
      SortedMap<String, String> edits =
          replaceEdited ? export.edits(opened, request) : new TreeMap<>();
      Bundle bundle;
      try {
        bundle = export.export(opened, request, progress);
      } catch (ProblemException e) {
        progress.clear();
        if (e.problem().code().id().equals(BundleWriter.EDITED)) {
          show(export.edits(opened, request), terminal);
        }
        throw e;
      }
      progress.clear();
      if (terminal.json()) {
        terminal.result(bundle);
      } else {
        terminal.title("Bundle " + bundle.digest().brief());
        terminal.fact(zip == null ? "folder" : "zip file", bundle.folder());
        terminal.fact("files", bundle.files().size());
        if (!edits.isEmpty()) {
          terminal.fact("replaced", String.join(", ", edits.keySet()));
          terminal.fact("kept in", kept(request, opened));
        }
        if (sign != null) {
          terminal.fact("signed", BundleManifest.SIGNATURE);
        }
        terminal.fact("next", Shell.line("slipway", "verify", bundle.folder()));
      }
      return ExitCode.DONE.code();
    }
  }

  /// Those of the recipient, and those that are named.
  private List<String> wanted(ExportBundle export, Project project) {
    return recipient == null
        ? targets
        : Stream.concat(export.handedTo(recipient, project).stream(), targets.stream())
            .distinct()
            .toList();
  }

  private static String kept(ExportBundle.Request request, OpenedProject opened) {
    Stream<Path> written =
        request.zip().isPresent()
            ? Stream.concat(request.folder().stream(), request.zip().stream())
            : Stream.of(request.folder().orElse(opened.bundleFolder()));
    return written
        .map(BundleWriter::kept)
        .filter(Files::isDirectory)
        .map(Path::toString)
        .collect(Collectors.joining(", "));
  }

  /// What would happen to a person's changes: before the problem that says that nothing did.
  private static void show(SortedMap<String, String> edits, Terminal terminal) {
    if (terminal.json()) {
      terminal.result(edits);
      return;
    }
    terminal.title("Changed by hand; this is what the export would do to it");
    edits.values().forEach(terminal::patch);
  }
}
