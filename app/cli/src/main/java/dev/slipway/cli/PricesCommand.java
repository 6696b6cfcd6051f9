// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Numbers;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.cost.Machine;
import dev.slipway.cost.PriceBook;
import dev.slipway.cost.PriceImport;
import dev.slipway.cost.Quantity;
import dev.slipway.cost.UnitPrice;
import dev.slipway.workbench.KeepPrices;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Lists the price book, and imports newer prices.
@Command(
    name = "prices",
    description =
        "List the prices behind the estimates, with their dates and sources, and which of them are"
            + " old.",
    footer = {
      "",
      "Examples: slipway prices",
      "          slipway prices --cloud aws --region eu-central-1",
      "          slipway prices template services.csv > services.csv",
      "          slipway prices import services.csv --dry-run"
    })
final class PricesCommand implements Callable<Integer> {

  private static final int MOST_CHANGES = 40;

  @ParentCommand private SlipwayCommand slipway;

  @Option(names = "--cloud", paramLabel = "CLOUD", description = "List the machines of a cloud.")
  private @Nullable String cloud;

  @Option(names = "--region", paramLabel = "REGION", description = "List those of a region.")
  private @Nullable String region;

  @Override
  public Integer call() throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      KeepPrices prices = bench.workbench().prices();
      List<Machine> machines =
          prices.book().machines().values().stream().filter(this::wanted).toList();
      if (terminal.json()) {
        terminal.result(machines);
      } else if (cloud == null && region == null) {
        summary(prices, terminal);
      } else {
        machines(machines, terminal);
      }
      return ExitCode.DONE.code();
    }
  }

  private boolean wanted(Machine machine) {
    return (cloud == null || machine.cloud().equals(cloud))
        && (region == null || machine.region().equals(region));
  }

  private static void summary(KeepPrices prices, Terminal terminal) {
    PriceBook book = prices.book();
    terminal.title("Price book: Linux machines by the hour, in USD before tax");
    terminal.line(row("cloud", "region", "machines", "priced", "dated"));
    book.machines().values().stream()
        .collect(
            Collectors.groupingBy(
                machine -> machine.cloud() + " " + machine.region(),
                java.util.TreeMap::new,
                Collectors.toList()))
        .forEach((place, machines) ->
            terminal.line(
                row(
                    place.split(" ", 2)[0],
                    place.split(" ", 2)[1],
                    Integer.toString(machines.size()),
                    Long.toString(machines.stream().filter(m -> m.onDemand().isPresent()).count()),
                    dates(machines))));
    long users = book.machines().values().stream().filter(m -> m.stamp().users()).count();
    terminal.title("Besides");
    terminal.fact("services", book.meters().size() + " prices of serverless, network and others");
    terminal.fact("your own", users == 0 ? "none" : users + " machines");
    prices
        .warnings()
        .forEach(warning -> terminal.line("  " + terminal.open("old  ") + warning.text()));
    terminal.title("Next");
    terminal.line("  slipway prices --cloud aws --region eu-central-1   every machine there");
    terminal.line("  slipway prices import instances.csv                newer prices, or your own");
  }

  private static String dates(List<Machine> machines) {
    List<String> dates =
        machines.stream()
            .flatMap(machine -> machine.stamp().asOf().stream())
            .map(String::valueOf)
            .sorted()
            .toList();
    return dates.isEmpty()
        ? "unknown"
        : dates.getFirst().equals(dates.getLast())
            ? dates.getFirst()
            : dates.getFirst() + " to " + dates.getLast();
  }

  private static String row(
      String cloud, String region, String count, String priced, String dated) {
    return String.format(
        Locale.ROOT, "  %-7s %-16s %9s %7s   %s", cloud, region, count, priced, dated);
  }

  private static void machines(List<Machine> machines, Terminal terminal) {
    if (machines.isEmpty()) {
      terminal.line("No such machines; slipway prices lists clouds and regions.");
      return;
    }
    terminal.title("Machines, in USD an hour before tax");
    terminal.line(
        String.format(
            Locale.ROOT,
            "  %-7s %-16s %-22s %5s %8s %11s   %s",
            "cloud",
            "region",
            "type",
            "vCPU",
            "GiB",
            "on demand",
            "of"));
    for (Machine machine : machines) {
      terminal.line(
          String.format(
              Locale.ROOT,
              "  %-7s %-16s %-22s %5s %8s %11s   %s%s",
              machine.cloud(),
              machine.region(),
              machine.type(),
              Numbers.digits(machine.vcpu(), 4),
              Numbers.digits(machine.memoryGib(), 4),
              machine.onDemand().map(PricesCommand::amount).orElse("unknown"),
              machine.stamp().asOf().map(String::valueOf).orElse("unknown date"),
              machine.stamp().users() ? ", yours" : ""));
    }
  }

  private static String amount(UnitPrice<Quantity.Hours> price) {
    return price.each().amount().stripTrailingZeros().toPlainString();
  }

  @Command(
      name = "import",
      description = {
        "Add the rows of a price file to your own prices, except those that look wrong.",
        "Your own prices win over the shipped ones. The file's name says which table it is, such as"
            + " instances.csv. What changes is shown, and slipway prices undo takes it back.",
        "A file that ends in .json is one that a provider publishes: the offer file of Amazon EC2,"
            + " a page of Azure's retail prices, a page of Google's billing catalogue of Compute"
            + " Engine. Machines that are known here get its prices."
      })
  int take(
      @Parameters(paramLabel = "FILE", description = "A price file, such as instances.csv.")
          Path file,
      @Option(
              names = "--confirm-jumps",
              description = "Also take prices that change by more than a quarter.")
          boolean jumps,
      @Option(names = "--dry-run", description = "Show what would change, and write nothing.")
          boolean dry)
      throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      KeepPrices.ImportResult taken =
          bench
              .workbench()
              .prices()
              .take(
                  file,
                  jumps ? PriceImport.LargeChanges.CONFIRMED : PriceImport.LargeChanges.REFUSED,
                  dry ? KeepPrices.Writing.SHOWN : KeepPrices.Writing.KEPT);
      if (terminal.json()) {
        terminal.result(taken);
      } else {
        imported(taken, terminal);
      }
      return (taken.refused().isEmpty() ? ExitCode.DONE : ExitCode.GATE).code();
    }
  }

  private static void imported(KeepPrices.ImportResult taken, Terminal terminal) {
    terminal.title(
        Words.count(taken.taken(), "row") + " taken, " + taken.refused().size() + " refused");
    taken.changes().stream().limit(MOST_CHANGES).forEach(change -> terminal.line("  " + change));
    if (taken.changes().size() > MOST_CHANGES) {
      terminal.line("  and %d more".formatted(taken.changes().size() - MOST_CHANGES));
    }
    taken
        .refused()
        .forEach(problem -> {
          terminal.line("  " + terminal.bad("refused  ") + problem.what());
          terminal.line("           " + problem.why());
          terminal.line("           " + problem.remedy());
        });
    if (taken.written()) {
      terminal.fact("kept in", taken.file());
      terminal.fact("take it back", "slipway prices undo " + taken.file().getFileName());
    } else {
      terminal.fact("kept", "nothing");
    }
  }

  @Command(name = "undo", description = "Take the last import of a table back.")
  int undo(
      @Parameters(paramLabel = "TABLE", description = "A table, such as instances.csv.")
          String table)
      throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      Path kept = bench.workbench().prices().undo(table);
      if (terminal.json()) {
        terminal.result(Map.of("undone", table, "file", kept));
      } else {
        terminal.title("The last import of " + table + " is taken back");
        terminal.fact("your own prices", kept);
      }
      return ExitCode.DONE.code();
    }
  }

  @Command(
      name = "template",
      description = "Print the columns of a table with a row as an example, to fill in and import.")
  int template(
      @Parameters(paramLabel = "TABLE", description = "A table, such as services.csv.")
          String table)
      throws ProblemException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      String text = bench.workbench().prices().template(table);
      if (terminal.json()) {
        terminal.result(Map.of("table", table, "text", text));
      } else {
        text.lines().forEach(terminal::line);
      }
      return ExitCode.DONE.code();
    }
  }
}
