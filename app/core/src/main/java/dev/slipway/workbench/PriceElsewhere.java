// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Elsewhere;
import dev.slipway.cost.Estimate;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.PriceBook;
import dev.slipway.cost.Scope.Region;
import dev.slipway.cost.Workload;
import dev.slipway.objective.Project;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.report.Voyage;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Prices a service in other regions and clouds than `slipway.yaml` says. Nothing is kept.
public final class PriceElsewhere {

  private final PriceBook prices;
  private final InstantSource clock;

  PriceElsewhere(PriceBook prices, InstantSource clock) {
    this.prices = prices;
    this.clock = clock;
  }

  /// Where prices are known, by cloud and code.
  public List<Region> regions() {
    return prices.regions();
  }

  /// What the service would cost there, beside what it costs where it is to run; empty where
  /// nothing is chosen here.
  public Optional<Elsewhere> price(Voyage voyage, Region where) throws ProblemException {
    Optional<Candidate> chosen = voyage.estimate().flatMap(Estimate::chosen);
    if (chosen.isEmpty() || voyage.profile().isEmpty()) {
      return Optional.empty();
    }
    OpenedProject standing = voyage.standing();
    Project.Where other =
        standing
            .project()
            .release()
            .where()
            .at(Optional.of(where.cloud()), Optional.of(where.code()));
    Workload workload = Workload.of(voyage.profile().get().value(), prices, Optional.empty());
    EstimateRequest here = EstimateRequest.of(workload, standing.project());
    EstimateRequest there = EstimateRequest.of(workload, standing.at(other).project());
    there.scope().require(prices);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return Optional.of(Elsewhere.of(here, there, chosen.get(), prices, today));
  }
}
