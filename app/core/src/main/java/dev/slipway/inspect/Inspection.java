// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Bytes;
import dev.slipway.base.Finding;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.ModelFile;
import dev.slipway.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/// Everything that a model's bytes say about it.
///
/// @param opsets operator-set version by domain; the default domain is `ai.onnx`
/// @param parameters number of trained values in initialisers and tensor attributes
/// @param parameterBytes bytes of them by element type, such as `FLOAT`
/// @param operators number of nodes by operator type
/// @param costs what each operator costs, the dearest first
/// @param flops floating-point operations for one row, where the shapes allow an estimate; empty
///   otherwise
/// @param metadata custom metadata of the file
/// @param findings what is fine, what stands in the way of serving it, what could not be checked
public record Inspection(
    ModelFile model,
    Signature signature,
    FeatureMap featureMap,
    long irVersion,
    SortedMap<String, Long> opsets,
    String producer,
    long parameters,
    SortedMap<String, Bytes> parameterBytes,
    SortedMap<String, Integer> operators,
    List<OperatorCost> costs,
    OptionalLong flops,
    SortedMap<String, String> metadata,
    Graph graph,
    List<Finding> findings) {

  private static final long MOST = Long.MAX_VALUE / 8;

  public Inspection {
    costs = List.copyOf(costs);
    findings = List.copyOf(findings);
  }

  /// Bytes of the file and of the files with its weights; a bound that holds a sum that is too
  /// large.
  public Bytes weights() {
    long weights = model.size().count();
    for (Bytes bytes : parameterBytes.values()) {
      weights = weights + bytes.count() < 0 ? MOST : weights + bytes.count();
    }
    return new Bytes(Math.min(weights, MOST));
  }

  /// The same with one more finding.
  public Inspection and(Finding finding) {
    List<Finding> more = new ArrayList<>(findings);
    more.add(finding);
    return new Inspection(
        model,
        signature,
        featureMap,
        irVersion,
        opsets,
        producer,
        parameters,
        parameterBytes,
        operators,
        costs,
        flops,
        metadata,
        graph,
        more);
  }
}
