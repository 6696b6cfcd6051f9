// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where a model's time goes.
///
/// @param operators that which takes most first
/// @param nodes mean time of each node that ran, by its name; one that was merged with others when
///   the model was loaded has the name of the whole
public record OperatorTimes(List<OperatorTime> operators, Map<String, Duration> nodes) {

  private static final String KERNEL = "_kernel_time";

  public OperatorTimes {
    operators = List.copyOf(operators);
    nodes = Map.copyOf(nodes);
  }

  /// What all operators take together.
  public Duration total() {
    return operators.stream().map(OperatorTime::each).reduce(Duration.ZERO, Duration::plus);
  }

  /// How an operator's part changed.
  ///
  /// @param before empty where the first has none of it
  /// @param after empty where the second has none of it
  public record Change(
      String operator, Optional<OperatorTime> before, Optional<OperatorTime> after) {

    /// Signed: below zero where the second takes less.
    Duration more() {
      return time(after).minus(time(before));
    }

    private static Duration time(Optional<OperatorTime> one) {
      return one.map(OperatorTime::each).orElse(Duration.ZERO);
    }
  }

  /// What changed from one to another, the largest change first.
  public static List<Change> changes(OperatorTimes before, OperatorTimes after) {
    var names = new TreeSet<String>();
    before.operators().forEach(one -> names.add(one.operator()));
    after.operators().forEach(one -> names.add(one.operator()));
    return names.stream()
        .map(name -> new Change(name, before.of(name), after.of(name)))
        .sorted(Comparator.comparing((Change change) -> change.more().abs()).reversed())
        .toList();
  }

  private Optional<OperatorTime> of(String operator) {
    return operators.stream().filter(one -> one.operator().equals(operator)).findFirst();
  }

  /// Reads ONNX Runtime's profile. The first half of each node's runs is left out: the model warms
  /// up in it.
  public static OperatorTimes read(Path file) throws IOException {
    Map<String, String> operators = new LinkedHashMap<>();
    Map<String, List<Long>> micros = new LinkedHashMap<>();
    try (MappingIterator<JsonNode> events =
        new ObjectMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
      while (events.hasNext()) {
        JsonNode event = events.next();
        String name = event.path("name").asText();
        if (event.path("cat").asText().equals("Node") && name.endsWith(KERNEL)) {
          operators.putIfAbsent(name, event.path("args").path("op_name").asText());
          micros.computeIfAbsent(name, node -> new ArrayList<>()).add(event.path("dur").asLong());
        }
      }
    }
    Map<String, Duration> nodes = new LinkedHashMap<>();
    micros.forEach(
        (name, all) -> nodes.put(name.substring(0, name.length() - KERNEL.length()), settled(all)));
    return new OperatorTimes(summed(operators, micros), nodes);
  }

  /// The mean of the second half.
  private static Duration settled(List<Long> micros) {
    double mean =
        micros.subList(micros.size() / 2, micros.size()).stream()
            .mapToLong(Long::longValue)
            .average()
            .orElse(0);
    return Duration.ofNanos(Math.round(1_000 * mean));
  }

  private static List<OperatorTime> summed(
      Map<String, String> operators, Map<String, List<Long>> micros) {
    Map<String, OperatorTime> summed = new TreeMap<>();
    operators.forEach((node, operator) -> {
      var one = new OperatorTime(operator, 1, settled(micros.getOrDefault(node, List.of())));
      summed.merge(
          operator,
          one,
          (a, b) -> new OperatorTime(operator, a.nodes() + b.nodes(), a.each().plus(b.each())));
    });
    return summed.values().stream()
        .sorted(Comparator.comparing(OperatorTime::each).reversed())
        .toList();
  }
}
