// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// One way to run the service: a machine type or a serverless offer, how many, and what it costs.
///
/// @param cloud `aws`, `gcp` or `azure`
/// @param service `vm`, `fargate` or `cloud-run`
/// @param type machine type, or the configured size of a serverless offer
/// @param architecture `x86_64` or `arm64`
/// @param replicas at peak, spread over zones
/// @param nodes machines that the replicas are packed on at peak; 0 for serverless
/// @param binding what decides the number of replicas: `slo`, `utilisation`, `availability` or
///   `memory`
/// @param month cost of a month of 730 hours at the stated traffic
/// @param perThousand cost of 1,000 predictions at the stated mean traffic
/// @param perThousandFull the same when the sized capacity is full
/// @param meetsSlo probability, 0 to 1, that the latency objectives hold, given the stated
///   uncertainty
/// @param lines where the money goes
/// @param apart charges that are not in it, each with what it is likely to come to
/// @param pricesOf the oldest price in it; [LocalDate#EPOCH] where none has a date
/// @param badge the weakest input: `measured here`, `measured on target`, `catalogue` or `assumed`;
///   `catalogue, disturbed` where other programs used the machine that was measured
/// @param fleet the replicas that are priced; empty when they were not sized here
/// @param carbon kilograms of CO2 equivalent in a month, where the grid is known
public record Candidate(
    String cloud,
    String region,
    String service,
    String type,
    String architecture,
    double vcpu,
    Bytes memory,
    int replicas,
    int nodes,
    String binding,
    CostRange month,
    CostRange perThousand,
    CostRange perThousandFull,
    double meetsSlo,
    List<Line> lines,
    List<String> apart,
    LocalDate pricesOf,
    String badge,
    List<String> notes,
    Optional<Fleet> fleet,
    Optional<Double> carbon) {

  public Candidate {
    lines = List.copyOf(lines);
    apart = List.copyOf(apart);
    notes = List.copyOf(notes);
  }

  /// What is offered, however many of it are taken: `aws us-east-1 t3a.large`, or `aws us-east-1
  /// fargate 1 vCPU 2 GB arm64`, since only a machine's type says its architecture.
  public String offer() {
    return service.equals("vm")
        ? "%s %s %s".formatted(cloud, region, type)
        : "%s %s %s %s %s".formatted(cloud, region, service, type, architecture);
  }

  /// Whether it rests on a run that other programs disturbed.
  public boolean disturbed() {
    return badge.endsWith(Workload.DISTURBED);
  }

  /// How old what it is priced with is: `prices of 2026-09-03`.
  public String dated() {
    return pricesOf.equals(LocalDate.EPOCH) ? "prices without a date" : "prices of " + pricesOf;
  }

  /// Machines that are paid for on average over a day; 0 for serverless.
  public double averageNodes() {
    return lines.stream()
            .filter(line -> nodes > 0 && line.what().startsWith("nodes "))
            .mapToDouble(Line::quantity)
            .sum()
        / PlatformCosts.HOURS_OF_A_MONTH;
  }

  /// Quantity times price, as on a bill.
  ///
  /// @param asOf date of the price; empty where it is unknown or its source does not say
  public record Line(
      String what,
      double quantity,
      String unit,
      String unitPrice,
      CostRange month,
      Optional<LocalDate> asOf) {

    public boolean priced() {
      return !month.atLeast();
    }

    /// `price of 2026-09-03`
    public String dated() {
      return "price " + asOf.map(date -> "of " + date).orElse("without a date");
    }
  }
}
