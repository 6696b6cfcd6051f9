// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.objective.Access;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Project;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputSizes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The ten services whose bills are computed twice.
final class BillCases {

  private static final int PRICE = 13;

  private BillCases() {}

  /// @param longest bytes of the largest request as JSON
  /// @param targets kinds of artefact that are exported
  /// @param discount share that is off every machine's price in the user's own table
  /// @param image size of the built image; empty where none was built yet
  record Case(
      String name,
      Services.Kind kind,
      double peak,
      double average,
      LoadShape shape,
      long longest,
      List<String> targets,
      Map<String, Map<String, Object>> options,
      boolean existing,
      Optional<String> commitment,
      double discount,
      Optional<Bytes> image) {

    boolean isOnEcsAlone() {
      return targets.contains("ecs") && !targets.contains("kubernetes");
    }

    /// The shipped tables, with what is off every machine's price.
    Map<String, String> tables() {
      Map<String, String> tables = Samples.tables();
      if (discount > 0) {
        tables.computeIfPresent("instances.csv", (_, table) -> cheaper(table));
      }
      return tables;
    }

    private String cheaper(String table) {
      List<String> lines = table.lines().toList();
      return lines.getFirst()
          + "\n"
          + lines.stream().skip(1).map(this::cheaperRow).collect(Collectors.joining("\n"))
          + "\n";
    }

    private String cheaperRow(String row) {
      String[] cells = row.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
      if (!cells[PRICE].isEmpty()) {
        cells[PRICE] =
            new BigDecimal(cells[PRICE])
                .multiply(BigDecimal.ONE.subtract(BigDecimal.valueOf(discount)))
                .toPlainString();
      }
      return String.join(",", cells);
    }

    /// How requests come in, as `docs/cost.md` and the targets say it.
    IndependentBill.Entry entry(String offer) {
      // The template of the target has an internal one.
      if (offer.equals("fargate") && targets.contains("ecs")) {
        return IndependentBill.Entry.INTERNAL;
      }
      if (options.containsKey("kubernetes") || targets.equals(List.of("docker"))) {
        return IndependentBill.Entry.INTERNET;
      }
      return IndependentBill.Entry.NONE;
    }

    EstimateRequest in(String cloud, String region, PriceBook book) {
      var traffic = Services.traffic(peak, average / peak, shape);
      Project plain = Services.project(kind, traffic);
      var where = new Project.Where(Optional.of(cloud), List.of(region), existing, commitment);
      var release =
          new Project.Release(
              Optional.empty(), targets, options, Optional.empty(), where, Access.UNSTATED);
      var sizes = new InputSizes(InputSizes.Basis.GOLDEN, "x", 8, new Bytes(longest));
      // The bill does not depend on how exactly times are known, and sizing takes long.
      Profile profile = Services.profile(kind);
      Profile coarse = Altered.of(profile, "samples", profile.samples().subList(0, 100));
      var workload = Workload.of(coarse, book, Optional.empty());
      return EstimateRequest.of(
          Altered.of(workload, "inputs", sizes, "image", image),
          Altered.of(plain, "release", release));
    }
  }

  private static Map<String, Map<String, Object>> entry(String kind) {
    return Map.of("kubernetes", Map.of("entry", kind));
  }

  private static final List<String> ANYWHERE = List.of("docker");
  private static final List<String> CLUSTER = List.of("docker", "kubernetes");
  private static final List<String> ECS = List.of("docker", "ecs");

  static List<Case> all() {
    return Stream.of(rows(), sentences(), pictures()).flatMap(List::stream).toList();
  }

  private static List<Case> rows() {
    return List.of(
        new Case(
            "a row now and then",
            Services.Kind.TABULAR,
            0.01,
            0.008,
            LoadShape.FLAT,
            600,
            ANYWHERE,
            Map.of(),
            false,
            Optional.empty(),
            0,
            Optional.empty()),
        new Case(
            "rows in office hours",
            Services.Kind.TABULAR,
            120,
            24,
            LoadShape.OFFICE_HOURS,
            600,
            CLUSTER,
            entry("ingress"),
            false,
            Optional.empty(),
            0,
            Optional.of(new Bytes(130_000_000))),
        new Case(
            "rows in bursts",
            Services.Kind.TABULAR,
            20_000,
            5,
            LoadShape.BURSTY,
            900,
            ECS,
            Map.of(),
            false,
            Optional.empty(),
            0,
            Optional.empty()),
        new Case(
            "rows without end",
            Services.Kind.TABULAR,
            50_000,
            15_000,
            LoadShape.OFFICE_HOURS,
            600,
            CLUSTER,
            entry("gateway"),
            false,
            Optional.of("1 year"),
            0,
            Optional.empty()));
  }

  private static List<Case> sentences() {
    return List.of(
        new Case(
            "sentences in bursts, own cluster",
            Services.Kind.SENTENCE,
            50,
            5,
            LoadShape.BURSTY,
            4_000,
            CLUSTER,
            entry("ingress"),
            true,
            Optional.empty(),
            0,
            Optional.empty()),
        new Case(
            "sentences day and night",
            Services.Kind.SENTENCE,
            200,
            180,
            LoadShape.FLAT,
            4_000,
            CLUSTER,
            Map.of(),
            false,
            Optional.of("3 years"),
            0,
            Optional.empty()),
        new Case(
            "sentences, few",
            Services.Kind.SENTENCE,
            0.1,
            0.02,
            LoadShape.OFFICE_HOURS,
            4_000,
            ANYWHERE,
            Map.of(),
            false,
            Optional.empty(),
            0,
            Optional.empty()));
  }

  private static List<Case> pictures() {
    return List.of(
        new Case(
            "pictures, steady",
            Services.Kind.PICTURE,
            5,
            5,
            LoadShape.FLAT,
            3_600_000,
            ANYWHERE,
            Map.of(),
            false,
            Optional.empty(),
            0,
            Optional.empty()),
        new Case(
            "pictures in the evening",
            Services.Kind.PICTURE,
            300,
            90,
            LoadShape.EVENING_PEAK,
            1_200_000,
            ECS,
            Map.of(),
            false,
            Optional.empty(),
            0,
            Optional.of(new Bytes(130_000_000))),
        new Case(
            "pictures in bursts, own prices",
            Services.Kind.PICTURE,
            40,
            2,
            LoadShape.BURSTY,
            3_600_000,
            List.of("docker", "helm", "kubernetes", "ecs"),
            entry("gateway"),
            true,
            Optional.of("1 year"),
            0.2,
            Optional.empty()));
  }

  static final List<List<String>> REGIONS =
      List.of(
          List.of("aws", "us-east-1"),
          List.of("aws", "eu-west-1"),
          List.of("aws", "eu-central-1"),
          List.of("aws", "ap-southeast-1"),
          List.of("gcp", "us-central1"),
          List.of("gcp", "europe-west1"),
          List.of("gcp", "europe-west3"),
          List.of("gcp", "asia-southeast1"),
          List.of("azure", "eastus"),
          List.of("azure", "westeurope"),
          List.of("azure", "northeurope"),
          List.of("azure", "southeastasia"));
}
