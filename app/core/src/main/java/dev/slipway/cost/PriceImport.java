// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Finding;
import dev.slipway.base.Money;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.Quantity.Hours;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes newer prices into a book, row by row: what looks wrong is refused with its reason, and the
/// old row stays.
public final class PriceImport {

  private static final double OUTLIER = 1.03;
  private static final double JUMP = 0.25;

  private final PriceBook book;
  private final LargeChanges largeChanges;
  private final List<Finding> findings = new ArrayList<>();

  /// Whether prices may change by more than a quarter.
  public enum LargeChanges {
    REFUSED,
    CONFIRMED
  }

  /// What came of an import.
  ///
  /// @param book with the accepted rows
  /// @param accepted the rows that were taken, as they were written
  /// @param findings one for each refused row, and one that counts the accepted ones
  public record Imported(PriceBook book, List<CsvTable.Row> accepted, List<Finding> findings) {
    public Imported {
      accepted = List.copyOf(accepted);
      findings = List.copyOf(findings);
    }

    /// Rows that were refused.
    public List<Problem> refused() {
      return findings.stream()
          .filter(Finding.Failed.class::isInstance)
          .map(finding -> ((Finding.Failed) finding).problem())
          .toList();
    }
  }

  private PriceImport(PriceBook book, LargeChanges largeChanges) {
    this.book = book;
    this.largeChanges = largeChanges;
  }

  /// @param csvByFileName as for [PriceBook#parse], and `discounts.csv`
  public static Imported refresh(
      PriceBook book, Map<String, String> csvByFileName, LargeChanges largeChanges)
      throws ProblemException {
    return new PriceImport(book, largeChanges).refresh(csvByFileName);
  }

  private Imported refresh(Map<String, String> csv) throws ProblemException {
    List<CsvTable.Row> taken = new ArrayList<>();
    Map<String, String> others = new HashMap<>();
    var lint = new PriceLint(book, largeChanges);
    for (PriceTable table : PriceTable.values()) {
      String text = csv.get(table.file());
      if (text != null && table != PriceTable.INSTANCES) {
        List<CsvTable.Row> rows = CsvTable.parse(table.file(), text).rows();
        List<CsvTable.Row> right = new ArrayList<>();
        for (CsvTable.Row row : rows) {
          lint.check(table, row).ifPresentOrElse(this::refuse, () -> right.add(row));
        }
        others.put(table.file(), table.merged(List.of(), right));
        count(right.size(), rows.size());
        taken.addAll(right);
      }
    }
    PriceRows rest = PriceRows.read(others, false);
    List<Machine> machines = List.of();
    if (csv.containsKey(PriceTable.INSTANCES.file())) {
      machines = machines(csv.get(PriceTable.INSTANCES.file()), taken);
    }
    return new Imported(book.with(rest.plus(PriceRows.ofMachines(machines))), taken, findings);
  }

  private List<Machine> machines(String text, List<CsvTable.Row> taken) throws ProblemException {
    Map<CsvTable.Row, Machine> read = new LinkedHashMap<>();
    CsvTable table = CsvTable.parse(PriceTable.INSTANCES.file(), text);
    for (CsvTable.Row row : table.rows()) {
      row(row).ifPresent(machine -> read.put(row, machine));
    }
    Set<String> dear = outliers(List.copyOf(read.values()));
    read.values().removeIf(machine -> dear.contains(machine.key()));
    taken.addAll(read.keySet());
    count(read.size(), table.rows().size());
    return List.copyOf(read.values());
  }

  private void count(int taken, int all) {
    findings.add(
        new Finding.Passed("prices are plausible", "%d of %d rows taken".formatted(taken, all)));
  }

  private Optional<Machine> row(CsvTable.Row row) {
    try {
      Machine machine = PriceRows.machine(new Cells(row), false).orElseThrow();
      Optional<Problem> wrong =
          meter(row, machine).or(() -> spot(row, machine)).or(() -> jump(row, machine));
      wrong.ifPresent(this::refuse);
      return wrong.isPresent() ? Optional.empty() : Optional.of(machine);
    } catch (ProblemException e) {
      refuse(e.problem());
      return Optional.empty();
    }
  }

  private void refuse(Problem problem) {
    findings.add(new Finding.Failed("prices are plausible", problem));
  }

