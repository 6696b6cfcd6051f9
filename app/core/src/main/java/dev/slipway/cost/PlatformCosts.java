// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import dev.slipway.base.Numbers;
import dev.slipway.cost.Bill.Amount;
import dev.slipway.cost.Bill.ScalesWith;
import dev.slipway.cost.Quantity.BalancerUnitHours;
import dev.slipway.cost.Quantity.GigabyteMonths;
import dev.slipway.cost.Quantity.Gigabytes;
import dev.slipway.cost.Quantity.Hours;
import dev.slipway.cost.Quantity.Millions;
import dev.slipway.cost.Quantity.Months;
import dev.slipway.cost.Scope.Region;
import dev.slipway.cost.Scope.Way;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;

/// What a service pays besides its machines: cluster, way in, network, traffic, logs, registry.
/// What the bundle does not contain is not charged, but named with its likely size.
final class PlatformCosts {

  static final double SECONDS_OF_A_MONTH = 2_628_000;

  static final double HOURS_OF_A_MONTH = 730;

  /// Where an unknown price would come to less than this at the dearest that is known, it is named
  /// beside the bill and does not make the whole of it "at least".
  private static final Money SLIGHT = Money.usd("5");

  /// Of one line of the service's log, which writes one for each request that fails.
  private static final double LOGGED_BYTES = 500;

  /// Requests that fail, of all.
  private static final Amount FAILING = new Amount(0, 0.001, 0.01);

  /// A second, of a capacity unit of an application load balancer.
  private static final double NEW_CONNECTIONS = 25;

  /// Gigabytes of an image, where none was built yet.
  private static final Amount IMAGE = new Amount(0.15, 0.3, 0.6);

  private final EstimateRequest request;
  private final PriceBook book;
  private final Region region;
  private final Payload payload;

  PlatformCosts(EstimateRequest request, PriceBook book, Region region) {
    this.request = request;
    this.book = book;
    this.region = region;
    payload = Payload.of(request);
  }

  /// Of a service on Kubernetes nodes, without what each node costs.
  Bill cluster() {
    Bill bill = new Bill();
    fee(bill);
    wayIn(bill);
    gateways(bill, way());
    betweenZones(bill);
    logs(bill, region.cloud().equals("gcp"));
    bill.leave("metrics: your own Prometheus keeps them; a hosted one charges by what it takes in");
    traffic(bill, way() == Way.INTERNET);
    return bill;
  }

  /// Of containers on Fargate behind a load balancer, in a network of the user's own. That of the
  /// target `ecs` is an internal one, whatever leads to the cluster that is exported beside it.
  Bill fargate() {
    Way in = request.scope().isExported() ? Way.PRIVATE : way();
    Bill bill = new Bill();
    awsBalancer(bill);
    gateways(bill, in);
    logs(bill, true);
    if (request.scope().isExported()) {
      bill.leave("the template's alarms, and keeping logs: their prices are in no table");
    }
    traffic(bill, in == Way.INTERNET);
    return bill;
  }

  /// Of an offer with its own address.
  Bill addressed() {
    Bill bill = new Bill();
    logs(bill, true);
    traffic(bill, true);
    return bill;
  }

  private Way way() {
    return request.scope().terms().way();
  }

  /// The share of what a cluster and its network cost that this service carries.
  private double share() {
    return request.scope().isPaid(region) ? 0 : request.assumptions().platform().share();
  }

  private void fee(Bill bill) {
    if (share() == 0) {
      bill.leave("the cluster's fee and its way out: they are there and paid for already");
      return;
    }
    Amount month = Amount.fixed(HOURS_OF_A_MONTH * share());
    switch (region.cloud()) {
      case "aws" -> fixed(bill, "EKS control plane", hours("eks", "cluster, standard"), month);
      case "gcp" -> fixed(bill, "GKE cluster fee", hours("gke", "cluster"), month);
      case "azure" -> fixed(bill, "AKS standard tier", hours("aks", "standard"), month);
      default -> {}
    }
  }

