// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.bundle.TargetCatalogue;
import dev.slipway.checklist.Catalogue;
import dev.slipway.checklist.Ledger;
import dev.slipway.checklist.RunLog;
import dev.slipway.cost.PriceBook;
import dev.slipway.objective.ProjectParser;
import java.time.InstantSource;

/// What the use cases work with; each front end puts one together.
///
/// @param version of Slipway
public record Bench(
    Home home,
    Ledger ledger,
    RunLog runs,
    ProjectParser parser,
    PriceBook prices,
    TargetCatalogue targets,
    Catalogue catalogue,
    InstantSource clock,
    String version) {}
