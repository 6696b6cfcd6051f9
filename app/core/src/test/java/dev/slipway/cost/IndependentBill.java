// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;

/// A bill worked out by somebody who did not know the product's, from the method that it follows
/// (research on cost: a month is 730 hours, quantity times price, summed hour by hour), what
/// `docs/cost.md` promises, and the price files. What neither says is taken from the printed bill,
/// and marked *silent* here.
final class IndependentBill {

  static final double MONTH = 730;
  private static final double GIGA = 1e9;

  /// How requests reach the service.
  enum Entry {
    /// From within the cluster, without a load balancer.
    NONE,
    /// By a load balancer that only the network sees.
    INTERNAL,
    INTERNET
  }

  /// @param hours of a day
  /// @param replicas at this rate, without staging's
  record Hours(double hours, double rate, int replicas) {}

  /// A service, in plain numbers.
  ///
  /// @param in bytes of a request
  /// @param out bytes of an answer
  /// @param image gigabytes of the image; 0.3 where none was built yet
  /// @param millicores that a replica asks for
  /// @param mebibytes that a replica asks for
  record Service(
      double average,
      double in,
      double out,
      double image,
      Entry entry,
      boolean existing,
      Optional<String> term,
      int zones,
      int staging,
      double millicores,
      double mebibytes,
      List<Hours> day) {

    double month() {
      return average * MONTH * 3600;
    }

    /// Average over a day of something that follows from the replicas.
    double average(IntUnaryOperator of) {
      return day.stream().mapToDouble(each -> each.hours * of.applyAsInt(each.replicas)).sum() / 24;
    }

    int least(IntUnaryOperator of) {
      return day.stream().mapToInt(each -> of.applyAsInt(each.replicas)).min().orElseThrow();
    }
  }

  /// @param most that the quantity may come to, where more than stated may come
  /// @param each empty where no source says the price
  record Line(String what, double quantity, double most, OptionalDouble each) {
    Line(String what, double quantity, OptionalDouble each) {
      this(what, quantity, quantity, each);
    }

    double month() {
      return quantity * each.orElse(0);
    }
  }

  private final IndependentPrices prices;
  private final String cloud;
  private final String region;
  private final Service service;
  private final List<Line> lines = new ArrayList<>();

  private IndependentBill(IndependentPrices prices, String cloud, String region, Service service) {
    this.prices = prices;
    this.cloud = cloud;
    this.region = region;
    this.service = service;
  }

  /// On machines of one type, in a managed cluster.
  static List<Line> cluster(
      IndependentPrices prices, String cloud, String region, Service service, String type) {
    var bill = new IndependentBill(prices, cloud, region, service);
    IndependentPrices.Vm vm = prices.machine(cloud, region, type);
    IndependentNodes room = IndependentNodes.of(cloud, vm, prices.sustained(cloud, type));
    int fitting = room.replicas(service.millicores, service.mebibytes);
    IntUnaryOperator nodes =
        replicas -> IndependentNodes.needed(replicas, fitting, service.zones, service.staging);
    double average = service.average(nodes);
    bill.controlPlane();
    bill.loadBalancer();
    bill.wayOut(average);
    bill.crossZone();
    bill.disks(average);
    bill.nodes(vm, average, service.least(nodes));
    if (cloud.equals("gcp")) {
      bill.logs(); // GKE sends them to Cloud Logging unless told otherwise
    }
    bill.answersAndImages();
    return bill.priced();
  }

  /// @param vcpu of a task
  /// @param gigabytes of a task
  static List<Line> fargate(
      IndependentPrices prices,
      String region,
      Service service,
      String architecture,
      double vcpu,
      double gigabytes) {
    var bill = new IndependentBill(prices, "aws", region, service);
    double tasks = service.average(replicas -> replicas); // the template has no staging
    String kind = architecture.equals("arm64") ? "linux/arm64 " : "linux/x86 ";
    bill.line("Fargate vCPU", tasks * vcpu * MONTH, "fargate", kind + "vCPU");
    bill.line("Fargate memory", tasks * gigabytes * MONTH, "fargate", kind + "memory");
    bill.loadBalancer();
    bill.wayOut(0);
    bill.logs();
    bill.answersAndImages();
    return bill.priced();
  }

