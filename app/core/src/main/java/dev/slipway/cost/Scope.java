// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.objective.Project;
import dev.slipway.objective.Project.Where;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the service may run.
///
/// @param homes where the choice is made; other regions are shown beside them
/// @param compared further regions
/// @param services of `vm`, `fargate`, `cloud-run`, `container-apps`, `lambda`
/// @param processors which instruction sets may be chosen; others are shown
/// @param terms what the bundle and the user's own cluster make of the bill
public record Scope(
    List<Region> homes,
    List<Region> compared,
    Set<String> services,
    Processors processors,
    Terms terms) {

  /// A provider's region by its own code.
  public record Region(String cloud, String code) {

    // Written out: see [dev.slipway.base.Sha256#equals].
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Region(String otherCloud, String otherCode)
          && cloud.equals(otherCloud)
          && code.equals(otherCode);
    }

    @Override
    public int hashCode() {
      return 31 * cloud.hashCode() + code.hashCode();
    }

    @Override
    public String toString() {
      return (cloud + " " + code).strip();
    }
  }

  /// How requests reach the service.
  public enum Way {
    /// From the internet, by a load balancer.
    INTERNET,
    /// From the user's own network, by a load balancer.
    PRIVATE,
    /// From within the cluster alone: the bundle holds no load balancer.
    CLUSTER,
    /// By KServe's gateway, which is the cluster's own: the bundle holds no load balancer.
    GATEWAY;

    /// Whether a load balancer of the bundle leads to the service.
    boolean balanced() {
      return this == INTERNET || this == PRIVATE;
    }
  }

  /// What else decides which charges there are.
  ///
  /// @param stated whether the user said where; then nothing is chosen elsewhere
  /// @param existingCluster whether the homes have cluster and network, paid for already
  /// @param commitment for how long machines are reserved, such as `1 year`
  /// @param staging replicas beside those of production
  public record Terms(
      Way way, boolean stated, boolean existingCluster, Optional<String> commitment, int staging) {
    public static final Terms USUAL = new Terms(Way.INTERNET, false, false, Optional.empty(), 0);
  }

  /// Every kind of offer that is priced.
  static final Set<String> SERVICES =
      Set.of("vm", "fargate", "cloud-run", "container-apps", "lambda");

  /// What targets lead to. Cloud Run and Container Apps take the image as it is; what else they
  /// need, nothing exports.
  static final Set<String> EXPORTED = Set.of("vm", "fargate");

  /// What is shown and never chosen, since the image would need an adapter.
  static final Set<String> UNFIT = Set.of("lambda");

  /// The first region of each cloud.
  private static final Map<String, Region> FIRST =
      Map.of(
          "aws", new Region("aws", "us-east-1"),
          "gcp", new Region("gcp", "us-central1"),
          "azure", new Region("azure", "eastus"));

  public static final Region USUAL_HOME = new Region("aws", "us-east-1");

  /// The usual home, and the first region of each other cloud.
  public static final Scope USUAL =
      new Scope(
          List.of(USUAL_HOME),
          List.of(new Region("gcp", "us-central1"), new Region("azure", "eastus")),
          SERVICES,
          Processors.only(Processors.X86),
          Terms.USUAL);

  public Scope {
    homes = List.copyOf(homes);
    compared = List.copyOf(compared);
    services = Set.copyOf(services);
  }

  /// Where a project says that it runs, on what its targets run, reached as its options say.
  ///
  /// @param architecture instruction set of the machine that was measured
  static Scope of(Project project, String architecture) {
    Project.Release release = project.release();
    Where where = release.where();
    Scope usual = USUAL.on(Processors.of(release, architecture)).forTargets(release.targets());
    boolean staged =
        release.targets().stream().anyMatch(target -> target.matches("kubernetes|helm|argo"));
    Terms terms =
        new Terms(
            way(release),
            where.cloud().isPresent(),
            where.existingCluster(),
            where.commitment(),
            staged ? 1 : 0);
    List<Region> homes =
        where.cloud().map(cloud -> homes(cloud, where.regions())).orElse(usual.homes);
    return usual.in(homes).on(terms);
  }

  private static List<Region> homes(String cloud, List<String> regions) {
    return regions.isEmpty()
        ? List.of(FIRST.getOrDefault(cloud, new Region(cloud, "")))
        : regions.stream().map(code -> new Region(cloud, code)).toList();
  }

  private static Way way(Project.Release release) {
    List<String> targets = release.targets();
    if (targets.contains("kubernetes") || targets.contains("argo") || targets.contains("helm")) {
      Object entry = release.options().getOrDefault("kubernetes", Map.of()).get("entry");
      return entry == null || entry.equals("none") ? Way.CLUSTER : Way.INTERNET;
    }
    if (targets.contains("kserve")) {
      return Way.GATEWAY;
    }
    return targets.contains("ecs") ? Way.PRIVATE : Way.INTERNET;
  }

  /// Where a project of these targets runs: on Kubernetes nodes for `kubernetes`, `helm`, `kserve`
  /// or `argo`, on Fargate for `ecs`, anywhere when neither is among them.
  public Scope forTargets(List<String> targets) {
    Set<String> found = new TreeSet<>();
    for (String target : targets) {
      switch (target) {
        case String nodes when isOnNodes(nodes) -> found.add("vm");
        case "ecs" -> found.add("fargate");
        default -> {}
      }
    }
    return found.isEmpty() ? this : on(found);
  }

  /// Whether a target leads to Kubernetes nodes.
  static boolean isOnNodes(String target) {
    return target.matches("kubernetes|helm|kserve|argo");
  }

  /// Whether targets say what is exported, and with it where.
  boolean isExported() {
    return !services.equals(SERVICES);
  }

  /// The same, compared with no other region.
  Scope atHome() {
    return new Scope(homes, List.of(), services, processors, terms);
  }

  /// The same in other regions, with the old ones shown beside them.
  Scope in(List<Region> others) {
    List<Region> beside =
        Stream.concat(homes.stream(), compared.stream())
            .filter(region -> !others.contains(region))
            .toList();
    return new Scope(others, beside, services, processors, terms);
  }

  /// The same beside other regions.
  Scope beside(List<Region> others) {
    return new Scope(homes, others, services, processors, terms);
  }

  /// The same on other kinds of offers.
  Scope on(Set<String> others) {
    return new Scope(homes, compared, others, processors, terms);
  }

  Scope on(Terms others) {
    return new Scope(homes, compared, services, processors, others);
  }

  /// The same, with machines reserved for so long.
  Scope committed(String term) {
    return on(
        new Terms(
            terms.way, terms.stated, terms.existingCluster, Optional.of(term), terms.staging));
  }

  /// The same, with a bundle for other instruction sets.
  public Scope on(Processors others) {
    return new Scope(homes, compared, services, others, terms);
  }

  /// The same, where a cloud whose regions nobody stated stands for all that have prices.
  Scope settled(PriceBook book) {
    List<Region> known = book.regions();
    List<Region> settled =
        homes.stream().flatMap(home -> settled(home, known).stream()).distinct().toList();
    return new Scope(
        settled,
        compared.stream().filter(region -> !settled.contains(region)).toList(),
        services,
        processors,
        terms);
  }

  private static List<Region> settled(Region home, List<Region> known) {
    List<Region> all = known.stream().filter(one -> one.cloud().equals(home.cloud())).toList();
    return home.code().isEmpty() && !all.isEmpty() ? all : List.of(home);
  }

  /// Whether any price is known where the user wants the service to run.
  ///
  /// @throws ProblemException naming the regions that have prices
  public void require(PriceBook book) throws ProblemException {
    List<Region> known = book.regions();
    List<Region> unknown =
        settled(book).homes.stream().filter(region -> !known.contains(region)).toList();
    if (!unknown.isEmpty() && terms.stated()) {
      throw Problem.input(
              "prices.unknown-region",
              "No price is known in " + words(unknown) + ", where release.where wants to run.",
              "There are prices in " + words(known) + ".",
              "Correct release.where in slipway.yaml, or bring prices of that region: slipway"
                  + " prices import")
          .asException();
    }
  }

  private static String words(List<Region> regions) {
    return regions.stream().map(Region::toString).collect(Collectors.joining(", "));
  }

  boolean holds(String cloud, String region) {
    Region asked = new Region(cloud, region);
    return homes.contains(asked) || compared.contains(asked);
  }

  boolean isHome(Candidate candidate) {
    return homes.contains(new Region(candidate.cloud(), candidate.region()));
  }

  /// Whether cluster and network are there and paid for already in a region.
  boolean isPaid(Region region) {
    return terms.existingCluster && homes.contains(region);
  }

  /// Whether the bundle runs there as it is, as fast as is known.
  boolean deployable(Candidate candidate) {
    return processors.mayBeChosen(candidate) && !UNFIT.contains(candidate.service());
  }
}
