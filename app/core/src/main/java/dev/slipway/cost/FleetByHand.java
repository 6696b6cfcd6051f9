// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.base.Words;
import dev.slipway.objective.SetByHand;
import dev.slipway.objective.Settable;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// What somebody set of a fleet by hand. It is priced as it is set; whether it holds what it must
/// is the plan's to say.
///
/// @param fewest replicas that always run
/// @param most replicas that the autoscaler may start
/// @param staging replicas beside those of production
/// @param millicores CPU request of a replica
/// @param memory of a replica
public record FleetByHand(
    Optional<Integer> fewest,
    Optional<Integer> most,
    Optional<Integer> staging,
    Optional<Integer> millicores,
    Optional<Bytes> memory) {

  public static final FleetByHand NONE = of(Map.of());

  public static FleetByHand of(Map<Settable, SetByHand> set) {
    return new FleetByHand(
        whole(set, Settable.REPLICAS_MIN),
        whole(set, Settable.REPLICAS_MAX),
        whole(set, Settable.REPLICAS_STAGING),
        whole(set, Settable.CPU_REQUEST),
        whole(set, Settable.MEMORY_LIMIT).map(Bytes::mebibytes));
  }

  /// Whether it is set how many replicas there may be.
  public boolean isCounted() {
    return fewest.isPresent() || most.isPresent();
  }

  /// Replicas that a fleet needs beyond what is set: of those that always run, or at the peak; 0
  /// where it holds with what is set.
  public int missing(Fleet fleet) {
    return Math.max(
        fewest.map(count -> fleet.fewest() - count).filter(more -> more > 0).orElse(0),
        most.map(count -> fleet.atPeak() - count).filter(more -> more > 0).orElse(0));
  }

  /// The same of an offer; 0 for one whose replicas are not sized here.
  public int missing(Candidate offer) {
    return offer.fleet().map(this::missing).orElse(0);
  }

  /// How many replicas an offer has at the peak, for a person: `6 replicas`, and whether what is
  /// set would be too few.
  public String replicas(Candidate offer) {
    String count = Words.count(offer.replicas(), "replica");
    return missing(offer) == 0 ? count : count + ", and what is set by hand would be too few";
  }

  /// What is set, for a person: `at least 4 replicas, 512 MiB each`; empty where nothing is.
  public Optional<String> said() {
    var said = new StringJoiner(", ");
    fewest.ifPresent(count -> said.add("at least " + Words.count(count, "replica")));
    most.ifPresent(count -> said.add("at most " + Words.count(count, "replica")));
    staging.ifPresent(count -> said.add(count + " in staging"));
    millicores.ifPresent(count -> said.add(count + " millicores each"));
    memory.ifPresent(bytes -> said.add(bytes.mebibytesUp() + " MiB each"));
    return Optional.of(said.toString()).filter(words -> !words.isEmpty());
  }

  private static Optional<Integer> whole(Map<Settable, SetByHand> set, Settable which) {
    return Optional.ofNullable(set.get(which)).map(each -> each.value().intValue());
  }
}
