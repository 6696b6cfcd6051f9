// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Started;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.checklist.Catalogue;
import dev.slipway.cost.PriceBook;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.RunLog;
import java.time.InstantSource;
import java.util.function.Supplier;

/// The stores and catalogues that the use cases share.
///
/// @param book prices, which may still be read while nobody asks for them
/// @param version of Slipway
public record Bench(
    Home home,
    Ledger ledger,
    RunLog runs,
    Supplier<PriceBook> book,
    TargetCatalogue targets,
    Catalogue catalogue,
    InstantSource clock,
    String version) {

  /// Prices, targets and checklist: those that ship, with what the user's home adds. None of them
  /// needs a ledger.
  ///
  /// @param prices waits for what ships, which nothing can be wrong with
  public record Catalogues(
      Supplier<PriceBook> prices, TargetCatalogue targets, Catalogue catalogue) {

    public static Catalogues of(Home home) throws ProblemException {
      Started<TargetCatalogue> targets =
          Started.begin(() -> TargetCatalogue.with(home.templateFolders()));
      Catalogue catalogue = Catalogue.parseJson(Shipped.text(Catalogue.SHIPPED_JSON));
      // The last: whoever asks for prices has other work to do before.
      Supplier<PriceBook> prices = Shipped.prices(home.prices());
      return new Catalogues(prices, targets.result(), catalogue);
    }
  }

  /// Those that ship, with what the user's home adds.
  public PriceBook prices() {
    return book.get();
  }

  /// With the stock of the user's home.
  public static Bench at(Home home, Ledger ledger, RunLog runs, InstantSource clock)
      throws ProblemException {
    return at(home, Catalogues.of(home), ledger, runs, clock);
  }

  public static Bench at(
      Home home, Catalogues catalogues, Ledger ledger, RunLog runs, InstantSource clock) {
    return new Bench(
        home,
        ledger,
        runs,
        catalogues.prices(),
        catalogues.targets(),
        catalogues.catalogue(),
        clock,
        Shipped.version());
  }
}
