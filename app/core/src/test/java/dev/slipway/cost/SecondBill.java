// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A month's bill a second time, from the price tables as text and the formulas of cost research
/// alone: a month has 730 hours and 2,628,000 seconds; each charge is a quantity times a price,
/// rounded to the cent; what has no price is unknown. It calls nothing that the product prices
/// with.
final class SecondBill {

  /// What was asked for.
  ///
  /// @param rate requests a second on average
  /// @param asked bytes of a request
  /// @param mostAsked bytes of one at the most
  /// @param answered bytes of its answer
  /// @param image gigabytes
  record Service(
      double rate, double asked, double mostAsked, double answered, double image, Way way) {
    double millions() {
      return rate * 2.628;
    }

    double gigabytes(double bytes) {
      return rate * 2_628_000 * bytes / 1e9;
    }
  }

  enum Way {
    INTERNET,
    PRIVATE,
    CLUSTER
  }

  private record Row(Map<String, String> cells) {
    String text(String column) {
      return cells.getOrDefault(column, "");
    }
  }

  private static final double MONTH = 730;

  private final List<Row> services;
  private final Map<String, BigDecimal> machines = new TreeMap<>();
  private final String cloud;
  private final String region;
  private final Service service;
  private BigDecimal total = BigDecimal.ZERO;
  private boolean unknown;

  SecondBill(Map<String, String> tables, String cloud, String region, Service service) {
    services = rows(tables.getOrDefault("services.csv", ""));
    this.cloud = cloud;
    this.region = region;
    this.service = service;
    for (Row row : rows(tables.getOrDefault("instances.csv", ""))) {
      String price = row.text("price_usd_hour_on_demand");
      if (!price.isEmpty()) {
        machines.put(
            row.text("cloud") + row.text("region") + row.text("instance_type"),
            new BigDecimal(price));
      }
    }
  }

  BigDecimal total() {
    return total;
  }

  boolean isAtLeast() {
    return unknown;
  }

  /// @param nodes on average over the day
  SecondBill nodes(String type, double nodes) {
    switch (cloud) {
      case "aws" -> amazon(nodes);
      case "gcp" -> google(nodes);
      default -> azure(nodes);
    }
    common(service.way == Way.INTERNET);
    charge(nodes * MONTH, Optional.ofNullable(machines.get(cloud + region + type)));
    return this;
  }

  private void amazon(double nodes) {
    charge(MONTH, price("eks", "cluster, standard support"));
    if (service.way != Way.CLUSTER) {
      applicationBalancer();
    }
    charge(MONTH, price("nat_gateway", "gateway"));
    charge(
        (service.way == Way.INTERNET ? 3 + 1 : 1) * MONTH, price("public_ipv4", "address in use"));
    if (service.way == Way.CLUSTER) {
      // spread over three zones, two thirds of what is said go to another one; both ends pay
      slight(
          all() * 2 * 2 / 3,
          2 * most(service.mostAsked + service.answered),
          0.01,
          price("data_transfer", "between availability zones (each way)"));
    }
    charge(20 * nodes, price("ebs", "gp3 volume"));
  }

  private void google(double nodes) {
    charge(MONTH, price("gke", "cluster management fee"));
    if (service.way != Way.CLUSTER) {
      charge(MONTH, price("load_balancing", "forwarding rule"));
      slight(
          service.gigabytes(service.asked),
          most(service.mostAsked),
          0.008,
          price("load_balancing", "ingress data processed"));
    }
    Optional<BigDecimal> each = price("cloud_nat", "gateway, per VM below 32");
    if (each.isEmpty()) {
      charge(MONTH, price("cloud_nat", "gateway, 32 or more VMs"));
    } else {
      charge(Math.min(32, nodes) * MONTH, each);
    }
    charge(MONTH, price("external_ip", "address in use on a standard VM"));
    slight(all() * 4 / 3, 2 * most(service.mostAsked + service.answered), 0.01, Optional.empty());
    slight(logs(), 10 * 1.25 * logs(), 2.99, price("cloud_logging", "ingestion"));
    charge(100 * nodes, price("persistent_disk", "balanced"));
  }

  private void azure(double nodes) {
    charge(MONTH, price("aks", "standard tier (uptime SLA)"));
    if (service.way != Way.CLUSTER) {
      charge(MONTH, price("load_balancer", "rule"));
      charge(all(), price("load_balancer", "data processed"));
    }
    charge(MONTH, price("nat_gateway", "gateway"));
    charge(
        (service.way == Way.INTERNET ? 2 : 1) * MONTH,
        price("public_ip", "static regional address"));
    slight(all() * 4 / 3, 2 * most(service.mostAsked + service.answered), 0.01, Optional.empty());
    charge(nodes, price("managed_disk", "premium SSD P10 (128 GiB)"));
  }

  /// @param tasks on average over the day
  SecondBill fargate(String processor, double vcpu, double gigabytes, double tasks) {
    applicationBalancer();
    charge(MONTH, price("nat_gateway", "gateway"));
    charge(
        (service.way == Way.INTERNET ? 3 + 1 : 1) * MONTH, price("public_ipv4", "address in use"));
    charge(logs(), price("cloudwatch_logs", "ingestion"));
    common(service.way == Way.INTERNET);
    charge(tasks * vcpu * MONTH, price("fargate", "linux/" + processor + " vCPU"));
    charge(tasks * gigabytes * MONTH, price("fargate", "linux/" + processor + " memory"));
    return this;
  }

