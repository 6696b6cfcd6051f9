// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import dev.slipway.base.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// All the ways to run a model that a search chooses among: every combination of the values.
///
/// @param threads intra-op threads
/// @param batches rows a request
/// @param clients that ask at once
/// @param levels graph-optimisation levels
public record SearchSpace(
    List<Integer> threads,
    List<Integer> batches,
    List<Integer> clients,
    List<String> levels,
    List<Variant> variants) {

  /// A form of the model; the first is the model as it is.
  public record Variant(String name, Path model, Sha256 sha256) {}

  /// One way to run the model.
  public record Point(int threads, int batch, int clients, String level, String variant) {}

  public SearchSpace {
    threads = List.copyOf(threads);
    batches = List.copyOf(batches);
    clients = List.copyOf(clients);
    levels = List.copyOf(levels);
    variants = List.copyOf(variants);
    if (threads.isEmpty()
        || batches.isEmpty()
        || clients.isEmpty()
        || levels.isEmpty()
        || variants.isEmpty()) {
      throw new IllegalArgumentException("a search needs a value of each setting");
    }
  }

  public int size() {
    return threads.size() * batches.size() * clients.size() * levels.size() * variants.size();
  }

  /// How many values each setting has.
  List<Integer> sizes() {
    return List.of(threads.size(), batches.size(), clients.size(), levels.size(), variants.size());
  }

  public Point point(List<Integer> at) {
    return new Point(
        threads.get(at.get(0)),
        batches.get(at.get(1)),
        clients.get(at.get(2)),
        levels.get(at.get(3)),
        variants.get(at.get(4)).name());
  }

  public Variant variant(Point point) {
    return variants.stream()
        .filter(v -> v.name().equals(point.variant()))
        .findFirst()
        .orElseThrow();
  }

  /// Positions of all points: for each setting the index of its value.
  public List<List<Integer>> all() {
    List<List<Integer>> found = List.of(List.of());
    for (int size : sizes()) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> begun : found) {
        for (int value = 0; value < size; value++) {
          List<Integer> one = new ArrayList<>(begun);
          one.add(value);
          longer.add(List.copyOf(one));
        }
      }
      found = longer;
    }
    return found;
  }
}