  private static Optional<Problem> meter(CsvTable.Row row, Machine machine) {
    String words = row.text("note") + " " + row.text("instance_type");
    if (!words.matches("(?i).*(windows|low priority|\\bspot meter\\b).*")) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.input(
            "prices.wrong-meter",
            machine.key() + " in " + row.place() + " is not a Linux on-demand price.",
            "It names Windows or a low-priority meter: '" + words.strip() + "'.",
            "Take the row of the Linux on-demand meter."));
  }

  private static Optional<Problem> spot(CsvTable.Row row, Machine machine) {
    Optional<Money> spot = machine.spot().map(UnitPrice::each);
    Optional<Money> onDemand = machine.onDemand().map(UnitPrice::each);
    if (spot.isEmpty() || onDemand.isEmpty() || spot.get().compareTo(onDemand.get()) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.input(
            "prices.spot-above-on-demand",
            machine.key() + " in " + row.place() + " costs more as spot than on demand.",
            "Spot is " + spot.get() + ", on demand " + onDemand.get() + ".",
            "Check which of the two columns is wrong."));
  }

  private Optional<Problem> jump(CsvTable.Row row, Machine machine) {
    Optional<Machine> before = Optional.ofNullable(book.machines().get(machine.key()));
    Optional<UnitPrice<Hours>> old = before.flatMap(Machine::onDemand);
    if (largeChanges == LargeChanges.CONFIRMED || old.isEmpty() || machine.onDemand().isEmpty()) {
      return Optional.empty();
    }
    return jump(row, machine.key(), old.get().each(), machine.onDemand().get().each());
  }

  /// A change of more than a quarter.
  static Optional<Problem> jump(CsvTable.Row row, String key, Money before, Money after) {
    double change = after.amount().doubleValue() / before.amount().doubleValue() - 1;
    return Math.abs(change) <= JUMP
        ? Optional.empty()
        : Optional.of(
            Problem.input(
                "prices.jump",
                "%s in %s changes by %s.".formatted(key, row.place(), Numbers.percent(change)),
                "It was %s and becomes %s; list prices hardly ever move so far."
                    .formatted(before, after),
                "Look the price up; import again with --confirm-jumps if it is right."));
  }

  /// Types whose price per vCPU is above the least of their series in their region: as a Windows
  /// price among Linux ones is. Refuses them.
  private Set<String> outliers(List<Machine> machines) {
    Map<String, BigDecimal> least = new HashMap<>();
    Set<String> replaced = new HashSet<>();
    for (Machine machine : machines) {
      replaced.add(machine.key());
      perVcpu(machine).ifPresent(each -> least.merge(series(machine), each, BigDecimal::min));
    }
    for (Machine machine : book.machines().values()) {
      perVcpu(machine)
          .filter(_ -> !replaced.contains(machine.key()) && least.containsKey(series(machine)))
          .ifPresent(each -> least.merge(series(machine), each, BigDecimal::min));
    }
    Set<String> found = new HashSet<>();
    for (Machine machine : machines) {
      BigDecimal limit = least.getOrDefault(series(machine), BigDecimal.ZERO);
      double share = perVcpu(machine).map(each -> ratio(each, limit)).orElse(1.0);
      if (share > OUTLIER) {
        found.add(machine.key());
        refuse(outlier(machine, share));
      }
    }
    return found;
  }

  private static double ratio(BigDecimal each, BigDecimal limit) {
    return each.doubleValue() / limit.doubleValue();
  }

  private static Problem outlier(Machine machine, double share) {
    return Problem.input(
        "prices.outlier",
        "%s costs %s more per vCPU than the cheapest of its series."
            .formatted(machine.key(), Numbers.percent(share - 1)),
        "Sizes of a series cost the same per vCPU; a Windows price among Linux ones looks so.",
        "Take the row of the Linux on-demand meter.");
  }

  /// Only where sizes of a series are known to cost the same per vCPU and GiB.
  private static Optional<BigDecimal> perVcpu(Machine machine) {
    boolean linear =
        !machine.hasAccelerator()
            && machine.category() != Machine.Category.BURSTABLE
            && machine.vcpu() >= 2;
    return linear
        ? machine
            .onDemand()
            .map(price -> BigDecimal.valueOf(price.each().amount().doubleValue() / machine.vcpu()))
        : Optional.empty();
  }

  private static String series(Machine machine) {
    return String.join(
        "/",
        machine.cloud(),
        machine.region(),
        machine.family(),
        Numbers.brief(machine.memoryGib() / machine.vcpu()));
  }
}
