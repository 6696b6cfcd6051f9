// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.cost.Bill.Amount;
import dev.slipway.cost.Bill.ScalesWith;
import dev.slipway.cost.Quantity.BalancerUnitHours;
import dev.slipway.cost.Quantity.GigabyteMonths;
import dev.slipway.cost.Quantity.Gigabytes;
import dev.slipway.cost.Quantity.Hours;
import dev.slipway.cost.Quantity.Millions;
import dev.slipway.cost.Quantity.Months;
import dev.slipway.cost.Scope.Region;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;

/// What a service pays besides its machines: cluster, load balancer, traffic, registry.
final class PlatformCosts {

  static final double SECONDS_OF_A_MONTH = 2_628_000;

  private final EstimateRequest request;
  private final PriceBook book;
  private final Region region;

  PlatformCosts(EstimateRequest request, PriceBook book, Region region) {
    this.request = request;
    this.book = book;
    this.region = region;
  }

  /// Of a service on Kubernetes nodes.
  Bill cluster() {
    Bill bill = new Bill();
    Amount month = Amount.fixed(730 * request.assumptions().platform().share());
    switch (region.cloud()) {
      case "aws" -> {
        bill.add(
            "EKS control plane", hours("eks", "cluster, standard"), Hours::new, month, nothing());
        awsBalancer(bill);
      }
      case "gcp" -> {
        bill.add("GKE cluster fee", hours("gke", "cluster"), Hours::new, month, nothing());
        bill.add(
            "load balancer", hours("load_balancing", "forwarding"), Hours::new, all(), nothing());
        bill.add(
            "load balancer data",
            price(Gigabytes::new, "load_balancing", "ingress data"),
            Gigabytes::new,
            gigabytes(request.assumptions().request().asked()),
            ScalesWith.REQUESTS);
      }
      case "azure" -> {
        bill.add("AKS standard tier", hours("aks", "standard"), Hours::new, month, nothing());
        bill.add("load balancer", hours("load_balancer", "rule"), Hours::new, all(), nothing());
        bill.add(
            "load balancer data",
            price(Gigabytes::new, "load_balancer", "data processed"),
            Gigabytes::new,
            gigabytes(request.assumptions().request().bytes()),
            ScalesWith.REQUESTS);
      }
      default -> {
        return bill;
      }
    }
    return traffic(bill);
  }

  /// Of containers on Fargate behind a load balancer.
  Bill fargate() {
    Bill bill = new Bill();
    awsBalancer(bill);
    return traffic(bill);
  }

  /// Of an offer with its own address.
  Bill addressed() {
    return traffic(new Bill());
  }

  private void awsBalancer(Bill bill) {
    bill.add("load balancer", hours("alb", "load balancer"), Hours::new, all(), nothing());
    double bytes = request.assumptions().request().bytes();
    double rate = request.traffic().average().perSecond();
    double units = Math.max(rate * bytes * 3600 / 1e9, rate / 1000);
    bill.add(
        "load balancer capacity",
        price(BalancerUnitHours::new, "alb", "capacity unit"),
        BalancerUnitHours::new,
        spread(units * 730),
        ScalesWith.REQUESTS);
  }

  private Bill traffic(Bill bill) {
    String service = region.cloud().equals("aws") ? "data_transfer" : "egress";
    bill.add(
        "traffic to the internet",
        price(Gigabytes::new, service, "internet egress"),
        Gigabytes::new,
        gigabytes(request.assumptions().request().answered()),
        ScalesWith.REQUESTS);
    if (region.cloud().equals("azure")) {
      bill.add(
          "registry",
          price(Months::new, "container_registry", "basic"),
          Months::new,
          Amount.fixed(1),
          nothing());
    } else if (request.workload().image().isPresent()) {
      double gigabytes =
          request.workload().image().get().count()
              / 1e9
              * request.assumptions().platform().versions();
      bill.add(
          "registry",
          price(
              GigabyteMonths::new,
              region.cloud().equals("aws") ? "ecr" : "artifact_registry",
              "image storage"),
          GigabyteMonths::new,
          Amount.fixed(gigabytes),
          nothing());
    }
    return bill;
  }

  /// Requests of a month, in millions.
  Amount millions() {
    return spread(request.traffic().average().perSecond() * SECONDS_OF_A_MONTH / 1e6);
  }

  <Q extends Quantity> Optional<UnitPrice<Q>> price(
      Function<BigDecimal, Q> unit, String service, String meter) {
    return book.meter(unit, region.cloud(), region.code(), service, meter);
  }

  private Optional<UnitPrice<Hours>> hours(String service, String meter) {
    return price(Hours::new, service, meter);
  }

  void requests(Bill bill, String service) {
    bill.add(
        "requests",
        price(Millions::new, service, "requests"),
        Millions::new,
        millions(),
        ScalesWith.REQUESTS);
  }

  private Amount gigabytes(double bytesPerRequest) {
    return millions().times(bytesPerRequest / 1e3);
  }

  private Amount spread(double likely) {
    Assumptions assumed = request.assumptions();
    return new Amount(likely * assumed.traffic().low(), likely, likely * assumed.traffic().high());
  }

  private static Amount all() {
    return Amount.fixed(BigDecimal.valueOf(730).doubleValue());
  }

  private static ScalesWith nothing() {
    return ScalesWith.NOTHING;
  }
}
