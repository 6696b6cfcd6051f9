// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Where the service may run.
///
/// @param home where the choice is made; other regions are shown beside it
/// @param compared further regions
/// @param services of `vm`, `fargate`, `cloud-run`
/// @param built instruction sets that an image is built for; others are shown, never chosen
public record Scope(Region home, List<Region> compared, Set<String> services, Set<String> built) {

  /// A provider's region by its own code.
  public record Region(String cloud, String code) {
    @Override
    public String toString() {
      return cloud + " " + code;
    }
  }

  public static final Region USUAL_HOME = new Region("aws", "us-east-1");

  /// The usual home, and the first region of each other cloud.
  public static final Scope USUAL =
      new Scope(
          USUAL_HOME,
          List.of(new Region("gcp", "us-central1"), new Region("azure", "eastus")),
          Set.of("vm", "fargate", "cloud-run"),
          Set.of("x86_64"));

  public Scope {
    compared = List.copyOf(compared);
    services = Set.copyOf(services);
    built = Set.copyOf(built);
  }

  /// Where a project of these targets runs: on Kubernetes nodes for `kubernetes`, `helm`, `kserve`
  /// or `argo`, on Fargate for `ecs`, anywhere when neither is among them.
  public Scope forTargets(List<String> targets) {
    Set<String> found = new TreeSet<>();
    for (String target : targets) {
      switch (target) {
        case "kubernetes", "helm", "kserve", "argo" -> found.add("vm");
        case "ecs" -> found.add("fargate");
        default -> {}
      }
    }
    return found.isEmpty() ? this : new Scope(home, compared, found, built);
  }

  /// The same, compared with no other region.
  Scope atHome() {
    return new Scope(home, List.of(), services, built);
  }

  /// The same, with images for one instruction set.
  public Scope builtFor(String architecture) {
    return new Scope(home, compared, services, Set.of(architecture));
  }

  boolean holds(String cloud, String region) {
    Region asked = new Region(cloud, region);
    return home.equals(asked) || compared.contains(asked);
  }
}
