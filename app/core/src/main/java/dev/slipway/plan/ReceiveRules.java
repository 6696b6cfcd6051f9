// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.objective.Access.Tls;
import dev.slipway.plan.Choice.Basis;
import dev.slipway.serving.admission.AdmissionLimits;
import java.time.Duration;

/// What callers may take before they are answered, so that no one chokes a replica: all from its
/// memory, by the rules that the runtime has itself.
final class ReceiveRules {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int RATE = 8;

  void choose(Draft draft) {
    long heap =
        ((long) draft.value(PlanKeys.MEMORY_LIMIT) << 20)
            * draft.value(PlanKeys.HEAP_PERCENT)
            / 100;
    int largest = draft.value(PlanKeys.REQUEST_LIMIT);
    int share = Math.toIntExact(AdmissionLimits.bytesOf(heap) >> 10);
    draft.put(
        PlanKeys.RECEIVE_MEMORY,
        Math.max(largest, share),
        Basis.RULE,
        share < largest
            ? "the largest request alone (%s) needs more than a quarter of the heap of %s"
                .formatted(new Bytes((long) largest << 10).inMemory(), new Bytes(heap).inMemory())
            : ("a quarter of the heap of %s, so callers who send slowly, or more than can be run,"
                    + " leave the rest to the requests that run; beyond it slow requests are ended"
                    + " with 408, and new ones refused with 503")
                .formatted(new Bytes(heap).inMemory()));
    draft.put(
        PlanKeys.RECEIVE_PATIENCE,
        Math.toIntExact(PATIENCE.toMillis()),
        Basis.ASSUMED,
        "%s are many times what headers take over a poor line; what your callers need was not measured"
            .formatted(Durations.exact(PATIENCE)));
    draft.put(
        PlanKeys.RECEIVE_RATE,
        RATE,
        Basis.ASSUMED,
        ("a poor mobile line brings more than %d KiB/s; at that rate the largest body (%s) takes %s"
                + " besides")
            .formatted(
                RATE,
                new Bytes((long) largest << 10).inMemory(),
                Durations.exact(Duration.ofSeconds(Math.ceilDiv(largest, RATE)))));
    boolean encrypted = draft.value(AccessKeys.TLS).equals(Words.id(Tls.MOUNTED));
    int connections = AdmissionLimits.connectionsOf(heap, encrypted);
    draft.put(
        PlanKeys.CONNECTIONS,
        connections,
        Basis.RULE,
        why(connections, heap, encrypted)
            + "; one more closes the one that has said nothing for longest");
  }

  private static String why(int connections, long heap, boolean encrypted) {
    String all = new Bytes(heap).inMemory();
    String each = new Bytes(AdmissionLimits.bytesOfAConnection(encrypted)).inMemory();
    return switch (connections) {
      case AdmissionLimits.MOST_CONNECTIONS ->
          "an eighth of the heap of %s holds the %s that are the most without asking, of %s each"
              .formatted(all, Numbers.count(connections), each);
      case AdmissionLimits.FEWEST_CONNECTIONS ->
          "%s are the fewest that serve; an eighth of the heap of %s holds no more, of %s each"
              .formatted(Numbers.count(connections), all, each);
      default ->
          "an eighth of the heap of %s holds %s of %s each"
              .formatted(all, Numbers.count(connections), each);
    };
  }
}
