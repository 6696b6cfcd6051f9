// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import dev.slipway.base.ProblemException;
import java.util.List;

/// Keeps evidence: append-only, each record of a project chained to the one before by its hash.
/// Threads and processes may use it at once.
public interface Ledger extends AutoCloseable {

  /// Keeps records and waivers, all or none, and returns once they are safe.
  void take(List<Evidence> records, List<Waiver> waivers) throws ProblemException;

  /// Keeps records, all or none, and returns once they are safe.
  default void append(List<Evidence> records) throws ProblemException {
    take(records, List.of());
  }

  /// The records of a project, oldest first.
  List<Entry> entries(String project) throws ProblemException;

  /// Keeps a waiver.
  default void waive(Waiver waiver) throws ProblemException {
    take(List.of(), List.of(waiver));
  }

  /// The waivers of a project, oldest first; without those that were altered after they were kept.
  List<Waiver> waivers(String project) throws ProblemException;

  /// How many waivers of a project were altered after they were kept.
  int alteredWaivers(String project) throws ProblemException;

  @Override
  void close();

  /// A record where it stands in the chain.
  ///
  /// @param sequence grows from record to record; not without gaps
  /// @param intact whether its hash and its link to the record before hold
  record Entry(long sequence, Evidence evidence, String hash, boolean intact) {}
}