  /// Paid while a request is in hand; for 300 s after it too at Container Apps.
  ///
  /// @param offer as it is printed
  /// @param vcpu of an instance
  /// @param gibibytes of an instance
  /// @param held seconds that a request is in hand
  static List<Line> perRequest(
      IndependentPrices prices,
      String cloud,
      String region,
      Service service,
      String offer,
      double vcpu,
      double gibibytes,
      double held) {
    var bill = new IndependentBill(prices, cloud, region, service);
    switch (offer) {
      case "lambda x86_64", "lambda arm64" -> {
        // Silent: each is charged in whole milliseconds.
        double seconds = service.month() * Math.ceil(held * 1000) / 1000;
        String meter = offer.endsWith("arm64") ? "arm64" : "x86";
        bill.line("Lambda while answering", seconds * gibibytes, "lambda", meter + " duration");
        bill.line("requests", service.month() / 1e6, "lambda", "requests");
      }
      case "cloud-run x86_64" -> {
        // Silent: in steps of a tenth of a second.
        double seconds = bill.running(Math.ceil(held * 10) / 10);
        bill.line(
            "Cloud Run vCPU while answering", seconds * vcpu, "cloud_run", "request-based vCPU");
        bill.line(
            "Cloud Run memory while answering",
            seconds * gibibytes,
            "cloud_run",
            "request-based memory");
        bill.line("requests", service.month() / 1e6, "cloud_run", "requests");
      }
      default -> {
        // Silent: in whole seconds.
        double seconds = bill.running(Math.ceil(held) + 300);
        bill.line(
            "Container Apps vCPU while running",
            seconds * vcpu,
            "container_apps",
            "consumption vCPU (active)");
        bill.line(
            "Container Apps memory while running",
            seconds * gibibytes,
            "container_apps",
            "consumption memory");
        bill.line("requests", service.month() / 1e6, "container_apps", "requests");
      }
    }
    bill.logs();
    bill.answersAndImages();
    return bill.priced();
  }

  /// Instance-seconds of a month. Of an instance that gets requests as independent users send them,
  /// nothing runs at a moment when none came within the time that one is paid for: `exp(-L T)` of
  /// the time, which is the share of cold starts of the research (4.5).
  private double running(double paid) {
    double instances =
        service.day.stream()
            .mapToDouble(each ->
                each.hours * each.replicas * (1 - Math.exp(-each.rate / each.replicas * paid)))
            .sum();
    return instances / 24 * MONTH * 3600;
  }

  private void line(String what, double quantity, String service, String meter) {
    if (quantity > 0) {
      line(what, quantity, quantity, service, meter);
    }
  }

  private void line(String what, double quantity, double most, String service, String meter) {
    lines.add(new Line(what, quantity, most, prices.meter(cloud, region, service, meter)));
  }

  /// What is unknown is left out where it stays below five dollars at the dearest price of its kind
  /// that is known anywhere. Silent: of which quantity; the most that it may come to is meant,
  /// since a smaller one does not say that it stays below.
  private List<Line> priced() {
    return lines.stream()
        .filter(
            line -> line.each.isPresent() || line.most * prices.dearest(line.what).orElse(1e9) >= 5)
        .toList();
  }

  private void controlPlane() {
    if (!service.existing) {
      switch (cloud) {
        case "aws" -> line("EKS control plane", MONTH, "eks", "cluster, standard support");
        case "gcp" -> line("GKE cluster fee", MONTH, "gke", "cluster management fee");
        default -> line("AKS standard tier", MONTH, "aks", "standard tier (uptime SLA)");
      }
    }
  }

  private void loadBalancer() {
    if (service.entry == Entry.NONE) {
      return;
    }
    double in = service.month() * service.in / GIGA;
    double both = in + service.month() * service.out / GIGA;
    switch (cloud) {
      case "aws" -> {
        line("load balancer", MONTH, "alb", "load balancer");
        line("load balancer capacity", both, "alb", "capacity unit"); // silent: 1 GB an hour
      }
      case "gcp" -> {
        line("load balancer", MONTH, "load_balancing", "forwarding rule");
        line(
            "load balancer data",
            in,
            most(service.in, 0),
            "load_balancing",
            "ingress data processed");
      }
      default -> {
        line("load balancer", MONTH, "load_balancer", "rule");
        line(
            "load balancer data",
            both,
            most(service.in, service.out),
            "load_balancer",
            "data processed");
      }
    }
  }

