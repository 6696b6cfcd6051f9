// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Numbers;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.CostReasons.Reason;
import dev.slipway.objective.SetByHand;
import dev.slipway.objective.Settable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// `slipway explain cost`: each figure says what it counts, and each price how old it is itself.
final class CostReasonsTest {

  private final Estimate estimate;
  private final Candidate chosen;

  CostReasonsTest() throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest request = Samples.request(book);
    this.estimate =
        Estimator.estimate(request.with(request.scope().forTargets(List.of("kubernetes"))), book);
    this.chosen = estimate.chosen().orElseThrow();
  }

  private static Reason reason(Map<String, Reason> reasons, String key) {
    return Optional.ofNullable(reasons.get(CostReasons.PREFIX + key)).orElseThrow();
  }

  @Test
  void replicasAndMachinesAreThoseOfThePeakAndTheAverageIsPaidFor() {
    Map<String, Reason> reasons = CostReasons.of(estimate);

    assertEquals("Replicas at the peak", reason(reasons, "replicas").title());
    Reason nodes = reason(reasons, "nodes");
    assertEquals("Machines at the peak", nodes.title());
    assertEquals(String.valueOf(chosen.nodes()), nodes.value());
    double hours = chosen.lines().getLast().quantity();
    assertTrue(hours > 0 && hours <= chosen.nodes() * 730.0, chosen.lines().toString());
    assertTrue(
        nodes
            .because()
            .matches(".* replicas? on .*: a node has room for \\d+ replicas?; on average .*"),
        nodes.because());
    assertTrue(
        nodes
            .because()
            .endsWith("on average %s are paid for".formatted(Numbers.brief(hours / 730))),
        nodes.because());
  }

  @Test
  void whatIsSetByHandIsSaidToDecide() throws ProblemException {
    PriceBook book = Samples.book();
    var set =
        new TreeMap<>(Map.of(Settable.REPLICAS_MIN, new SetByHand(new BigDecimal(60), "Ana")));
    Estimate larger =
        Estimator.estimate(
            EstimateRequest.of(Samples.workload(book), Samples.project().with(set)), book);

    assertEquals(
        new Reason(
            "Replicas at the peak",
            "60",
            "decided by replicas.min as set by hand, at the stated peak"),
        reason(CostReasons.of(larger), "replicas"));
  }

  @Test
  void eachPriceHasItsOwnDate() {
    Map<String, Reason> reasons = CostReasons.of(estimate);

    String dated = "price of " + chosen.lines().getLast().asOf().orElseThrow();
    assertTrue(
        reasons.values().stream().anyMatch(reason -> reason.because().endsWith(dated)),
        reasons.toString());
    Candidate.Line undated = Altered.of(chosen.lines().getFirst(), "asOf", Optional.empty());
    assertTrue(only(undated).endsWith("; price without a date"), only(undated));
  }

  @Test
  void aPriceThatNobodyKnowsIsNoPrice() {
    Candidate.Line line = chosen.lines().getFirst();
    Candidate.Line unknown =
        Altered.of(
            line, "month", Altered.of(line.month(), "atLeast", true), "unitPrice", "unknown");

    String because = only(unknown);

    assertTrue(because.contains("its price in aws us-east-1 is unknown"), because);
    assertTrue(!because.contains("×") && !because.contains("1970"), because);
  }

  /// Why the one line of a bill is what it is, where no price in it has a date.
  private String only(Candidate.Line line) {
    Candidate one = Altered.of(chosen, "lines", List.of(line), "pricesOf", LocalDate.EPOCH);
    Map<String, Reason> reasons = CostReasons.of(Altered.of(estimate, "chosen", Optional.of(one)));
    assertEquals("prices without a date", one.dated());
    return reasons.entrySet().stream()
        .filter(each -> each.getKey().startsWith(CostReasons.PREFIX + "lines."))
        .map(each -> each.getValue().because())
        .findFirst()
        .orElseThrow();
  }
}
