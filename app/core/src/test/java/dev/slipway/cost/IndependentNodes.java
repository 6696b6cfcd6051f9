// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.util.Map;
import java.util.OptionalDouble;

/// What a node leaves for replicas, and how many nodes they need: the table of the research on cost
/// (4.7), read a second time.
///
/// @param cores that are left
/// @param mebibytes that are left
/// @param pods that it takes at most
record IndependentNodes(double cores, double mebibytes, int pods) {

  private static final double DAEMON_CORES = 0.25;
  private static final double DAEMON_MEBIBYTES = 512;

  /// Addresses that a machine of a size has for pods, as AWS publishes them; the research says it
  /// for `large` alone.
  private static final Map<String, Integer> PODS =
      Map.of("medium", 8, "large", 29, "xlarge", 58, "2xlarge", 58, "4xlarge", 234, "8xlarge", 234);

  static IndependentNodes of(String cloud, IndependentPrices.Vm vm, OptionalDouble sustained) {
    int pods =
        cloud.equals("aws")
            ? PODS.getOrDefault(vm.type().substring(vm.type().indexOf('.') + 1), 29)
            : 110;
    double[] shares =
        cloud.equals("azure")
            ? new double[] {0.06, 0.04, 0.02, 0.01}
            : new double[] {0.06, 0.01, 0.005, 0.0025};
    double reserved = 0;
    for (int core = 0; core < vm.vcpu(); core++) {
      reserved += shares[core < 2 ? core : core < 4 ? 2 : 3];
    }
    if (vm.type().matches("e2-(micro|small|medium)")) {
      reserved = 1.06;
    }
    double all = vm.gibibytes() * 1024;
    double kept =
        switch (cloud) {
          case "aws" -> 255 + 11.0 * pods + 100;
          case "gcp" -> brackets(vm.gibibytes()) + 100;
          default -> brackets(vm.gibibytes()) + 750 + 0.075 * all;
        };
    // A burstable machine is sized on the share that it sustains.
    double cores = Math.min(vm.vcpu(), sustained.orElse(vm.vcpu()));
    return new IndependentNodes(
        cores - reserved - DAEMON_CORES, all - kept - DAEMON_MEBIBYTES, pods);
  }

  /// A quarter of the first 4 GiB, a fifth of the next 4, and so on.
  private static double brackets(double gibibytes) {
    double[][] steps = {{0, 4, 0.25}, {4, 8, 0.2}, {8, 16, 0.1}, {16, 128, 0.06}, {128, 1e6, 0.02}};
    double kept = 0;
    for (double[] step : steps) {
      kept += Math.max(0, Math.min(gibibytes, step[1]) - step[0]) * step[2] * 1024;
    }
    return kept;
  }

  int replicas(double millicores, double each) {
    double byCpu = Math.floor(cores * 1000 / millicores + 1e-6);
    double byMemory = Math.floor(mebibytes / each + 1e-6);
    return (int) Math.min(pods, Math.min(byCpu, byMemory));
  }

  /// Replicas are spread evenly over the zones, and a node is in one of them. Staging takes what
  /// room is left.
  static int needed(int replicas, int fitting, int zones, int staging) {
    int used = Math.min(zones, replicas);
    int nodes = 0;
    for (int zone = 0; zone < used; zone++) {
      int here = replicas / used + (zone < replicas % used ? 1 : 0);
      nodes += Math.ceilDiv(here, fitting);
    }
    int room = nodes * fitting - replicas;
    return nodes + Math.ceilDiv(Math.max(0, staging - room), fitting);
  }
}