  private void wayIn(Bill bill) {
    if (!way().balanced()) {
      String why =
          way() == Way.GATEWAY
              ? "KServe's own gateway leads to the service"
              : "release.options.kubernetes.entry is none";
      balancer()
          .ifPresent(hour ->
              bill.leave(
                  "a load balancer: the bundle has none, since %s; about %s a month"
                      .formatted(why, Numbers.money(hour.of(Hours.OF_A_MONTH)))));
      return;
    }
    switch (region.cloud()) {
      case "aws" -> awsBalancer(bill);
      case "gcp" -> {
        fixed(bill, "load balancer", balancer(), month());
        minor(
            bill,
            "load balancer data",
            price(Gigabytes::new, "load_balancing", "ingress data"),
            gigabytes(payload.asked()),
            "ingress data");
      }
      case "azure" -> {
        fixed(bill, "load balancer", balancer(), month());
        minor(
            bill,
            "load balancer data",
            price(Gigabytes::new, "load_balancer", "data processed"),
            gigabytes(payload.both()),
            "data processed");
      }
      default -> {}
    }
  }

  /// Up to five rules of a load balancer, or one application load balancer.
  private Optional<UnitPrice<Hours>> balancer() {
    return switch (region.cloud()) {
      case "aws" -> hours("alb", "load balancer");
      case "gcp" -> hours("load_balancing", "forwarding rule");
      case "azure" -> hours("load_balancer", "rule");
      default -> Optional.empty();
    };
  }

  /// A capacity unit holds a gigabyte an hour, 25 new connections a second or 3,000 that are open
  /// in a minute. Its ten free rules are more than the bundle's one. Callers that keep connections
  /// open need none for a request, and hold few: a request would have to take 27 seconds before
  /// those in hand weigh more than the fewest bytes. Others open one for each.
  private void awsBalancer(Bill bill) {
    fixed(bill, "load balancer", balancer(), month());
    Amount gigabytesAnHour = gigabytes(payload.both()).times(1 / HOURS_OF_A_MONTH);
    double connections = millions().high() * 1e6 / SECONDS_OF_A_MONTH / NEW_CONNECTIONS;
    if (connections > gigabytesAnHour.high()) {
      bill.note(
          "callers that do not keep connections open need %s capacity units of the load balancer:"
                  .formatted(Numbers.digits(connections, 2))
              + " the high end of the range");
    }
    Amount units =
        new Amount(
            gigabytesAnHour.low(),
            gigabytesAnHour.likely(),
            Math.max(gigabytesAnHour.high(), connections));
    bill.add(
        "load balancer capacity",
        price(BalancerUnitHours::new, "alb", "capacity unit"),
        BalancerUnitHours::new,
        units.times(HOURS_OF_A_MONTH),
        ScalesWith.REQUESTS);
  }

  /// The way out for nodes without an address of their own. Whether there is one already, and one
  /// for each zone, nobody has said; AWS has them by the zone.
  Amount gatewaysNeeded() {
    int zones = request.assumptions().headroom().zones();
    return new Amount(0, share(), region.cloud().equals("aws") ? zones * share() : share());
  }

  private void gateways(Bill bill, Way in) {
    Amount needed = gatewaysNeeded();
    if (!needed.isNothing() && !region.cloud().equals("gcp")) {
      fixed(bill, "NAT gateway", hours("nat_gateway", "gateway"), needed.times(HOURS_OF_A_MONTH));
    }
    addresses(bill, needed, in);
    Optional<UnitPrice<Gigabytes>> through =
        price(
            Gigabytes::new,
            region.cloud().equals("gcp") ? "cloud_nat" : "nat_gateway",
            "data processed");
    through.ifPresent(each ->
        bill.leave(
            "what nodes fetch through NAT, such as images: %s a GB"
                .formatted(Numbers.money(each.each()))));
  }

  private void addresses(Bill bill, Amount gateways, Way in) {
    int zones = request.assumptions().headroom().zones();
    double ofBalancer =
        switch (region.cloud()) {
          case "aws" -> zones;
          case "azure" -> 1;
          default -> 0;
        };
    Amount needed =
        gateways.plus(Amount.fixed(in == Way.INTERNET ? ofBalancer : 0)).times(HOURS_OF_A_MONTH);
    Optional<UnitPrice<Hours>> each =
        switch (region.cloud()) {
          case "aws" -> hours("public_ipv4", "address in use");
          case "gcp" -> hours("external_ip", "address in use");
          case "azure" -> hours("public_ip", "static regional");
          default -> Optional.empty();
        };
    if (!needed.isNothing()) {
      minor(bill, "public IPv4 addresses", each, Hours::new, needed, "address", ScalesWith.NOTHING);
    }
  }