  /// Cloud Run: seconds in which an instance has a request in hand. Container Apps: those, and all
  /// until none came for five minutes, when the instance is stopped.
  ///
  /// @param step seconds in which they count
  SecondBill whileBusy(
      double instances, double seconds, double step, double vcpu, double gibibytes) {
    boolean google = cloud.equals("gcp");
    String meters = google ? "cloud_run" : "container_apps";
    slight(
        logs(),
        10 * 1.25 * logs(),
        2.99,
        google
            ? price("cloud_logging", "ingestion")
            : price("log_analytics", "ingestion, pay as you go"));
    common(true);
    double counted = Math.ceil(seconds / step) * step;
    double kept = google ? counted : counted + 5 * 60;
    // an instance costs nothing with the probability that nothing arrived within that time
    double idle = Math.exp(-service.rate * kept / instances);
    double busy = instances * (1 - idle) * 2_628_000;
    charge(busy * vcpu, price(meters, google ? "request-based vCPU" : "consumption vCPU (active)"));
    charge(busy * gibibytes, price(meters, google ? "request-based memory" : "consumption memory"));
    charge(service.millions(), price(meters, "requests"));
    return this;
  }

  /// @param seconds of one request, counted in whole milliseconds
  SecondBill lambda(String processor, double seconds, double mebibytes) {
    charge(logs(), price("cloudwatch_logs", "ingestion"));
    common(true);
    double counted = Math.ceil(seconds * 1000) / 1000;
    charge(
        service.millions() * 1e6 * counted * mebibytes / 1024,
        price("lambda", processor + " duration"));
    charge(service.millions(), price("lambda", "requests"));
    return this;
  }

  private void applicationBalancer() {
    charge(MONTH, price("alb", "load balancer"));
    // a unit holds a gigabyte an hour; callers that keep connections need few new ones, and the
    // bundle's one rule is among the ten that are free
    charge(service.gigabytes(service.asked + service.answered), price("alb", "capacity unit"));
  }

  private void common(boolean outside) {
    if (outside) {
      charge(service.gigabytes(service.answered), egress());
    }
    if (cloud.equals("azure")) {
      charge(1, price("container_registry", "basic"));
    } else {
      charge(
          5 * service.image,
          price(cloud.equals("aws") ? "ecr" : "artifact_registry", "image storage"));
    }
  }

  private Optional<BigDecimal> egress() {
    return switch (cloud) {
      case "aws" -> price("data_transfer", "internet egress, first 10 TB/month");
      case "gcp" -> price("egress", "internet egress, premium tier, to the Americas, first 1 TB");
      default -> price("egress", "internet egress, first tier");
    };
  }

  private double all() {
    return service.gigabytes(service.asked + service.answered);
  }

  private double most(double bytes) {
    return 1.25 * service.gigabytes(bytes);
  }

  /// One request in a thousand fails and leaves 500 bytes.
  private double logs() {
    return service.gigabytes(500) / 1000;
  }

  private void charge(double quantity, Optional<BigDecimal> each) {
    unknown |= each.isEmpty();
    each.ifPresent(price ->
        total =
            total.add(
                BigDecimal.valueOf(quantity).multiply(price).setScale(2, RoundingMode.HALF_UP)));
  }

  /// What is unknown and would stay below five dollars at the dearest price of its kind is left
  /// out.
  private void slight(double quantity, double most, double dearest, Optional<BigDecimal> each) {
    if (each.isPresent()) {
      charge(quantity, each);
    } else {
      unknown |= most * dearest >= 5;
    }
  }

  /// The price in just this region, else one that the source gives for several.
  private Optional<BigDecimal> price(String kind, String meter) {
    Optional<BigDecimal> wider = Optional.empty();
    for (Row row : services) {
      boolean here =
          row.text("cloud").equals(cloud)
              && row.text("service").equals(kind)
              && row.text("meter").equals(meter)
              && !row.text("price_usd").isEmpty();
      if (here && row.text("region").equals(region)) {
        return Optional.of(new BigDecimal(row.text("price_usd")));
      }
      if (here && several(row.text("region"))) {
        wider = Optional.of(new BigDecimal(row.text("price_usd")));
      }
    }
    return wider;
  }

  private boolean several(String words) {
    return switch (words) {
      case "any" -> true;
      case "north america and europe" ->
          List.of("eastus", "westeurope", "northeurope").contains(region);
      case "asia" -> region.contains("asia");
      default -> false;
    };
  }

  /// Cells may be quoted and hold commas; none holds a quotation mark.
  private static List<Row> rows(String csv) {
    List<Row> rows = new ArrayList<>();
    String[] lines = csv.split("\r?\n");
    String[] heading = lines[0].split(",");
    for (int i = 1; i < lines.length; i++) {
      String[] quoted = (lines[i] + " ").split("\"");
      for (int j = 1; j < quoted.length; j += 2) {
        quoted[j] = quoted[j].replace(',', '\u0001');
      }
      String[] cells = String.join("", quoted).split(",", -1);
      Map<String, String> row = new TreeMap<>();
      for (int j = 0; j < heading.length; j++) {
        row.put(heading[j], cells[j].replace('\u0001', ',').strip());
      }
      rows.add(new Row(row));
    }
    return rows;
  }
}
