// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Bytes;
import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.inspect.OnnxModel.Weights;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ModelFile;
import dev.slipway.model.ProtoCursor;
import dev.slipway.model.Signature;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Describes a model from its bytes. The file is mapped, weights stay in it, and nothing is run; a
/// file that is cut off, damaged or hostile gives a problem, never a crash.
public final class Inspector {

  private Inspector() {}

  public static Inspection inspect(ModelFile model) throws ProblemException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(model.path())) {
      return inspect(model, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "model.gone",
              model.path() + " is not what it was a moment ago",
              "It could be read when the model was taken in, and no longer: " + e.getMessage(),
              "Put the file back and leave it alone while it is looked at."),
          e);
    }
  }

  static Inspection inspect(ModelFile model, MemorySegment bytes) throws ProblemException {
    try {
      return describe(model, new OnnxReader().model(new ProtoCursor(bytes)));
    } catch (MalformedException e) {
      throw new ProblemException(
          Problem.input(
              e.cutOff() ? "model.truncated" : "model.malformed",
              model.path() + " is cut off or damaged",
              "Reading it as an ONNX model: " + e.reason() + ".",
              "Copy or export the model again, and compare the file sizes."),
          e);
    }
  }

  private static Inspection describe(ModelFile model, OnnxModel onnx) {
    List<Finding> findings = new ArrayList<>();
    var graph = onnx.graph();
    var signatures = new SignatureReader(findings);
    Signature signature = new Signature(signatures.inputs(graph), signatures.outputs(graph));
    findings.addAll(Compatibility.check(onnx));
    List<Weights> weights = WeightWalk.all(onnx);
    findings.addAll(WeightChecks.check(model.path(), weights));
    var features = FeatureMetadata.read(onnx.metadata(), signature, findings);
    var flops = new FlopCount(onnx);
    Graph view = GraphView.of(graph, flops);
    var totals = ParameterTotals.of(onnx, weights);
    return new Inspection(
        model,
        signature,
        features,
        onnx.irVersion(),
        onnx.opsets(),
        onnx.producer(),
        totals.parameters(),
        totals.bytes(),
        operators(onnx),
        OperatorCost.of(view),
        flops.total(),
        onnx.metadata(),
        view,
        findings);
  }

  private static SortedMap<String, Integer> operators(OnnxModel onnx) {
    SortedMap<String, Integer> operators = new TreeMap<>();
    WeightWalk.nodes(onnx).forEach(node -> operators.merge(node.operator(), 1, Integer::sum));
    return operators;
  }

  /// Sums over all weights, and over the values that tree operators keep in their attributes.
  private record ParameterTotals(long parameters, SortedMap<String, Bytes> bytes) {

    static ParameterTotals of(OnnxModel onnx, List<Weights> weights) {
      SortedMap<ElementType, long[]> sums = new TreeMap<>();
      for (Weights tensor : weights) {
        add(sums, tensor.element(), Math.max(0, tensor.count()), tensor.byteCount());
      }
      for (var node : WeightWalk.nodes(onnx)) {
        if (WeightWalk.keepsTrainedAttributes(node)) {
          add(sums, ElementType.FLOAT, node.reals(), 4 * node.reals());
          add(sums, ElementType.INT64, node.integers(), 8 * node.integers());
        }
      }
      long count = 0;
      SortedMap<String, Bytes> bytes = new TreeMap<>();
      for (var sum : sums.entrySet()) {
        count = OperatorCost.saturated(count, sum.getValue()[0]);
        bytes.put(sum.getKey().name(), new Bytes(sum.getValue()[1]));
      }
      return new ParameterTotals(count, bytes);
    }

    private static void add(
        SortedMap<ElementType, long[]> sums, ElementType element, long count, long bytes) {
      if (count == 0) {
        return;
      }
      long[] sum = sums.computeIfAbsent(element, e -> new long[2]);
      sum[0] = OperatorCost.saturated(sum[0], count);
      sum[1] = OperatorCost.saturated(sum[1], bytes);
    }
  }
}
