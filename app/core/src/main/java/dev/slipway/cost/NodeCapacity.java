// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.util.Optional;

/// What a Kubernetes node leaves to pods, after what its provider keeps.
///
/// @param millicores for pods, system pods included
/// @param mebibytes for pods, system pods included
/// @param pods most pods
public record NodeCapacity(double millicores, double mebibytes, int pods) {

  /// Kept on each node for system pods and sidecars.
  public record Daemons(double millicores, double mebibytes) {
    /// A usual set: network, proxy, log and metrics agents.
    public static final Daemons USUAL = new Daemons(250, 512);
  }

  /// What each node of a type leaves; a burstable one only its sustained share of CPU.
  public static NodeCapacity of(Machine machine, Optional<PriceBook.Burstable> burstable) {
    double memory = machine.memoryGib() * 1024;
    int pods = pods(machine);
    double reserved = reservedMillicores(machine);
    double visible = machine.vcpu() * 1000 - reserved;
    double sustained =
        burstable.map(b -> b.sustained() * 1000 - sustainedReserve(machine)).orElse(visible);
    return new NodeCapacity(
        Math.max(0, Math.min(visible, sustained)),
        Math.max(0, memory - reservedMebibytes(machine, pods) - eviction(machine)),
        pods);
  }

  /// Pods of a size that fit beside the daemons.
  public int fitting(double podMillicores, double podMebibytes, Daemons daemons) {
    double byCpu = (millicores - daemons.millicores) / podMillicores;
    double byMemory = (mebibytes - daemons.mebibytes) / podMebibytes;
    return (int) Math.max(0, Math.min(pods, Math.floor(Math.min(byCpu, byMemory) + 1e-9)));
  }

  /// Whether memory rather than CPU decides [#fitting].
  public boolean memoryDecides(double podMillicores, double podMebibytes, Daemons daemons) {
    return (mebibytes - daemons.mebibytes) / podMebibytes
        < (millicores - daemons.millicores) / podMillicores;
  }

  static double reservedMillicores(Machine machine) {
    if (machine.cloud().equals("gcp") && machine.type().matches("e2-(micro|small|medium)")) {
      return 1060;
    }
    double[] shares =
        machine.cloud().equals("azure")
            ? new double[] {60, 40, 20, 10}
            : new double[] {60, 10, 5, 2.5};
    double cores = machine.vcpu();
    return shares[0] * Math.min(1, cores)
        + shares[1] * Math.clamp(cores - 1, 0, 1)
        + shares[2] * Math.clamp(cores - 2, 0, 2)
        + shares[3] * Math.max(0, cores - 4);
  }

  private static double sustainedReserve(Machine machine) {
    return machine.cloud().equals("gcp") ? 0 : reservedMillicores(machine);
  }

  static double reservedMebibytes(Machine machine, int pods) {
    double memory = machine.memoryGib() * 1024;
    if (machine.cloud().equals("aws")) {
      return 255 + 11.0 * pods;
    }
    double kept =
        0.25 * Math.min(memory, 4096)
            + 0.20 * Math.clamp(memory - 4096, 0, 4096)
            + 0.10 * Math.clamp(memory - 8192, 0, 8192)
            + 0.06 * Math.clamp(memory - 16384, 0, 114688)
            + 0.02 * Math.max(0, memory - 131072);
    return machine.cloud().equals("azure") ? kept + 0.075 * memory : kept;
  }

  private static double eviction(Machine machine) {
    return machine.cloud().equals("azure") ? 750 : 100;
  }

  private static int pods(Machine machine) {
    if (!machine.cloud().equals("aws")) {
      return 110;
    }
    String size = machine.type().substring(machine.type().indexOf('.') + 1);
    return switch (size) {
      case "nano", "micro" -> 4;
      case "small" -> 11;
      case "medium" -> 17;
      case "large" -> 29;
      case "xlarge", "2xlarge" -> 58;
      default -> 234;
    };
  }
}
