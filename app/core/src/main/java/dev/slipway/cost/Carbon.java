// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.cost.PriceBook.Power;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What machines emit by their electricity. Building them is left out.
final class Carbon {

  private static final double KWH_PER_GIB_HOUR = 0.000392;

  private static final Map<String, String> COEFFICIENTS =
      Map.of(
          "Cascade Lake", "cascade_lake",
          "Skylake", "skylake",
          "Broadwell", "broadwell",
          "Haswell", "haswell",
          "Zen 1 (Naples)", "amd_epyc_1st_gen",
          "Zen 2 (Rome)", "amd_epyc_2nd_gen",
          "Zen 3 (Milan)", "amd_epyc_3rd_gen",
          "Graviton2", "aws_graviton_2");

  private Carbon() {}

  /// Kilograms of CO2 equivalent in a month; empty where the grid or the power is unknown.
  ///
  /// @param nodes machines on average
  /// @param utilisation of their vCPUs, 0 to 1
  static Optional<Double> month(Machine machine, double nodes, double utilisation, PriceBook book) {
    Optional<PriceBook.Grid> grid = book.grid(machine.cloud(), machine.region());
    Optional<Power> power = power(machine, book.power());
    if (grid.isEmpty() || power.isEmpty()) {
      return Optional.empty();
    }
    double watts = power.get().idle() + utilisation * (power.get().full() - power.get().idle());
    double hours = nodes * 730;
    double overhead = grid.get().overhead().orElse(1.2);
    return Optional.of(
        kwh(watts, machine.vcpu() * hours, machine.memoryGib() * hours, overhead)
            * grid.get().gramsPerKwh()
            / 1000);
  }

  static double kwh(double watts, double vcpuHours, double gibHours, double overhead) {
    return (watts * vcpuHours / 1000 + KWH_PER_GIB_HOUR * gibHours) * overhead;
  }

  private static Optional<Power> power(Machine machine, List<Power> rows) {
    String item = COEFFICIENTS.getOrDefault(machine.generation(), "");
    return rows.stream()
        .filter(row -> row.item().equals(item))
        .findFirst()
        .or(() ->
            rows.stream()
                .filter(row -> row.item().equals(machine.cloud() + "_unknown_cpu"))
                .findFirst())
        .or(() -> rows.stream().filter(row -> row.item().equals("aws_unknown_cpu")).findFirst());
  }
}
