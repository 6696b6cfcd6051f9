// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.parts.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/usecases.md` says how each use case of the workbench is reached; `-Dscreens=write` writes
/// it anew. What the window does not offer has its reason there.
final class UseCasesTest {

  private static final Path DOCS = Path.of(System.getProperty("slipway.root")).resolve("docs");
  private static final Path PAGE = DOCS.resolve("usecases.md");
  private static final String WORKBENCH = "dev.slipway.workbench";
  private static final String DESKTOP = "dev.slipway.desktop.";
  private static final String NONE = "";

  /// Packages of the desktop that are no screen, and pass on what screens ask for.
  private static final Set<String> BETWEEN = Set.of("session", "parts", "jobs", "");

  /// How a use case is reached.
  ///
  /// @param command of the command line, without `slipway`
  /// @param action the id of an entry of the palette; empty for none
  /// @param screen the package that holds the screen; empty for none
  /// @param why it has no entry or no screen
  private record Way(String useCase, String command, String action, String screen, String why) {}

  private static Way way(String useCase, String command, String action, String screen) {
    return new Way(useCase, command, action, screen, NONE);
  }

  /// What a person does in the window only.
  private static Way seen(String useCase, String action, String screen, String why) {
    return new Way(useCase, NONE, action, screen, why);
  }

  private static Way bare(String useCase, String command, String why) {
    return new Way(useCase, command, NONE, NONE, why);
  }

  private static final List<Way> WAYS =
      List.of(
          bare("InitProject", "init", "BeginProject calls it, after it has shown the file."),
          bare("InitFolder", "init", "BeginProject calls it, after it has shown the file."),
          way("LookAtModel", "inspect", "open", "shell"),
          way("BeginProject", "init", "begin", "begin"),
          way("OpenProject", "inspect", "open", "shell"),
          way("EditProject", "set", "go.OBJECTIVES", "objectives"),
          way("InspectModel", "inspect", "go.MODEL", "model"),
          way("InspectData", "data", "check-data", "data"),
          way("DecideColumns", "data", "go.DATA", "data"),
          seen(
              "EditRules",
              "go.DATA",
              "data",
              "An editor changes the rules file; `data --suggest` writes one."),
          seen("DataRows", "go.DATA", "data", "A query shows rows of a file as well."),
          way("EvaluateModel", "evaluate", "evaluate", "quality"),
          way("PredictRows", "predict", "go.MODEL", "model"),
          way("RunProfile", "profile", "profile.QUICK", "profile"),
          way("SearchSettings", "search", "search.THROUGHPUT", "profile"),
          way("UseSettings", "search", "go.PROFILE", "profile"),
          way("TryVariants", "variants", "variants", "profile"),
          way("ChooseVariant", "variants", "go.PROFILE", "profile"),
          way("MakePlan", "plan", "profile.QUICK", "profile"),
          way("SetPlanned", "plan", "go.COST", "cost"),
          way("PriceElsewhere", "plan", "go.COST", "cost"),
          way("ExportBundle", "export", "export", "export"),
          way("CheckFiles", "verify", "go.EXPORT", "export"),
          way("DiffBundles", "diff", "go.EXPORT", "export"),
          way("ExplainFile", "explain", "go.EXPORT", "export"),
          way("VerifyBundle", "verify", "verify", "verify"),
          way("ReviewChecklist", "checklist", "review", "checklist"),
          way("SignChecklist", "checklist", "go.CHECKLIST", "checklist"),
          way("LoadVoyage", "report", "reload", "overview"),
          way("WriteReport", "report", "report", "overview"),
          way("KeepPrices", "prices", "go.SETTINGS", "settings"),
          way("Doctor", "doctor", "go.SETTINGS", "settings"),
          seen(
              "CompareGraphs",
              "go.MODEL",
              "model",
              "Two graphs are drawn side by side; `compare` measures two models."),
          seen(
              "ExplainAnswer",
              "go.MODEL",
              "model",
              "No command gives the reasons of an answer yet."),
          seen(
              "HoldoutRows",
              "go.MODEL",
              "model",
              "It fills a form; `predict --data` asks about all rows of a file."),
          seen(
              "TimeOperators",
              "go.MODEL",
              "model",
              "It colours the drawn graph; `profile` measures the model as a whole."),
          way("JudgeAgain", "checklist", "go.OVERVIEW", "overview"),
          seen(
              "KeepDraft", "go.EXPORT", "export", "A command line holds all choices of an export."),
          seen(
              "ReadHistory",
              "go.HISTORY",
              "history",
              "`evidence export` writes the same records for a program to read."),
          bare(
              "ScoreRows",
              "score",
              "A batch runs for minutes or hours where its files lie, and the command line goes on"
                  + " with one that was stopped. The window asks about single rows."),
          bare(
              "AddGolden",
              "golden",
              "The questions and answers come from the notebook in which the model was made."),
          bare(
              "BridgeModel",
              "import",
              "It runs a script in your Python. You read the script and agree to it in a terminal,"
                  + " where that Python is set up."),
          bare(
              "KeepBaseline",
              "data",
              "It is written with the bundle's drift monitor, once a release."),
          way("CompareModels", "compare", "runs", "profile"),
          way("ReadRuns", "compare", "runs", "profile"),
          bare(
              "ReplayProfile",
              "replay",
              "It repeats an old run to see whether its numbers still hold, for audits."),
          bare(
              "MeasureService",
              "measure",
              "It measures a service that runs elsewhere, from where its users are."),
          bare(
              "MoveEvidence",
              "evidence",
              "It carries records between a laptop and CI, where there is no window."),
          bare(
              "ServeModel",
              "serve",
              "A service lives as long as its terminal, not as long as a window."),
          bare("Ship", "ship", "It is all steps in one line, for CI; the window shows each step."),
          bare(
              "StateVerification",
              "verify",
              "It signs what was verified for a supply chain, in CI."),
          bare(
              "StartTarget",
              "targets",
              "Who writes a target of their own works in an editor and a terminal."));