  /// Callers and replicas that are spread evenly meet in another zone as often as not; both ends
  /// pay. An application load balancer of AWS pays nothing for it.
  private void betweenZones(Bill bill) {
    if (region.cloud().equals("aws") && way().balanced()) {
      return;
    }
    int zones = request.assumptions().headroom().zones();
    Amount all = gigabytes(payload.both());
    minor(
        bill,
        "traffic between zones",
        price(
            Gigabytes::new,
            region.cloud().equals("aws") ? "data_transfer" : "egress",
            "between availability zones"),
        new Amount(0, all.likely() * 2 * (zones - 1) / zones, all.high() * 2),
        "between availability zones");
  }

  private void logs(Bill bill, boolean taken) {
    String service =
        switch (region.cloud()) {
          case "aws" -> "cloudwatch_logs";
          case "gcp" -> "cloud_logging";
          default -> "log_analytics";
        };
    Amount amount = millions().times(LOGGED_BYTES / 1e3).times(FAILING);
    if (taken) {
      minor(bill, "logs", price(Gigabytes::new, service, "ingestion"), amount, "ingestion");
    } else {
      bill.leave(
          "logs: %s GB a month at most, if a collector sends them away"
              .formatted(Numbers.digits(amount.high(), 2)));
    }
  }

  private void traffic(Bill bill, boolean toTheInternet) {
    String service = region.cloud().equals("aws") ? "data_transfer" : "egress";
    Amount answers = gigabytes(payload.answered());
    if (toTheInternet) {
      bill.add(
          "traffic to the internet",
          price(Gigabytes::new, service, "internet egress"),
          Gigabytes::new,
          answers,
          ScalesWith.REQUESTS);
    } else {
      bill.leave(
          "traffic to the internet: the service is called from within; its answers are %s GB a month"
              .formatted(Numbers.digits(answers.likely(), 2)));
    }
    registry(bill);
  }

  private void registry(Bill bill) {
    if (region.cloud().equals("azure")) {
      bill.add(
          "registry",
          price(Months::new, "container_registry", "basic"),
          Months::new,
          Amount.fixed(1),
          ScalesWith.NOTHING);
      return;
    }
    Amount image =
        request.workload().image().map(size -> Amount.fixed(size.count() / 1e9)).orElse(IMAGE);
    minor(
        bill,
        "registry",
        price(
            GigabyteMonths::new,
            region.cloud().equals("aws") ? "ecr" : "artifact_registry",
            "image storage"),
        GigabyteMonths::new,
        image.times(request.assumptions().platform().versions()),
        "image storage",
        ScalesWith.NOTHING);
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

  private void minor(
      Bill bill, String what, Optional<UnitPrice<Gigabytes>> price, Amount amount, String alike) {
    minor(bill, what, price, Gigabytes::new, amount, alike, ScalesWith.REQUESTS);
  }

  /// A charge that is slight for most. Where its price is unknown and it may be more than that, the
  /// bill holds it as unknown.
  ///
  /// @param alike part of the names of meters whose prices say what an unknown one may come to
  private <Q extends Quantity> void minor(
      Bill bill,
      String what,
      Optional<UnitPrice<Q>> price,
      Function<BigDecimal, Q> unit,
      Amount amount,
      String alike,
      ScalesWith scalesWith) {
    if (price.isEmpty()) {
      Q most = unit.apply(BigDecimal.valueOf(amount.high()));
      Optional<Money> dearest =
          book.dearest(most.unit(), alike).map(each -> each.times(most.count()));
      bill.leave(
          "%s: its price in %s is unknown; at the dearest known elsewhere %s a month at most"
              .formatted(what, region, dearest.map(Numbers::money).orElse("unknown")));
      if (dearest.isPresent() && dearest.get().compareTo(SLIGHT) < 0) {
        return;
      }
    }
    bill.add(what, price, unit, amount, scalesWith);
  }

  private static void fixed(
      Bill bill, String what, Optional<UnitPrice<Hours>> price, Amount amount) {
    bill.add(what, price, Hours::new, amount, ScalesWith.NOTHING);
  }

  private Amount gigabytes(Amount bytesPerRequest) {
    return millions().times(bytesPerRequest).times(1e-3);
  }

  private Amount spread(double likely) {
    Assumptions assumed = request.assumptions();
    return new Amount(likely * assumed.traffic().low(), likely, likely * assumed.traffic().high());
  }

  private static Amount month() {
    return Amount.fixed(HOURS_OF_A_MONTH);
  }
}