  /// One gateway is likely, and an address for it; a load balancer on the internet has one in each
  /// zone (AWS), one (Azure), or none that is charged (Google).
  private void wayOut(double nodes) {
    double gateways = service.existing ? 0 : 1;
    boolean seen = service.entry == Entry.INTERNET;
    switch (cloud) {
      case "aws" -> {
        line("NAT gateway", gateways * MONTH, "nat_gateway", "gateway");
        line(
            "public IPv4 addresses",
            (gateways + (seen ? service.zones : 0)) * MONTH,
            "public_ipv4",
            "address in use");
      }
      case "gcp" -> {
        // Silent: below 32 machines Google charges by the machine, where that price is known.
        OptionalDouble each = prices.meter(cloud, region, "cloud_nat", "gateway, per VM below 32");
        if (nodes < 32 && each.isPresent()) {
          line("NAT gateway", gateways * nodes * MONTH, "cloud_nat", "gateway, per VM below 32");
        } else {
          line("NAT gateway", gateways * MONTH, "cloud_nat", "gateway, 32 or more VMs");
        }
        line(
            "public IPv4 addresses",
            gateways * MONTH,
            "external_ip",
            "address in use on a standard VM");
      }
      default -> {
        line("NAT gateway", gateways * MONTH, "nat_gateway", "gateway");
        line(
            "public IPv4 addresses",
            (gateways + (seen ? 1 : 0)) * MONTH,
            "public_ip",
            "static regional address");
      }
    }
  }

  /// Two thirds of three zones are another zone, and both ends pay.
  private void crossZone() {
    double both = service.month() * (service.in + service.out) / GIGA;
    double away = both * 2 * (service.zones - 1) / service.zones;
    if (service.entry == Entry.NONE || !cloud.equals("aws")) {
      line(
          "traffic between zones",
          away,
          2 * most(service.in, service.out),
          "data_transfer",
          "between availability zones (each way)");
    }
  }

  /// Gigabytes of a month, of requests as long as any, and a quarter more of them than is stated.
  private double most(double in, double out) {
    return 1.25 * service.month() * (3 * in + out) / GIGA;
  }

  private void disks(double nodes) {
    switch (cloud) {
      case "aws" -> line("node disks", 20 * nodes, "ebs", "gp3 volume");
      case "gcp" -> line("node disks", 100 * nodes, "persistent_disk", "balanced");
      default -> line("node disks", nodes, "managed_disk", "premium SSD P10 (128 GiB)");
    }
  }

  /// Machines that run at every hour are reserved where that is asked for and has a price.
  private void nodes(IndependentPrices.Vm vm, double average, int always) {
    OptionalDouble reserved =
        service
            .term
            .map(term -> prices.reserved(region, vm.type(), term))
            .filter(price -> cloud.equals("aws"))
            .orElse(OptionalDouble.empty());
    double kept = reserved.isPresent() ? always : 0;
    String what = "nodes " + vm.type() + (service.staging > 0 ? ", staging among them" : "");
    if (reserved.isPresent()) {
      lines.add(new Line(what + ", reserved", kept * MONTH, reserved));
    }
    if (average > kept) {
      lines.add(new Line(what, (average - kept) * MONTH, OptionalDouble.of(vm.hourly())));
    }
  }

  /// 500 bytes for one request in a thousand.
  private void logs() {
    double gigabytes = service.month() / 1000 * 500 / GIGA;
    double most = gigabytes * 10 * 1.25;
    switch (cloud) {
      case "aws" -> line("logs", gigabytes, most, "cloudwatch_logs", "ingestion");
      case "gcp" -> line("logs", gigabytes, most, "cloud_logging", "ingestion");
      default -> line("logs", gigabytes, most, "log_analytics", "ingestion, pay as you go");
    }
  }

  private void answersAndImages() {
    if (service.entry == Entry.INTERNET) {
      double gigabytes = service.month() * service.out / GIGA;
      lines.add(new Line("traffic to the internet", gigabytes, prices.egress(cloud, region)));
    }
    switch (cloud) {
      case "aws" -> line("registry", 5 * service.image, "ecr", "image storage");
      case "gcp" -> line("registry", 5 * service.image, "artifact_registry", "image storage");
      default -> line("registry", 1, "container_registry", "basic"); // silent: 10 GB are in it
    }
  }
}