  @TempDir private Path temp;

  @Test
  void everyUseCaseHasItsWays() throws Exception {
    JavaClasses core = read(WORKBENCH);
    Set<String> verbs = useCases(core);
    Map<String, Set<String>> screens = reached(read("dev.slipway.desktop"), core, verbs);
    List<Command> actions = actions();
    Set<String> commands = commands();

    assertEquals(
        verbs, WAYS.stream().map(Way::useCase).collect(Collectors.toCollection(TreeSet::new)));
    List<String> wrong = new ArrayList<>();
    for (Way way : WAYS) {
      wrong.addAll(wrong(way, commands, actions, screens.getOrDefault(way.useCase(), Set.of())));
    }
    assertEquals(List.of(), wrong);
    String page = page(actions);
    if ("write".equals(System.getProperty("screens"))) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE));
  }

  private static List<String> wrong(
      Way way, Set<String> commands, List<Command> actions, Set<String> screens) {
    List<String> wrong = new ArrayList<>();
    if (!way.command().isEmpty() && !commands.contains(way.command())) {
      wrong.add(way.useCase() + ": there is no command " + way.command());
    }
    boolean known = actions.stream().anyMatch(action -> action.id().equals(way.action()));
    if (!way.action().isEmpty() && !known) {
      wrong.add(way.useCase() + ": the palette has no " + way.action());
    }
    if (!way.screen().isEmpty() && !screens.contains(way.screen())) {
      wrong.add(way.useCase() + ": " + way.screen() + " does not call it, but " + screens);
    }
    if (way.screen().isEmpty() && !screens.isEmpty()) {
      wrong.add(way.useCase() + ": it is said to have no screen, but has " + screens);
    }
    boolean lacks = Stream.of(way.command(), way.action(), way.screen()).anyMatch(String::isEmpty);
    if (lacks && way.why().isEmpty()) {
      wrong.add(way.useCase() + ": nothing says why a way is missing");
    }
    return wrong;
  }

  private static JavaClasses read(String packages) {
    // Who calls what is in these classes; to read all that they name would take most of the time.
    return ArchConfiguration.withThreadLocalScope(here -> {
      here.setResolveMissingDependenciesFromClassPath(false);
      return new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(packages);
    });
  }

  /// The public verbs: those that the workbench holds, and those of its own package beside them.
  private static Set<String> useCases(JavaClasses core) {
    JavaClass workbench = core.get(WORKBENCH + ".Workbench");
    Set<String> verbs = new TreeSet<>();
    workbench.getFields().stream()
        .map(JavaField::getRawType)
        .filter(type -> !type.isRecord()) // a record holds use cases that belong together
        .map(JavaClass::getSimpleName)
        .forEach(verbs::add);
    core.stream()
        .filter(type -> type.getPackageName().equals(WORKBENCH) && type.isTopLevelClass())
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(type -> !type.isRecord() && !type.isInterface() && !type.isEnum())
        .map(JavaClass::getSimpleName)
        .forEach(verbs::add);
    verbs.remove("FolderRecords"); // what a bundle's folder holds is read by others
    return verbs;
  }

  /// Which packages of the desktop call a use case, by however many steps.
  private static Map<String, Set<String>> reached(
      JavaClasses desktop, JavaClasses core, Set<String> verbs) {
    Map<String, Set<String>> callers = new HashMap<>();
    for (JavaClass type : desktop) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        String target = access.getTargetOwner().getName() + "." + access.getTarget().getName();
        String origin = type.getName() + "." + access.getOrigin().getName();
        callers.computeIfAbsent(target, key -> new HashSet<>()).add(origin);
      }
    }
    Map<String, Set<String>> reached = new TreeMap<>();
    for (String verb : verbs) {
      core.stream()
          .filter(type -> type.getSimpleName().equals(verb))
          .flatMap(type -> type.getMethods().stream())
          .map(method -> method.getOwner().getName() + "." + method.getName())
          .forEach(method ->
              reached
                  .computeIfAbsent(verb, key -> new TreeSet<>())
                  .addAll(screens(method, callers)));
    }
    return reached;
  }

  private static Set<String> screens(String method, Map<String, Set<String>> callers) {
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(callers.getOrDefault(method, Set.of()));
    Set<String> screens = new TreeSet<>();
    while (!next.isEmpty()) {
      String caller = next.pop();
      if (seen.add(caller)) {
        String within = caller.substring(DESKTOP.length());
        String place = within.replaceFirst("\\.?[A-Z].*", "");
        if (BETWEEN.contains(place)) {
          next.addAll(callers.getOrDefault(caller, Set.of()));
        } else {
          screens.add(place);
        }
      }
    }
    return screens;
  }

  private List<Command> actions() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      return new Commands(recorded.session(), new Nowhere()).all();
    }
  }

  private static Set<String> commands() throws Exception {
    try (var lines = Files.lines(DOCS.resolve("commands.md"))) {
      return lines
          .filter(line -> line.startsWith("## `slipway "))
          .map(line -> line.split("[ `]+")[2])
          .collect(Collectors.toSet());
    }
  }

  private static String page(List<Command> actions) {
    Map<String, String> titles = new HashMap<>();
    actions.forEach(action -> titles.put(action.id(), action.title()));
    String ways =
        WAYS.stream()
            .map(way ->
                "| %s | %s | %s | %s |\n"
                    .formatted(
                        way.useCase(),
                        way.command().isEmpty() ? way.why() : "`slipway " + way.command() + "`",
                        way.action().isEmpty() ? way.why() : titles.get(way.action()),
                        title(way.screen())))
            .collect(Collectors.joining());
    return """
    # Use cases

    Made from the code: each use case of the workbench, the command that calls it, its entry in the palette (Ctrl+K), and the screen that calls it. A profile prices the model anew, which the screen Cost & plan shows. Where one is missing, the table says why.

    | use case | command | entry in the palette, or why there is none | screen that calls it |
    | --- | --- | --- | --- |
    """
        + ways;
  }

  private static String title(String screen) {
    return screen.isEmpty()
        ? "none"
        : screen.equals("shell")
            ? "the window"
            : Texts.find("screen." + screen)
                .orElse(screen.substring(0, 1).toUpperCase(Locale.ROOT) + screen.substring(1));
  }
}
