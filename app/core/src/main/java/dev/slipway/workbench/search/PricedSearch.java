// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.search;

import dev.slipway.cost.CostRange;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The result of a search with the cost of each point.
///
/// @param load that it would cost this to serve: the project's traffic, each row a request of its
///   own
/// @param assumed whether the project states no traffic
/// @param front all that no other beats in rows a second, latency, memory and cost, where processor
///   time decides between what costs the same; while nothing has a price, it stands for cost
/// @param beaten the others, the best by the goal first
public record PricedSearch(
    SearchResult found, Traffic load, boolean assumed, List<Priced> front, List<Priced> beaten) {

  public PricedSearch {
    front = List.copyOf(front);
    beaten = List.copyOf(beaten);
  }

  /// One way to run the model.
  ///
  /// @param month cost of a month; empty where it has no price
  /// @param because what it would run on, or why it has no price
  public record Priced(PointReading reading, Optional<CostRange> month, String because) {

    private Map<String, Object> asTree() {
      var tree = new LinkedHashMap<String, Object>();
      tree.put("point", reading.point());
      tree.put("month", month);
      tree.put("because", because);
      return tree;
    }
  }

  /// Whether cost is one of the respects that the front is of.
  public boolean byCost() {
    return front.stream().anyMatch(one -> one.month().isPresent());
  }

  /// The best, with its price.
  public Priced best() {
    return all().filter(one -> one.reading().equals(found.best())).findFirst().orElseThrow();
  }

  /// Whether all ways that have a price have the same.
  public boolean oneCost() {
    return all().flatMap(one -> one.month().stream()).map(CostRange::likely).distinct().count()
        == 1;
  }

  /// How many ways have no price, by the reason.
  public SortedMap<String, Long> unpriced() {
    return all()
        .filter(one -> one.month().isEmpty())
        .collect(Collectors.groupingBy(Priced::because, TreeMap::new, Collectors.counting()));
  }

  private Stream<Priced> all() {
    return Stream.concat(front.stream(), beaten.stream());
  }

  /// As plain maps, for JSON: what was found, with this front, and beside it the cost of each way.
  public Map<String, Object> asTree() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("goal", found.goal());
    tree.put("best", found.best());
    tree.put("holds", found.holds());
    tree.put("front", front.stream().map(Priced::reading).toList());
    tree.put("beaten", beaten.stream().map(Priced::reading).toList());
    tree.put("today", found.today());
    tree.put("seen", found.seen());
    tree.put("all", found.all());
    tree.put("spent", found.spent());
    tree.put("environment", found.environment());
    tree.put("inputs", found.inputs());
    found.verdict().ifPresent(verdict -> tree.put("verdict", verdict.inWords()));
    tree.put(
        "cost",
        Map.of("traffic", load, "assumed", assumed, "ways", all().map(Priced::asTree).toList()));
    return tree;
  }
}
