// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Money;
import dev.slipway.base.Numbers;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.Extrapolation.Level;
import dev.slipway.cost.Services.Kind;
import dev.slipway.objective.Objectives.LoadShape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a bill's range is said to come from is what it comes from.
final class RangeDriversTest {

  private final PriceBook book;

  RangeDriversTest() throws ProblemException {
    this.book = Samples.book();
  }

  private Estimate estimate(EstimateRequest request) {
    return Estimator.estimate(request, book);
  }

  private EstimateRequest small() {
    EstimateRequest request = Samples.request(book);
    return request.with(request.scope().forTargets(List.of("kubernetes")));
  }

  /// So much traffic that nodes decide, in a cluster that is there already.
  private EstimateRequest large() {
    EstimateRequest request =
        Services.request(Kind.SENTENCE, Services.traffic(3_000, 0.5, LoadShape.OFFICE_HOURS), book);
    Scope vm = request.scope().forTargets(List.of("kubernetes"));
    return request.with(vm.on(Altered.of(vm.terms(), "existingCluster", true)));
  }

  private static BigDecimal width(Candidate of) {
    return of.month().high().amount().subtract(of.month().low().amount());
  }

  private String verdict(EstimateRequest request) {
    Money likely = estimate(request).chosen().orElseThrow().month().likely();
    return estimate(Altered.of(request, "budget", Optional.of(likely)))
        .budget()
        .orElseThrow()
        .because();
  }

  /// A gateway that may be there already was said to be how fast the machine is.
  @Test
  void aGatewayThatMayBePaidForIsNamedAndNoMeasurementIsAdvised() {
    List<String> drivers = estimate(small()).drivers();

    assertEquals("what the line 'NAT gateway' comes to: 0.00 to 98.55 USD", drivers.getFirst());
    String verdict = verdict(small());
    assertTrue(verdict.endsWith("above all for " + drivers.getFirst()), verdict);
    assertFalse(verdict.contains("a measurement on the target"), verdict);
  }

  @Test
  void aMeasurementOnTheTargetNarrowsTheRangeByWhatIsSaid() {
    EstimateRequest request = large();
    Estimate estimate = estimate(request);
    Candidate chosen = estimate.chosen().orElseThrow();
    double likely = new MachineOffers(new Offers(request), book).likelySpeed(chosen);
    Workload measured =
        request
            .workload()
            .with(
                List.of(
                    new Extrapolation.Measurement(
                        chosen.cloud(), chosen.type(), Level.SAME_PROFILE, likely, likely)));
    Candidate then =
        Estimator.repriced(chosen, Altered.of(request, "workload", measured), book).orElseThrow();

    BigDecimal narrower = width(chosen).subtract(width(then));
    assertTrue(narrower.signum() > 0, narrower.toString());
    assertEquals(
        "how fast %s is against the measured machine: %s of the range"
            .formatted(
                chosen.type(), Numbers.money(new Money(narrower, then.month().low().currency()))),
        estimate.drivers().getFirst());
    assertTrue(
        verdict(request).endsWith("a measurement on the target narrows the range"),
        verdict(request));
  }

  /// Nobody measures on Fargate what its price is planned with.
  @Test
  void noMeasurementIsAdvisedWhereNoneCounts() {
    EstimateRequest request =
        large().with(Samples.request(book).scope().forTargets(List.of("ecs")));

    Estimate estimate = estimate(request);

    assertEquals("fargate", estimate.chosen().orElseThrow().service());
    assertTrue(
        estimate.drivers().stream().anyMatch(text -> text.contains("'Fargate vCPU'")),
        estimate.drivers().toString());
    assertFalse(verdict(request).contains("a measurement on the target"), verdict(request));
  }
}
