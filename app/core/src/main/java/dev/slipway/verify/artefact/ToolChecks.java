// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.base.TemporaryFolder;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.manifest.ChartSources;
import dev.slipway.verify.tool.Tool;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolResult;
import dev.slipway.verify.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Programs that the bundle's targets name for their files, where they are installed.
public final class ToolChecks implements Check {

  /// By the names that targets use.
  static final Map<String, Use> TOOLS =
      Map.of(
          "alertmanager",
          new Use(ToolCatalogue.AMTOOL, List.of("check-config"), named(".*alertmanager\\.ya?ml")),
          "cloudformation",
          Use.alone(ToolCatalogue.CFN_LINT, List.of("--"), ToolChecks::isCloudFormation),
          "github-actions",
          new Use(
              ToolCatalogue.ACTIONLINT,
              List.of(),
              named("(.*/)?\\.github/workflows/[^/]+\\.ya?ml")),
          "helm",
          new Use(
              ToolCatalogue.HELM,
              List.of("lint", "--strict"),
              named("(.*/)?Chart\\.yaml"),
              ToolChecks::folder),
          "shell",
          Use.alone(ToolCatalogue.SHELLCHECK, List.of(), ToolChecks::isScript));

  /// What a program is not given, whatever it would say.
  private interface Guard {
    Optional<Problem> problem(BundleFolder bundle, String file);
  }

  private static final Guard UNGUARDED = (bundle, file) -> Optional.empty();

  private static final Map<Tool, Guard> GUARDS =
      Map.of(
          ToolCatalogue.CFN_LINT,
          ToolChecks::ownRules,
          ToolCatalogue.ACTIONLINT,
          ToolChecks::ownExceptions,
          ToolCatalogue.HELM,
          ToolChecks::fetched);

  private final ToolRunner tools;

  public ToolChecks(ToolRunner tools) {
    this.tools = tools;
  }

  /// @param options before the file
  /// @param files which of a target's files it is run on
  /// @param argument what it is given for a file
  /// @param alone whether it gets a copy of the file in a folder of its own, because it takes
  ///   settings from the folder that it runs in: those of cfn-lint may name Python code to run
  record Use(
      Tool tool,
      List<String> options,
      BiPredicate<BundleFolder, String> files,
      UnaryOperator<String> argument,
      boolean alone) {
    Use(Tool tool, List<String> options, BiPredicate<BundleFolder, String> files) {
      this(tool, options, files, file -> file);
    }

    Use(
        Tool tool,
        List<String> options,
        BiPredicate<BundleFolder, String> files,
        UnaryOperator<String> argument) {
      this(tool, options, files, argument, false);
    }

    static Use alone(Tool tool, List<String> options, BiPredicate<BundleFolder, String> files) {
      return new Use(tool, options, files, file -> file, true);
    }
  }

  private static BiPredicate<BundleFolder, String> named(String pattern) {
    return (bundle, file) -> file.matches(pattern);
  }

  private static boolean isScript(BundleFolder bundle, String file) {
    return bundle.begin(file, 64).matches("(?s)#!\\S*(/bin/|/env )(ba|da|k)?sh\\n.*");
  }

  private static boolean isCloudFormation(BundleFolder bundle, String file) {
    return file.matches(".*\\.ya?ml")
        && new Artefacts(bundle).tree(file).has("AWSTemplateFormatVersion");
  }

  /// Settings of cfn-lint within a template.
  private static Optional<Problem> ownRules(BundleFolder bundle, String file) {
    JsonNode template = new Artefacts(bundle).tree(file);
    return template.has("Metadata") || !template.findValues("cfn-lint").isEmpty()
        ? Optional.of(
            Problem.gate(
                "artefact.own-rules",
                file + " may tell cfn-lint what to check it by.",
                "Its Metadata can switch rules off, or name Python code that cfn-lint would run.",
                "Remove Metadata from the template's first level, and cfn-lint from that of"
                    + " resources."))
        : Optional.empty();
  }

