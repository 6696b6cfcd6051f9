// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.cost.Bill.Amount;
import dev.slipway.cost.Bill.ScalesWith;
import dev.slipway.cost.Quantity.GigabyteMonths;
import dev.slipway.cost.Quantity.Hours;
import dev.slipway.cost.Quantity.MachineHours;
import dev.slipway.cost.Quantity.Months;
import java.util.Optional;

/// What each Kubernetes node costs: its hours, its disk, and its way out where that is charged by
/// the node.
final class NodeCosts {

  /// Where a NAT gateway is charged for each of so many nodes, and for no more.
  private static final double MOST_CHARGED = 32;

  private final EstimateRequest request;
  private final PriceBook book;
  private final PlatformCosts platform;
  private final String cloud;
  private final Optional<UnitPrice<GigabyteMonths>> disk;
  private final Optional<UnitPrice<Months>> wholeDisk;
  private final Optional<UnitPrice<MachineHours>> perMachine;

  NodeCosts(EstimateRequest request, PriceBook book, Scope.Region region) {
    this.request = request;
    this.book = book;
    platform = new PlatformCosts(request, book, region);
    cloud = region.cloud();
    disk =
        cloud.equals("aws")
            ? platform.price(GigabyteMonths::new, "ebs", "gp3 volume")
            : platform.price(GigabyteMonths::new, "persistent_disk", "balanced");
    wholeDisk = platform.price(Months::new, "managed_disk", "premium SSD P10");
    perMachine = platform.price(MachineHours::new, "cloud_nat", "gateway, per VM");
  }

  /// @param nodes on average
  /// @param least that run at any hour of the day
  Bill add(Bill shared, Machine machine, Amount nodes, double least) {
    Bill bill = new Bill(shared);
    disks(bill, nodes);
    if (cloud.equals("gcp")) {
      translation(bill, nodes);
    }
    hours(bill, machine, nodes, least);
    return bill;
  }

  /// As large as the providers' node pools make them unless told otherwise: 20 GB, 100 GB, 128 GiB.
  /// AKS takes a machine's own disk instead where it has one.
  private void disks(Bill bill, Amount nodes) {
    switch (cloud) {
      case "aws" -> gigabytes(bill, nodes.times(20));
      case "gcp" -> gigabytes(bill, nodes.times(100));
      case "azure" ->
          bill.add(
              "node disks",
              wholeDisk,
              Months::new,
              new Amount(0, nodes.likely(), nodes.high()),
              ScalesWith.REPLICAS);
      default -> {}
    }
  }

  private void gigabytes(Bill bill, Amount amount) {
    bill.add("node disks", disk, GigabyteMonths::new, amount, ScalesWith.REPLICAS);
  }

  /// Cloud NAT is charged by the node up to a number of them. Where that rate is unknown, the rate
  /// for many bounds it.
  private void translation(Bill bill, Amount nodes) {
    Amount gateways = platform.gatewaysNeeded();
    if (gateways.isNothing()) {
      return;
    }
    if (perMachine.isEmpty()) {
      bill.add(
          "NAT gateway, at its highest rate",
          platform.price(Hours::new, "cloud_nat", "gateway, 32 or more"),
          Hours::new,
          gateways.times(PlatformCosts.HOURS_OF_A_MONTH),
          ScalesWith.NOTHING);
      return;
    }
    Amount charged =
        new Amount(0, Math.min(MOST_CHARGED, nodes.likely()), Math.min(MOST_CHARGED, nodes.high()));
    bill.add(
        "NAT gateway",
        perMachine,
        MachineHours::new,
        charged.times(gateways.likely() * PlatformCosts.HOURS_OF_A_MONTH),
        ScalesWith.REPLICAS);
  }

  private void hours(Bill bill, Machine machine, Amount nodes, double least) {
    String name =
        "nodes "
            + machine.type()
            + (request.scope().terms().staging() > 0 ? ", staging among them" : "");
    Optional<PriceBook.Commitment> reserved =
        request
            .scope()
            .terms()
            .commitment()
            .flatMap(term ->
                book.commitments(machine).stream().filter(c -> c.term().equals(term)).findFirst());
    Amount month = nodes;
    if (reserved.isPresent()) {
      Amount kept = Amount.fixed(least);
      bill.add(
          name + ", reserved for " + reserved.get().term(),
          Optional.of(reserved.get().price()),
          Hours::new,
          kept.times(PlatformCosts.HOURS_OF_A_MONTH),
          ScalesWith.REPLICAS);
      month =
          new Amount(
              Math.max(0, nodes.low() - least),
              Math.max(0, nodes.likely() - least),
              Math.max(0, nodes.high() - least));
      if (month.isNothing()) {
        return;
      }
    } else {
      request
          .scope()
          .terms()
          .commitment()
          .ifPresent(term ->
              bill.leave("a reservation for " + term + ": no price is known for " + machine.key()));
    }
    bill.add(
        name,
        book.hour(machine),
        Hours::new,
        month.times(PlatformCosts.HOURS_OF_A_MONTH),
        ScalesWith.REPLICAS);
  }
}
