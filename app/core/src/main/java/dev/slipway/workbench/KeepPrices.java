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
import dev.slipway.workbench.project.WriteProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// Shows the price book and its age, and imports the user's own rows.
public final class KeepPrices {

  /// What came of an import.
  ///
  /// @param file that now holds the user's rows
  /// @param taken rows that were accepted
  public record ImportResult(Path file, int taken, List<Problem> refused) {
    public ImportResult {
      refused = List.copyOf(refused);
    }
  }

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
    return PriceAge.warnings(bench.prices(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  /// Takes the rows of a file that look right into the user's own price files, from where they win
  /// over the shipped ones; the file's name says which table it is. Where no row is right, nothing
  /// is written.
  public ImportResult take(Path file, PriceImport.LargeChanges largeChanges)
      throws ProblemException {
    PriceTable table =
        PriceTable.of(String.valueOf(file.getFileName())).orElseThrow(() -> unknown(file));
    String text = Reading.text(file);
    PriceImport.Imported imported =
        PriceImport.refresh(bench.prices(), Map.of(table.file(), text), largeChanges);
    List<CsvTable.Row> rows =
        table == PriceTable.INSTANCES
            ? imported.accepted()
            : CsvTable.parse(table.file(), text).rows();
    Path kept = bench.home().prices().resolve(table.file());
    if (!rows.isEmpty()) {
      List<CsvTable.Row> older =
          Files.exists(kept) ? CsvTable.parse(table.file(), Reading.text(kept)).rows() : List.of();
      write.whole(kept, table.merged(older, rows), true);
    }
    return new ImportResult(kept, rows.size(), imported.refused());
  }

  private static ProblemException unknown(Path file) {
    return Problem.input(
            "prices.unknown-table",
            "It is not known which prices " + file.getFileName() + " holds.",
            "The file's name says which table it is; known are " + PriceTable.files() + ".",
            "Rename it; the columns are those of the shipped table of that name.")
        .asException();
  }
}