  /// Settings of actionlint, which may tell it to find nothing.
  private static Optional<Problem> ownExceptions(BundleFolder bundle, String file) {
    return bundle.files().stream()
        .filter(other -> other.matches("(.*/)?\\.github/actionlint\\.ya?ml"))
        .findFirst()
        .map(settings ->
            Problem.gate(
                "artefact.own-rules",
                settings + " may tell actionlint what to pass over.",
                "So its word on " + file + " would count for nothing.",
                "Remove the file."));
  }

  private static Optional<Problem> fetched(BundleFolder bundle, String chart) {
    return ChartSources.fetching(bundle, folder(chart))
        .map(file ->
            Problem.gate(
                "artefact.fetched",
                file + " names what the bundle does not hold.",
                "Helm might fetch it while it looks at the chart.",
                "Let a chart's schema refer to its own parts alone (#/…), and unpack its charts."));
  }

  private static String folder(String file) {
    return file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : "";
  }

  @Override
  public String title() {
    return "programs that the targets name";
  }

  @Override
  public void look(BundleFolder bundle, Report report) throws InterruptedException {
    Map<String, List<String>> wanted = new TreeMap<>();
    for (Map.Entry<String, JsonNode> target : bundle.index().path("checks").properties()) {
      for (JsonNode name : target.getValue()) {
        wanted
            .computeIfAbsent(name.asText(), any -> new ArrayList<>())
            .addAll(filesOf(target.getKey(), bundle));
      }
    }
    for (Map.Entry<String, List<String>> one : wanted.entrySet()) {
      Use use = TOOLS.get(one.getKey());
      if (use == null) {
        report.notRun(
            "The check " + one.getKey(),
            "this version of Slipway does not know it: use a newer one");
      } else {
        run(use, one.getValue(), bundle, report);
      }
    }
  }

  private static List<String> filesOf(String target, BundleFolder bundle) {
    return bundle
        .index()
        .path("files")
        .propertyStream()
        .filter(file -> file.getValue().path("target").asText().equals(target))
        .map(Map.Entry::getKey)
        .filter(bundle::has)
        .toList();
  }

  private void run(Use use, List<String> candidates, BundleFolder bundle, Report report)
      throws InterruptedException {
    String check = use.tool.name() + " accepts the files it is for";
    List<Problem> problems = new ArrayList<>();
    List<String> files =
        candidates.stream().filter(file -> use.files.test(bundle, file)).sorted().toList();
    for (String file : files) {
      Optional<Problem> unsafe = GUARDS.getOrDefault(use.tool, UNGUARDED).problem(bundle, file);
      if (unsafe.isPresent()) {
        problems.add(unsafe.get());
        continue;
      }
      switch (asked(use, file, bundle)) {
        case ToolResult.NotRun(String because) -> {
          report.notRun(check, because);
          problems.forEach(problem -> report.failed(check, problem));
          return;
        }
        case ToolResult.Refused(String said) ->
            problems.add(
                Problem.gate(
                    "artefact." + use.tool.name(),
                    use.tool.name() + " refuses " + file + ".",
                    said,
                    "Correct the file, or the template that it comes from."));
        case ToolResult.Accepted _ -> {}
      }
    }
    if (files.isEmpty()) {
      report.notRun(check, "the bundle holds none");
    } else {
      report.judge(check, String.join(", ", files), problems);
    }
  }

  private ToolResult asked(Use use, String file, BundleFolder bundle) throws InterruptedException {
    String argument = BundleFolder.argument(use.argument.apply(file));
    if (!use.alone) {
      return tools.run(bundle.root(), use.tool, arguments(use, argument));
    }
    try {
      Path folder = Files.createTempDirectory("slipway-check");
      try {
        Path copy = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(bundle.path(file), copy);
        return tools.run(folder, use.tool, arguments(use, argument));
      } finally {
        TemporaryFolder.delete(folder);
      }
    } catch (IOException e) {
      return new ToolResult.NotRun(
          file + " cannot be copied for " + use.tool.name() + ": " + e.getMessage());
    }
  }

  private static String[] arguments(Use use, String last) {
    return Stream.concat(use.options.stream(), Stream.of(last)).toArray(String[]::new);
  }
}
