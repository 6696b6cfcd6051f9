// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import java.time.Duration;
import java.util.Set;

/// A first guess at what a model needs, from its bytes alone and before anything is measured: the
/// roofline of one core, with wide bounds. A profile replaces it.
///
/// @param memory of the serving process
/// @param bound which way the times are to be read
/// @param fastest time of one row on a fast core
/// @param slowest time of one row on a slow core
/// @param workAssumed what the times rest on, in words
public record FitEstimate(
    Bytes memory, Bound bound, Duration fastest, Duration slowest, String workAssumed) {

  /// How the times relate to what will be measured.
  public enum Bound {
    /// The operations of one row were counted.
    BETWEEN,
    /// Each parameter was counted as used, and a row uses fewer: trees are such models.
    AT_MOST,
    /// Each parameter was counted as used once, and open sizes make it more.
    AT_LEAST
  }

  /// How the memory relates to what a machine has.
  public enum Fit {
    FITS,
    /// More than half of it: little is left for requests and for others.
    TIGHT,
    TOO_LARGE
  }

  /// What decides the guess.
  ///
  /// @param flops floating-point operations of one row
  record Work(Bytes weights, long flops, Bound bound) {}

  private static final long COPIES = 3;
  private static final Bytes PROCESS = new Bytes(150_000_000);
  private static final double FAST_FLOPS = 100e9;
  private static final double SLOW_FLOPS = 5e9;
  private static final double FAST_BYTES = 20e9;
  private static final double SLOW_BYTES = 4e9;
  private static final double MOST_NANOS = 4e18;
  private static final Duration FAST_CALL = Duration.ofNanos(5_000);
  private static final Duration SLOW_CALL = Duration.ofNanos(200_000);

  /// Operators whose insides run as often as the input says.
  private static final Set<String> REPEATED = Set.of("If", "Loop", "Scan");

  public static FitEstimate of(Inspection inspection) {
    long weights =
        inspection.parameterBytes().values().stream()
            .mapToLong(Bytes::count)
            .reduce(0, OperatorCost::saturated);
    var all = new Bytes(Math.max(inspection.model().size().count(), weights));
    if (inspection.flops().isPresent()) {
      return of(new Work(all, inspection.flops().getAsLong(), Bound.BETWEEN));
    }
    boolean open =
        inspection.graph().nodes().stream()
            .anyMatch(node ->
                FlopCount.isHeavy(node.domain(), node.operator())
                    || REPEATED.contains(node.operator()));
    long once = OperatorCost.saturated(inspection.parameters(), inspection.parameters());
    return of(new Work(all, once, open ? Bound.AT_LEAST : Bound.AT_MOST));
  }

  static FitEstimate of(Work work) {
    return new FitEstimate(
        memory(work.weights()),
        work.bound(),
        time(work, FAST_FLOPS, FAST_BYTES).plus(FAST_CALL),
        time(work, SLOW_FLOPS, SLOW_BYTES).plus(SLOW_CALL),
        words(work));
  }

  /// @param machine memory that there is
  public Fit in(Bytes machine) {
    if (memory.count() > machine.count()) {
      return Fit.TOO_LARGE;
    }
    return memory.count() > machine.count() / 2 ? Fit.TIGHT : Fit.FITS;
  }

  /// What the memory rests on, in words.
  public String memoryAssumed() {
    return "The weights are held %d times: as read, as tensors, and in the layout of the kernels. Java and the runtime take %s. What requests need comes on top."
        .formatted(COPIES, PROCESS);
  }

  private static Bytes memory(Bytes weights) {
    boolean beyond = weights.count() > (Long.MAX_VALUE - PROCESS.count()) / COPIES;
    return new Bytes(beyond ? Long.MAX_VALUE : COPIES * weights.count() + PROCESS.count());
  }

  /// Whichever takes longer: to calculate, or to fetch the weights.
  private static Duration time(Work work, double flops, double bytes) {
    double seconds = Math.max(work.flops() / flops, work.weights().count() / bytes);
    return Duration.ofNanos((long) Math.min(seconds * 1e9, MOST_NANOS));
  }

  private static String words(Work work) {
    String counted =
        switch (work.bound()) {
          case BETWEEN ->
              "One row takes %s floating-point operations.".formatted(Numbers.large(work.flops()));
          case AT_MOST ->
              "Each parameter is counted as used once a row; trees use far fewer of them.";
          case AT_LEAST ->
              "Sizes are open, so each parameter is counted as used once a row; larger inputs take"
                  + " longer.";
        };
    return counted
        + " One core calculates %s to %s operations and fetches %s to %s a second. A call takes %s to %s besides."
            .formatted(
                Numbers.large((long) SLOW_FLOPS),
                Numbers.large((long) FAST_FLOPS),
                new Bytes((long) SLOW_BYTES),
                new Bytes((long) FAST_BYTES),
                Durations.exact(FAST_CALL),
                Durations.exact(SLOW_CALL));
  }
}
