// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The price files, read a second time: nothing of the product's own reader is used.
final class IndependentPrices {

  private final Map<String, Vm> machines = new HashMap<>();
  private final Map<String, Double> reserved = new HashMap<>();
  private final Map<String, Double> sustained = new HashMap<>();
  private final Map<String, OptionalDouble> dearest = new HashMap<>();
  private final Map<String, Double> meters = new HashMap<>();

  IndependentPrices(Map<String, String> tables) {
    for (Map<String, String> row : rows(tables, "instances.csv")) {
      if (!cell(row, "price_usd_hour_on_demand").isEmpty()) {
        machines.put(
            key(cell(row, "cloud"), cell(row, "region"), cell(row, "instance_type")),
            new Vm(
                cell(row, "instance_type"),
                number(row, "vcpu"),
                number(row, "memory_gib"),
                number(row, "price_usd_hour_on_demand")));
      }
    }
    for (Map<String, String> row : rows(tables, "commitments_aws.csv")) {
      reserved.put(
          key(cell(row, "region"), cell(row, "instance_type"), cell(row, "term")),
          number(row, "price_usd_hour"));
    }
    for (Map<String, String> row : rows(tables, "burstable.csv")) {
      if (!cell(row, "sustained_vcpu_equivalent").isEmpty()) {
        sustained.put(
            key(cell(row, "cloud"), cell(row, "instance_type")),
            number(row, "sustained_vcpu_equivalent"));
      }
    }
    for (Map<String, String> row : rows(tables, "services.csv")) {
      if (!cell(row, "price_usd").isEmpty()) {
        meters.put(
            key(cell(row, "cloud"), cell(row, "region"), cell(row, "service"), cell(row, "meter")),
            number(row, "price_usd"));
      }
    }
  }

  private static String key(String... parts) {
    return String.join("\n", parts);
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(cell(row, column));
  }

  private static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  /// What a meter costs in a region; empty where no source says it, which is not nothing.
  OptionalDouble meter(String cloud, String region, String service, String meter) {
    for (String place : List.of(region, "any")) {
      Double price = meters.get(key(cloud, place, service, meter));
      if (price != null) {
        return OptionalDouble.of(price);
      }
    }
    return OptionalDouble.empty();
  }

  /// The dearest price that is known anywhere for a charge of the kind that a line is.
  OptionalDouble dearest(String line) {
    String meters =
        switch (line) {
          case "traffic between zones" -> "data_transfer\nbetween availability zones.*";
          case "load balancer data" -> "load_balanc(ing|er)\n(ingress )?data processed";
          case "logs" -> "(cloudwatch_logs|cloud_logging|log_analytics)\ningestion.*";
          default -> "";
        };
    return dearest.computeIfAbsent(
        meters,
        kind ->
            this.meters.entrySet().stream()
                .filter(e -> e.getKey().matches("[^\n]*\n[^\n]*\n" + kind))
                .mapToDouble(Map.Entry::getValue)
                .max());
  }

  /// What a gigabyte of answers costs at the first tier; Google and Azure give it by continent too.
  OptionalDouble egress(String cloud, String region) {
    String asia = region.contains("asia") ? "asia" : "";
    return switch (cloud) {
      case "aws" -> meter(cloud, region, "data_transfer", "internet egress, first 10 TB/month");
      case "gcp" ->
          meter(
              cloud,
              region,
              "egress",
              "internet egress, premium tier, to the Americas, first 1 TB");
      default ->
          meter(
              cloud,
              asia.isEmpty() ? "north america and europe" : asia,
              "egress",
              "internet egress, first tier");
    };
  }

  /// @param vcpu that it has
  /// @param hourly on demand, in USD
  record Vm(String type, double vcpu, double gibibytes, double hourly) {}

  Vm machine(String cloud, String region, String type) {
    return Objects.requireNonNull(machines.get(key(cloud, region, type)));
  }

  OptionalDouble reserved(String region, String type, String term) {
    return found(reserved.get(key(region, type, term)));
  }

  /// vCPUs of a burstable machine that can be used all day.
  OptionalDouble sustained(String cloud, String type) {
    return found(sustained.get(key(cloud, type)));
  }

  private static OptionalDouble found(@Nullable Double price) {
    return price == null ? OptionalDouble.empty() : OptionalDouble.of(price);
  }

  private static List<Map<String, String>> rows(Map<String, String> tables, String name) {
    List<String> lines = tables.getOrDefault(name, "").lines().toList();
    List<String> head = cells(lines.getFirst());
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      List<String> cells = cells(line);
      for (int i = 0; i < head.size(); i++) {
        row.put(head.get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
