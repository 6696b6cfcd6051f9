// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/targets.md` lists the targets that ship; `-Dtargets=write` writes it anew. So a target or
/// an option that goes is seen in a diff.
final class TargetsPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("slipway.root", "../..")).resolve("docs/targets.md");

  /// The seven steps in the order of their numbers.
  private static final List<String> STEPS =
      List.of(
          "define business goals",
          "modularise the stack",
          "automate pipelines",
          "govern data",
          "optimise resources",
          "nurture collaboration",
          "institute observability");

  @Test
  void thePageOfTargetsIsTheTemplates() throws Exception {
    String page = page(TargetCatalogue.builtIn());
    if ("write".equals(System.getProperty("targets"))) {
      Files.writeString(PAGE, page);
    }

    assertEquals(page, Files.readString(PAGE));
  }

  private static String page(TargetCatalogue catalogue) {
    return """
    # Targets

    Made from `templates/*/target.yaml`. A target is a kind of artefact that `slipway export` writes. A project names its targets
    in `slipway.yaml` under `release.targets`, and sets their options under `release.options.TARGET`.
    [A target of your own](own-target.md) needs no Java.

    """
        + catalogue.targets().stream()
            .map(TargetsPageTest::section)
            .collect(Collectors.joining("\n"));
  }

  private static String section(Target target) {
    var text = new StringBuilder();
    text.append("## `" + target.id() + "`: " + target.title() + "\n\n");
    text.append(target.description().strip() + "\n\n");
    text.append(
        "Steps: "
            + target.steps().stream()
                .map(step -> step + " " + STEPS.get(step - 1))
                .collect(Collectors.joining(", "))
            + ".");
    if (!target.requires().isEmpty()) {
      text.append(" Requires: " + String.join(", ", target.requires()) + ".");
    }
    if (!target.reads().isEmpty()) {
      text.append(" Takes the options of: " + String.join(", ", target.reads()) + ".");
    }
    text.append("\n");
    if (!target.options().isEmpty()) {
      text.append("\n| option | default | values | |\n| --- | --- | --- | --- |\n");
      target.options().forEach(option -> text.append(row(option)));
    }
    return text.toString();
  }

  private static String row(Target.Option option) {
    String values = option.rule().isEmpty() ? option.type() : option.type() + ": " + option.rule();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            option.name(),
            option.defaultValue().isEmpty() ? "" : code(option.defaultValue()),
            code(values),
            option.help().strip().replace("|", "\\|"));
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }
}
