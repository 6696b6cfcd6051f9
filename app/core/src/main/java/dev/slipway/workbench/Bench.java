// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
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
    return new Bench(
        home,
        ledger,
        runs,
        Shipped.prices(home.prices()),
        TargetCatalogue.with(home.templateFolders()),
        Catalogue.parse(Shipped.text(Catalogue.SHIPPED)),
        clock,
        Shipped.version());
  }
}
