// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.math.BigDecimal;

/// An amount of something that is sold. Each unit is a type of its own, so that a price by the hour
/// cannot be multiplied with months.
public sealed interface Quantity {

  BigDecimal count();

  /// The unit as price lists write it.
  default String unit() {
    return switch (this) {
      case Hours _ -> "hour";
      case Months _ -> "month";
      case VcpuHours _ -> "vCPU-hour";
      case VcpuSeconds _ -> "vCPU-second";
      case MachineHours _ -> "VM-hour";
      case GigabyteSeconds _ -> "GB-second";
      case GigabyteHours _ -> "GB-hour";
      case GibibyteSeconds _ -> "GiB-second";
      case Gigabytes _ -> "GB";
      case GigabyteMonths _ -> "GB-month";
      case Millions _ -> "million";
      case BalancerUnitHours _ -> "LCU-hour";
    };
  }

  record Hours(BigDecimal count) implements Quantity {
    /// A month is 730 hours: 365 days of 24 hours, divided by 12.
    public static final Hours OF_A_MONTH = new Hours(BigDecimal.valueOf(730));
  }

  record Months(BigDecimal count) implements Quantity {
    public static final Months ONE = new Months(BigDecimal.ONE);
  }

  record VcpuHours(BigDecimal count) implements Quantity {}

  record VcpuSeconds(BigDecimal count) implements Quantity {}

  /// Hours of machines, where each of them is charged for.
  record MachineHours(BigDecimal count) implements Quantity {}

  record GigabyteSeconds(BigDecimal count) implements Quantity {}

  record GigabyteHours(BigDecimal count) implements Quantity {}

  record GibibyteSeconds(BigDecimal count) implements Quantity {}

  record Gigabytes(BigDecimal count) implements Quantity {}

  record GigabyteMonths(BigDecimal count) implements Quantity {}

  /// Millions of requests.
  record Millions(BigDecimal count) implements Quantity {}

  /// Capacity units of a load balancer, by the hour.
  record BalancerUnitHours(BigDecimal count) implements Quantity {}
}
