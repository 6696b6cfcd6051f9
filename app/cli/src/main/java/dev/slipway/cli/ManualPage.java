// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// A command's page for `man`, in the macros of man(7), made of what its help tells.
final class ManualPage {

  private final CommandSpec spec;
  private final List<String> lines = new ArrayList<>();

  ManualPage(CommandLine command) {
    this.spec = command.getCommandSpec();
  }

  /// Under which it is looked up: `slipway-golden-add`.
  String name() {
    return spec.qualifiedName("-");
  }

  /// The page.
  ///
  /// @param version stands at its foot
  String text(String version) {
    lines.clear();
    lines.add(".TH " + quoted(name().toUpperCase(Locale.ROOT), "1", "", version));
    section("NAME");
    // One line, which whatis reads.
    lines.add(escaped(name()) + " \\- " + escaped(first(spec.usageMessage().description())));
    section("SYNOPSIS");
    lines.add(".nf");
    plain(new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0).lines());
    lines.add(".fi");
    section("DESCRIPTION");
    plain(Stream.of(spec.usageMessage().description()));
    arguments();
    commands();
    footer();
    seeAlso();
    return String.join("\n", lines) + "\n";
  }

  /// The pages of a command and of all below it.
  static Stream<ManualPage> of(CommandLine command) {
    Set<CommandLine> below = new LinkedHashSet<>(command.getSubcommands().values());
    return Stream.concat(
        Stream.of(new ManualPage(command)), below.stream().flatMap(ManualPage::of));
  }

  private void arguments() {
    List<PositionalParamSpec> positional =
        spec.positionalParameters().stream().filter(one -> !one.hidden()).toList();
    List<OptionSpec> options = spec.options().stream().filter(one -> !one.hidden()).toList();
    if (positional.isEmpty() && options.isEmpty()) {
      return;
    }
    section("OPTIONS");
    positional.forEach(one -> term(one.paramLabel(), one));
    options.forEach(one ->
        term(
            String.join(", ", one.names()) + (one.arity().max() == 0 ? "" : " " + one.paramLabel()),
            one));
  }

  private void term(String name, ArgSpec argument) {
    lines.add(".TP");
    lines.add(".B " + escaped(name));
    plain(
        Stream.of(argument.description())
            .map(
                text -> text.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()))));
  }

  private void commands() {
    if (spec.subcommands().isEmpty()) {
      return;
    }
    section("COMMANDS");
    for (CommandLine below : new LinkedHashSet<>(spec.subcommands().values())) {
      CommandSpec command = below.getCommandSpec();
      lines.add(".TP");
      lines.add(".BR " + escaped(command.qualifiedName("-")) + " (1)");
      plain(Stream.of(first(command.usageMessage().description())));
    }
  }

  /// Examples and the like: they stay on their lines, so that they can be copied.
  private void footer() {
    String[] footer = spec.usageMessage().footer();
    if (footer.length == 0) {
      return;
    }
    String heading = spec.usageMessage().footerHeading().replace("%n", "").replace(":", "");
    section(heading.isBlank() ? "EXAMPLES" : heading.toUpperCase(Locale.ROOT));
    lines.add(".nf");
    plain(
        Stream.of(footer)
            .flatMap(String::lines)
            .filter(line -> !line.isBlank() && !line.equals("Examples:"))
            .map(line -> line.replaceFirst("^Example: ", "  ")));
    lines.add(".fi");
  }

  private void seeAlso() {
    CommandLine parent = spec.commandLine().getParent();
    if (parent != null) {
      section("SEE ALSO");
      lines.add(".BR " + escaped(parent.getCommandSpec().qualifiedName("-")) + " (1)");
    }
  }

  private void section(String title) {
    lines.add(".SH " + quoted(title));
  }

  private void plain(Stream<String> texts) {
    texts
        .flatMap(text -> text.replace("%n", "\n").replace("%%", "%").lines())
        .map(ManualPage::escaped)
        .forEach(lines::add);
  }

  private static String first(String[] description) {
    return Stream.of(description).findFirst().orElse("").replace("%n", " ");
  }

  /// A text of which troff takes nothing for a request: hyphens are to be copied as such, and a
  /// line that begins with a dot or an apostrophe is words too.
  private static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }

  private static String quoted(String... words) {
    return Stream.of(words)
        .map(word -> '"' + escaped(word).replace("\"", "\\(dq") + '"')
        .collect(Collectors.joining(" "));
  }
}
