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

/// What the use cases work with.
///
/// @param version of Slipway
public record Bench(
    Home home,
    Ledger ledger,
    RunLog runs,
    PriceBook prices,
    TargetCatalogue targets,
    Catalogue catalogue,
    InstantSource clock,
    String version) {

  /// What is shipped, and what the user's home adds to it. None of it needs a ledger.
  public record Stock(PriceBook prices, TargetCatalogue targets, Catalogue catalogue) {

    public static Stock of(Home home) throws ProblemException {
      Started<PriceBook> prices = Started.begin(() -> Shipped.prices(home.prices()));
      Started<TargetCatalogue> targets =
          Started.begin(() -> TargetCatalogue.with(home.templateFolders()));
      Catalogue catalogue = Catalogue.parse(Shipped.text(Catalogue.SHIPPED));
      return new Stock(prices.result(), targets.result(), catalogue);
    }
  }

  /// With the stock of the user's home.
  public static Bench at(Home home, Ledger ledger, RunLog runs, InstantSource clock)
      throws ProblemException {
    return at(home, Stock.of(home), ledger, runs, clock);
  }

  public static Bench at(Home home, Stock stock, Ledger ledger, RunLog runs, InstantSource clock) {
    return new Bench(
        home,
        ledger,
        runs,
        stock.prices(),
        stock.targets(),
        stock.catalogue(),
        clock,
        Shipped.version());
  }
}
