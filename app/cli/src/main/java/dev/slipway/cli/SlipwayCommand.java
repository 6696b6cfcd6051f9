// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.profile.host.Profiler;
import dev.slipway.workbench.project.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The top command: holds the options of every command, and turns a failure into text and an exit
/// code.
@Command(
    name = "slipway",
    versionProvider = SlipwayCommand.Version.class,
    description = "Takes a trained model from prototype to production.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    done, and no gate refuted",
      "  1    a gate is not met",
      "  2    the input or the usage is wrong",
      "  3    the environment lacks something",
      "  130  interrupted",
      "",
      "Start with: slipway ship PROJECT   (a folder with a slipway.yaml; make one with: slipway"
          + " init)"
    })
final class SlipwayCommand {

  /// In the order in which the help lists them; the command `export` is the class `ExportCommand`.
  static final List<Class<?>> COMMANDS =
      List.of(
          InitCommand.class,
          SetCommand.class,
          ImportCommand.class,
          InspectCommand.class,
          DataCommand.class,
          EvaluateCommand.class,
          PredictCommand.class,
          ScoreCommand.class,
          GoldenCommand.class,
          ProfileCommand.class,
          ReplayCommand.class,
          MeasureCommand.class,
          CompareCommand.class,
          SearchCommand.class,
          VariantsCommand.class,
          PlanCommand.class,
          ExplainCommand.class,
          ExportCommand.class,
          DiffCommand.class,
          VerifyCommand.class,
          ChecklistCommand.class,
          EvidenceCommand.class,
          ServeCommand.class,
          ShipCommand.class,
          ReportCommand.class,
          PricesCommand.class,
          TargetsCommand.class,
          DoctorCommand.class);

  private static final Set<String> HELP = Set.of("-h", "--help");
  private static final Set<String> VERSION = Set.of("-V", "--version");

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the result as JSON.")
  private boolean json;

  @Option(
      names = "--home",
      scope = ScopeType.INHERIT,
      paramLabel = "FOLDER",
      description =
          "Where Slipway keeps its records (default: SLIPWAY_HOME, else the user's data folder).")
  private @Nullable Path home;

  @Option(
      names = "--templates",
      scope = ScopeType.INHERIT,
      paramLabel = "FOLDER",
      description =
          "A folder of targets that add to Slipway's or override them; may be repeated (default:"
              + " SLIPWAY_TEMPLATES).")
  private List<Path> templates = List.of();

  /// The version of the jar that runs.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {line()};
    }

    private static String line() {
      String version = Version.class.getPackage().getImplementationVersion();
      return "slipway " + (version == null ? "(development)" : version);
    }
  }

  private final Terminal terminal;
  private final Outside outside;
  private Optional<Path> project = Optional.empty();

  /// What a command meets beyond its arguments and its files.
  ///
  /// @param environment the variables that say where the home, engines and tools are
  /// @param reply a line that a person types when asked; empty where none is there
  record Outside(
      Clock clock,
      Map<String, String> environment,
      Profiler profiler,
      Supplier<Optional<String>> reply) {

    /// Where nobody is asked.
    Outside(Clock clock, Map<String, String> environment, Profiler profiler) {
      this(clock, environment, profiler, Optional::empty);
    }
  }

  SlipwayCommand(Terminal terminal, Outside outside) {
    this.terminal = terminal;
    this.outside = outside;
  }

  /// Runs a command line and returns its exit code; prints every failure as a problem.
  int run(String... args) {
    if (args.length == 1 && VERSION.contains(args[0])) {
      // Looking at the options that it does not have takes as long as Java's own start.
      terminal.out().println(Version.line());
      return ExitCode.DONE.code();
    }
    if (commands(args).size() == 1 && Stream.of(args).noneMatch(HELP::contains)) {
      // Meanwhile, since looking at its options takes as long.
      OpenBench.begin();
    }
    CommandLine line = line(List.of(args));
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi()));
    line.setUsageHelpAutoWidth(false);
    // Examples stay on their lines, so that they can be copied.
    Map<String, CommandLine.IHelpSectionRenderer> sections =
        new HashMap<>(line.getHelpSectionMap());
    sections.put(
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER,
        help ->
            Stream.of(help.commandSpec().usageMessage().footer())
                .map(text -> text + System.lineSeparator())
                .collect(Collectors.joining()));
    line.setHelpSectionMap(sections);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> new Failures(terminal()).report(failure));
    line.setParameterExceptionHandler((wrong, parsed) ->
        new Failures(List.of(args).contains("--json") ? terminal.asJson() : terminal)
            .misused(wrong));
    line.registerConverter(Path.class, new PathOption());
    line.setExecutionStrategy(parsed -> {
      project = project(parsed);
      return new CommandLine.RunLast().execute(parsed);
    });
    return line.execute(args);
  }

  /// The folder of the project that a command is about; empty where it is the one it is typed in.
  private static Optional<Path> project(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine.Model.CommandSpec spec = last.commandSpec();
    return Stream.concat(spec.positionalParameters().stream(), spec.options().stream())
        .filter(argument -> argument.paramLabel().startsWith("PROJECT"))
        .<Object>map(CommandLine.Model.ArgSpec::getValue)
        .filter(Path.class::isInstance)
        .map(Path.class::cast)
        .filter(folder -> Files.isDirectory(folder) && !folder.equals(Path.of(".")))
        .findFirst();
  }

  /// The commands that a line of such words may mean, with their options.
  CommandLine line(List<String> words) {
    var line = new CommandLine(this);
    commands(words.toArray(String[]::new)).forEach(line::addSubcommand);
    line.getSubcommands().values().forEach(SlipwayCommand::offerHelp);
    return line;
  }

  /// The command that the line begins with, else all: looking at the options of those that were not
  /// asked for would take longer than many a command's own work.
  static List<Class<?>> commands(String... args) {
    Optional<Class<?>> named =
        Stream.of(args)
            .limit(1)
            .flatMap(name -> COMMANDS.stream().filter(command -> isNamed(command, name)))
            .findFirst();
    return named.<List<Class<?>>>map(List::of).orElse(COMMANDS);
  }

  private static boolean isNamed(Class<?> command, String name) {
    return command.getSimpleName().toLowerCase(Locale.ROOT).equals(name + "command");
  }

  /// Every command tells its own help.
  private static void offerHelp(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
    line.getSubcommands().values().forEach(SlipwayCommand::offerHelp);
  }

  /// The terminal of the command's project, in JSON when the user asked for it.
  Terminal terminal() {
    Terminal ofProject = terminal.about(project);
    return json ? ofProject.asJson() : ofProject;
  }

  Home home() {
    return Homes.choose(home, templates, outside.environment());
  }

  /// Opens the workbench; the caller closes it.
  OpenBench bench() throws ProblemException {
    Home home = home();
    Optional<String> word = Homes.firstWord(home, this.home, outside.environment());
    OpenBench bench = OpenBench.at(home, outside);
    word.ifPresent(terminal().err()::println);
    return bench;
  }

  /// What a person answers to a question that was printed.
  Optional<String> reply() {
    return outside.reply().get();
  }

  ProgressLine progress() {
    return new ProgressLine(
        terminal.err(), terminal.interactive() && !json, terminal.columns(), outside.clock());
  }

  private CommandLine.Help.Ansi ansi() {
    return terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }
}
