// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.cost.CsvTable;
import dev.slipway.cost.PriceAge;
import dev.slipway.cost.PriceBook;
import dev.slipway.cost.PriceImport;
import dev.slipway.cost.PriceTable;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Shipped;
import dev.slipway.workbench.project.WriteProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Shows the price book and its age, and imports the user's own rows.
public final class KeepPrices {

  /// What came of an import.
  ///
  /// @param file that holds the user's rows
  /// @param taken rows that were accepted
  /// @param changes what each of them changes, in words
  /// @param written whether the file was written
  public record ImportResult(
      Path file, int taken, List<Problem> refused, List<String> changes, boolean written) {
    public ImportResult {
      refused = List.copyOf(refused);
      changes = List.copyOf(changes);
    }
  }

  /// Whether an import is written, or only shown.
  public enum Writing {
    KEPT,
    SHOWN
  }

  /// What the user's prices were before the last import, beside them.
  private static final String BEFORE = ".before";

  private final Bench bench;
  private final InstantSource clock;
  private final WriteProject write = new WriteProject();

  KeepPrices(Bench bench) {
    this.bench = bench;
    clock = bench.clock();
  }

  public PriceBook book() {
    return bench.prices();
  }

  /// Which prices are too old to be trusted, today.
  public List<PriceAge.Warning> warnings() {
    return PriceAge.warnings(bench.prices(), today());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /// The rows of machines that count now.
  private Map<String, CsvTable.Row> machines() throws ProblemException {
    Map<String, CsvTable.Row> rows = new HashMap<>();
    Path kept = kept(PriceTable.INSTANCES);
    String users = Files.exists(kept) ? Reading.text(kept) : "";
    for (String text : List.of(Shipped.table(PriceTable.INSTANCES), users)) {
      for (CsvTable.Row row : CsvTable.parse(PriceTable.INSTANCES.file(), text).rows()) {
        rows.put(
            String.join("/", row.text("cloud"), row.text("region"), row.text("instance_type")),
            row);
      }
    }
    return rows;
  }

  /// Takes the rows of a file that look right into the user's own price files, from where they win
  /// over the shipped ones; the file's name says which table it is, and one that ends in `.json` is
  /// a provider's own. Where no row is right, nothing is written.
  public ImportResult take(Path file, PriceImport.LargeChanges largeChanges, Writing writing)
      throws ProblemException {
    String name = String.valueOf(file.getFileName());
    boolean published = name.endsWith(".json");
    PriceTable table = published ? PriceTable.INSTANCES : table(name);
    String text =
        published
            ? table.merged(List.of(), PublishedPrices.machines(file, machines(), today()))
            : Reading.text(file);
    PriceImport.Imported imported =
        PriceImport.refresh(bench.prices(), Map.of(table.file(), text), largeChanges);
    List<CsvTable.Row> rows = imported.accepted();
    Path kept = kept(table);
    String before = Files.exists(kept) ? Reading.text(kept) : "";
    List<CsvTable.Row> older = CsvTable.parse(table.file(), before).rows();
    boolean written = writing == Writing.KEPT && !rows.isEmpty();
    if (written) {
      write.whole(undone(kept), before, true);
      write.whole(kept, table.merged(older, rows), true);
    }
    return new ImportResult(
        kept, rows.size(), imported.refused(), changes(table, older, rows), written);
  }

  /// Takes the last import of a table back.
  ///
  /// @return the file that holds what was before; it is gone where there was nothing
  public Path undo(String name) throws ProblemException {
    Path kept = kept(table(name));
    Path before = undone(kept);
    if (!Files.exists(before)) {
      throw Problem.input(
              "prices.nothing-to-undo",
              "No import of " + name + " can be taken back.",
              "Only the last one can, and it was none, or is undone already.",
              "Look at " + kept + ", which holds your own prices.")
          .asException();
    }
    String text = Reading.text(before);
    try {
      if (text.isEmpty()) {
        Files.deleteIfExists(kept);
      } else {
        write.whole(kept, text, true);
      }
      Files.delete(before);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "prices.not-undone",
              "The import of " + name + " was not taken back",
              String.valueOf(e.getMessage()),
              "Copy " + before + " over " + kept + " by hand."),
          e);
    }
    return kept;
  }

  /// The columns of a table, and a row as an example.
  public String template(String name) throws ProblemException {
    return Shipped.table(table(name)).lines().limit(2).collect(Collectors.joining("\n", "", "\n"));
  }

  private Path kept(PriceTable table) {
    return bench.home().prices().resolve(table.file());
  }

  private static Path undone(Path kept) {
    return kept.resolveSibling(kept.getFileName() + BEFORE);
  }

  /// Each value that differs from the one that counted so far.
  private static List<String> changes(
      PriceTable table, List<CsvTable.Row> users, List<CsvTable.Row> taken)
      throws ProblemException {
    Map<String, CsvTable.Row> known = new HashMap<>();
    if (table.ships()) {
      for (CsvTable.Row row : CsvTable.parse(table.file(), Shipped.table(table)).rows()) {
        known.put(table.keyOf(row), row);
      }
    }
    users.forEach(row -> known.put(table.keyOf(row), row));
    List<String> changes = new ArrayList<>();
    for (CsvTable.Row row : taken) {
      CsvTable.Row before = known.get(table.keyOf(row));
      String text = before == null ? "new" : differences(before, row);
      if (!text.isEmpty()) {
        changes.add(table.keyOf(row) + ": " + text);
      }
    }
    return changes;
  }

  private static String differences(CsvTable.Row before, CsvTable.Row after) {
    return after.cells().keySet().stream()
        .filter(column -> !before.text(column).equals(after.text(column)))
        .map(column ->
            "%s %s instead of %s"
                .formatted(column, shown(after.text(column)), shown(before.text(column))))
        .collect(Collectors.joining("; "));
  }

  private static String shown(String text) {
    return text.isEmpty() ? "nothing" : text;
  }

  private static PriceTable table(String name) throws ProblemException {
    return PriceTable.of(name).orElseThrow(() -> unknown(name));
  }

  private static ProblemException unknown(String name) {
    return Problem.input(
            "prices.unknown-table",
            "It is not known which prices " + name + " holds.",
            "The file's name says which table it is; known are " + PriceTable.files() + ".",
            "Rename it; the columns are those of the shipped table of that name.")
        .asException();
  }
}
