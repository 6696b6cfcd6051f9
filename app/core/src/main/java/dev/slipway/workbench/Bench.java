// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Started;
import dev.slipway.bundle.TargetCatalogue;
import dev.slipway.checklist.Catalogue;
import dev.slipway.checklist.Ledger;
import dev.slipway.checklist.RunLog;
import dev.slipway.cost.PriceBook;
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

  /// With the shipped prices, targets and checklist, and what the user's home adds to them.
  public static Bench at(Home home, Ledger ledger, RunLog runs, InstantSource clock)
      throws ProblemException {
    Started<PriceBook> prices = Started.begin(() -> Shipped.prices(home.prices()));
    Started<TargetCatalogue> targets =
        Started.begin(() -> TargetCatalogue.with(home.templateFolders()));
    Catalogue catalogue = Catalogue.parse(Shipped.text(Catalogue.SHIPPED));
    return new Bench(
        home, ledger, runs, prices.result(), targets.result(), catalogue, clock, Shipped.version());
  }
}
