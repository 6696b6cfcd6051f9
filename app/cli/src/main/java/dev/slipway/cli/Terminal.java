// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Finding;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.Shell;
import dev.slipway.base.Verdict;
import dev.slipway.workbench.project.Whose;
import dev.slipway.workbench.report.Section;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The output of commands: text or JSON on the standard output, progress and problems on the
/// standard error.
///
/// @param interactive whether a person looks: at both outputs
/// @param colour whether escape sequences may be used on the standard output
/// @param json whether results are printed as JSON
/// @param project whose folder is named in commands; empty where it is the one they are typed in
/// @param columns after which the terminal begins a new line; [#ENDLESS] where nobody looks
record Terminal(
    PrintWriter out,
    PrintWriter err,
    boolean interactive,
    boolean colour,
    boolean json,
    Optional<Path> project,
    int columns) {

  static final int ENDLESS = Integer.MAX_VALUE;

  /// The widest that prose is set, for whoever reads it.
  private static final int WIDEST = 120;

  /// Of a value beside its name; with less room it stands below.
  private static final int LEAST_BESIDE = 30;

  private static final int NAMES = 22;
  private static final int PAGE = 20;
  private static final String BELOW = "    ";
  private static final String COMMAND = "slipway ";

  /// Before what a check found.
  private static final String FOUND = " ".repeat(10);

  private static final String GREEN = "32";
  private static final String RED = "31";
  private static final String YELLOW = "33";
  private static final String BOLD = "1";
  private static final String FAINT = "2";

  Terminal(PrintWriter out, PrintWriter err, boolean interactive, boolean colour, boolean json) {
    this(out, err, interactive, colour, json, Optional.empty(), ENDLESS);
  }

  Terminal asJson() {
    return new Terminal(out, err, interactive, false, true, project, columns);
  }

  /// The same of a project.
  Terminal about(Optional<Path> folder) {
    return new Terminal(out, err, interactive, colour, json, folder, columns);
  }

  /// The same so many columns wide.
  Terminal wide(int other) {
    return new Terminal(out, err, interactive, colour, json, project, other);
  }

  /// How long lines of prose may be.
  int page() {
    return Math.min(columns, WIDEST);
  }

  /// Whether so many columns before it leave room for a text.
  boolean isRoomBeside(int before) {
    return page() - before >= LEAST_BESIDE;
  }

  /// A text over as many lines as it needs behind so many columns; as it is where it fits.
  List<String> fitted(String text, int before) {
    return text.length() <= columns - before
        ? List.of(text)
        : Texts.wrapped(text, columns - before);
  }

  /// A text of ours as it is shown: harmless, and with commands that can be typed here.
  String said(String text) {
    return Texts.clean(completed(text));
  }

  private String completed(String text) {
    return project.map(folder -> Shell.about(folder, text)).orElse(text);
  }

  void line(String text) {
    out.println(text);
  }

  /// A unified diff: as it is where a program reads it, coloured and harmless where a person does.
  void patch(String patch) {
    if (colour || interactive) {
      harmless(patch)
          .map(line ->
              switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '+' -> good(line);
                case '-' -> bad(line);
                case '@' -> faint(line);
                default -> line;
              })
          .forEach(out::println);
    } else {
      out.print(patch);
    }
    out.flush();
  }

  /// A page of another program's language: as it is where a program reads it, harmless where a
  /// person does.
  void page(String text) {
    if (colour || interactive) {
      harmless(text).forEach(out::println);
    } else {
      out.print(text);
    }
    out.flush();
  }

  private static Stream<String> harmless(String text) {
    return text.lines().map(line -> Texts.clean(line.replace("\t", "    ")));
  }

  /// The whole result, as JSON.
  void result(Object value) {
    out.print(Json.text(value));
    out.flush();
  }

  /// The exit code that findings stand for.
  ExitCode worst(List<Finding> findings) {
    return findings.stream().anyMatch(Finding.Failed.class::isInstance)
        ? ExitCode.GATE
        : ExitCode.DONE;
  }

  void title(String text) {
    out.println();
    fitted(Texts.clean(text), 0).forEach(line -> out.println(style(BOLD, line)));
  }

  void title(String text, String of) {
    out.println();
    int before = Texts.clean(text).length() + 2;
    List<String> lines = fitted(Texts.clean(of), Math.min(before, columns / 2));
    out.println(style(BOLD, Texts.clean(text)) + ": " + lines.getFirst());
    lines.stream().skip(1).forEach(out::println);
  }

  void section(Section section) {
    new SectionPage(this).show(section);
  }

  /// Whose records are shown, where more than one folder has a project of the name.
  void whose(Whose whose) {
    whose.note().ifPresent(note -> fact("records", note));
  }

  /// Two columns: a name and its value.
  void fact(String name, Object value) {
    fact(NAMES, name, value);
  }

  /// Several, with the values below one another however long a name is.
  void facts(List<Map.Entry<String, ?>> facts) {
    int width = facts.stream().mapToInt(fact -> fact.getKey().length()).max().orElse(0);
    facts.forEach(fact -> fact(Math.max(NAMES, width), fact.getKey(), fact.getValue()));
  }

  /// Below its name where there is too little room beside it. A command is left whole: a line that
  /// the terminal itself breaks can be copied.
  private void fact(int width, String name, Object value) {
    String text = String.valueOf(value);
    String head = String.format("  %-" + width + "s ", name);
    int before = head.length();
    if (text.length() <= columns - before || text.startsWith(COMMAND)) {
      out.println(head + text);
    } else if (isRoomBeside(before)) {
      below(head, " ".repeat(before), fitted(text, before));
    } else {
      if (!name.isEmpty()) {
        out.println("  " + name);
      }
      below(BELOW, BELOW, fitted(text, BELOW.length()));
    }
  }

  private void below(String head, String indent, List<String> lines) {
    out.println(head + lines.getFirst());
    lines.stream().skip(1).forEach(line -> out.println(indent + line));
  }

  /// Its texts may hold names from a file: nothing in them is obeyed.
  void finding(Finding finding) {
    switch (finding) {
      case Finding.Passed(String check, String detail) ->
          found(style(GREEN, "passed "), Texts.clean(check), detail);
      case Finding.NotRun(String check, String because) ->
          found(style(YELLOW, "not run"), Texts.clean(check), because);
      case Finding.Failed(String check, Problem problem) -> {
        found(style(RED, "failed "), Texts.clean(check), "");
        out.println("          " + lines(problem.what(), "          "));
        out.println("          " + lines(problem.why(), "          "));
        out.println("          " + style(BOLD, lines(problem.remedy(), "          ")));
      }
    }
  }

  /// The detail below the check where both are longer than a line.
  private void found(String word, String check, String detail) {
    String said = said(detail);
    int whole = FOUND.length() + check.length() + 2 + said.length();
    if (whole <= columns) {
      out.println("  " + word + " " + check + (detail.isBlank() ? "" : "  " + style(FAINT, said)));
      return;
    }
    below("  " + word + " ", FOUND, fitted(check, FOUND.length()));
    if (!detail.isBlank()) {
      fitted(said, FOUND.length()).forEach(line -> out.println(FOUND + style(FAINT, line)));
    }
  }

  private String lines(String text, String indent) {
    return text.strip()
        .lines()
        .map(this::said)
        .flatMap(line ->
            line.contains(COMMAND) ? Stream.of(line) : fitted(line, indent.length()).stream())
        .collect(Collectors.joining("\n" + indent));
  }

  void findings(List<Finding> findings) {
    findings.forEach(this::finding);
  }

  /// Many of a kind: each that did not pass, and those that passed in a line where they are more
  /// than a page.
  ///
  /// @param what they are, such as `rules`
  void mostlyPassed(List<Finding> findings, String what) {
    List<Finding> passed = findings.stream().filter(Finding.Passed.class::isInstance).toList();
    if (passed.size() <= PAGE) {
      findings(findings);
      return;
    }
    findings.stream().filter(finding -> !passed.contains(finding)).forEach(this::finding);
    finding(
        new Finding.Passed(
            String.format(Locale.ROOT, "%,d of %,d %s", passed.size(), findings.size(), what),
            "each of them: --json"));
  }

  String verdict(Verdict verdict) {
    return word(verdict) + "  " + verdict.because();
  }

  /// The verdict in one word.
  String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Met met -> good(met.word());
      case Verdict.NotMet notMet -> bad(notMet.word());
      case Verdict.Inconclusive open -> open(open.word());
    };
  }

  String good(String text) {
    return style(GREEN, text);
  }

  String bad(String text) {
    return style(RED, text);
  }

  String open(String text) {
    return style(YELLOW, text);
  }

  String faint(String text) {
    return style(FAINT, text);
  }

  void problem(Problem problem) {
    if (json) {
      err.println(
          Json.line(
              new Problem(
                  problem.code(),
                  problem.what(),
                  completed(problem.why()),
                  completed(problem.remedy()))));
    } else {
      String what = lines(problem.what(), "");
      err.println(interactive ? "\u001b[1;31m" + what + "\u001b[0m" : what);
      if (!problem.why().isBlank()) {
        err.println("  why   " + lines(problem.why(), "        "));
      }
      err.println("  do    " + lines(problem.remedy(), "        "));
      err.println("  code  " + problem.code());
    }
    err.flush();
  }

  private String style(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
