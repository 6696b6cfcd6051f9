// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.evidence.Ledger;
import java.time.InstantSource;
import java.util.List;

/// Turns facts into evidence: the only way into the ledger.
public final class Trail {

  private final Ledger ledger;
  private final InstantSource clock;
  private final String version;
  private final String environment;

  public Trail(Ledger ledger, InstantSource clock, String version, String environment) {
    this.ledger = ledger;
    this.clock = clock;
    this.version = version;
    this.environment = environment;
  }

  /// Keeps facts about a project's release, all or none.
  ///
  /// @param command the command line that finds them again
  public void keep(OpenedProject opened, Sha256 model, String command, List<Fact> facts)
      throws ProblemException {
    keep(opened.records(), opened.release(model), command, facts);
  }

  /// The same where no project is at hand.
  ///
  /// @param project what its records are kept under
  public void keep(String project, String release, String command, List<Fact> facts)
      throws ProblemException {
    var origin = new Fact.Origin(project, release, version, environment, clock.instant(), command);
    ledger.append(facts.stream().map(fact -> fact.evidence(origin)).toList());
  }
}
