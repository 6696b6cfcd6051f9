// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.inspect.OnnxModel.OnnxNode;
import dev.slipway.model.RuntimeRefusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// Operators that the pinned runtime knows but cannot run, as measured. An operator outside the
/// table may still lack a kernel for its types: only the runtime itself can tell.
final class KernelGaps {

  private static final String TABLE = "kernel-gaps.txt";

  /// The runtime takes it out of most graphs before it looks for kernels.
  private static final String SOMETIMES_TAKEN_OUT = "Dropout";

  private KernelGaps() {}

  /// Empty where nothing is known to be missing.
  static Optional<Finding> check(OnnxModel model) {
    Long opset = model.opsets().get(OnnxReader.DEFAULT_DOMAIN);
    if (opset == null) {
      return Optional.empty();
    }
    var gaps = ofThePinnedRuntime();
    SortedSet<String> missing = new TreeSet<>();
    for (OnnxNode node : WeightWalk.nodesOutsideFunctions(model)) {
      String operator = node.operator();
      if (node.domain().equals(OnnxReader.DEFAULT_DOMAIN)
          && !operator.equals(SOMETIMES_TAKEN_OUT)
          && gaps.containsKey(operator)
          && gaps.get(operator).contains(opset)) {
        missing.add(operator);
      }
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of(failed(missing, opset));
  }

  private static Finding failed(SortedSet<String> missing, long opset) {
    return new Finding.Failed(
        "The runtime has a kernel for every operator",
        Problem.input(
            "model.no-kernel",
            "ONNX Runtime cannot run " + String.join(", ", missing) + " in opset " + opset,
            Compatibility.RUNTIME
                + " knows them in that set, and has no implementation for the CPU.",
            RuntimeRefusal.withoutKernel(opset)));
  }

  /// Operator sets without a kernel, by operator.
  static SortedMap<String, NavigableSet<Long>> ofThePinnedRuntime() {
    SortedMap<String, NavigableSet<Long>> gaps = new TreeMap<>();
    try (InputStream in = KernelGaps.class.getResourceAsStream(TABLE);
        var lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in, TABLE), StandardCharsets.UTF_8))) {
      for (String line : lines.lines().filter(text -> !text.startsWith("#")).toList()) {
        List<String> words = List.of(line.split(" "));
        NavigableSet<Long> sets = new TreeSet<>();
        LongStream.rangeClosed(Long.parseLong(words.get(1)), Long.parseLong(words.get(2)))
            .forEach(sets::add);
        gaps.put(words.getFirst(), sets);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gaps;
  }
}
