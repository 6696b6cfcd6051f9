// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.attribution;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.slipway.model.attribution.AdditiveScore.Inner;
import dev.slipway.model.graph.OnnxParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds in a model the one operator that computes its scores, where Shapley values of it are
/// exact: trees or a linear operator, fed with columns that each come from one feature, with
/// nothing behind it that lets features in by another way.
public final class ScoreReader {

  /// A larger file is not read as a whole.
  private static final long LARGEST = 256L << 20;

  private static final int DOUBLE = TensorProto.DataType.DOUBLE_VALUE;

  private static final Set<String> TREES =
      Set.of("TreeEnsembleClassifier", "TreeEnsembleRegressor", "TreeEnsemble");
  private static final Set<String> LINEAR =
      Set.of("LinearClassifier", "LinearRegressor", "Gemm", "MatMul");

  /// What a score may become: each answer grows with its own score, whatever the others do.
  private static final Set<String> LINKS =
      Set.of("Softmax", "LogSoftmax", "Sigmoid", "Normalizer", "Exp", "Log", "Softplus");

  /// What leaves the order of the scores as it is, or belongs to a link that is written out.
  private static final Set<String> PLAIN =
      Set.of(
          "Identity",
          "Cast",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "ZipMap",
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Neg",
          "Reciprocal",
          "Concat",
          "Pow",
          "Abs",
          "Max",
          "Min",
          "Where",
          "Less",
          "Greater",
          "ReduceSum",
          "Clip");

  /// What a link is called that the graph writes out in arithmetic.
  private static final String WRITTEN_OUT = "its link function";

  private static final Set<String> SILENT =
      Set.of("Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "ZipMap");

  private final ModelProto model;
  private final Wiring wiring;

  private ScoreReader(ModelProto model) {
    this.model = model;
    this.wiring = new Wiring(model.getGraph());
  }

  /// @param answer the output that is explained
  /// @param inputs the feature of each value of a row, for every input
  /// @return empty where the model is none of that kind, or its file is not read as a whole
  public static Optional<AdditiveScore> read(
      Path file, String answer, Map<String, List<Integer>> inputs) throws IOException {
    if (Files.size(file) > LARGEST) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new ScoreReader(ModelProto.parseFrom(in)).score(answer, inputs);
    }
  }

  private Optional<AdditiveScore> score(String answer, Map<String, List<Integer>> inputs) {
    Set<String> links = new TreeSet<>();
    Optional<NodeProto> operator = operator(answer, links);
    boolean external =
        model.getGraph().getInitializerList().stream()
            .anyMatch(tensor -> !tensor.getExternalDataList().isEmpty());
    if (operator.isEmpty() || external) {
      return Optional.empty();
    }
    NodeProto node = operator.get();
    Optional<Inner> inner = TREES.contains(node.getOpType()) ? trees(node) : linear(node);
    Optional<List<Integer>> players = new ColumnSources(wiring, inputs).of(node.getInput(0));
    if (inner.isEmpty() || players.isEmpty() || !fits(inner.get(), players.get().size())) {
      return Optional.empty();
    }
    String post = Wiring.text(node, "post_transform", "NONE");
    if (!post.equals("NONE")) {
      links.add(post);
    }
    return Optional.of(
        new AdditiveScore(tapped(node), players.get(), inner.get(), String.join(", ", links)));
  }

  /// Where the scores are: behind the bias, where a product of matrices gets one.
  private String scores(NodeProto node) {
    if (node.getOpType().equals("MatMul")) {
      List<NodeProto> next =
          model.getGraph().getNodeList().stream()
              .filter(each -> each.getInputList().contains(node.getOutput(0)))
              .toList();
      if (next.size() == 1
          && next.getFirst().getOpType().equals("Add")
          && next.getFirst().getInputList().stream().anyMatch(wiring::isConstant)) {
        return next.getFirst().getOutput(0);
      }
    }
    return node.getOutput(node.getOpType().endsWith("Classifier") ? 1 : 0);
  }

  private static boolean fits(Inner inner, int columns) {
    return switch (inner) {
      case Inner.Trees(List<Forest> forests) ->
          forests.stream().allMatch(forest -> forest.columns() <= columns);
      case Inner.Linear(List<double[]> weights) ->
          weights.stream().allMatch(of -> of.length == columns);
    };
  }

  /// The operator from which alone the answer comes, with the links between.
  private Optional<NodeProto> operator(String answer, Set<String> links) {
    Set<NodeProto> found = new HashSet<>();
    Set<String> seen = new HashSet<>();
    boolean written = false;
    Deque<String> open = new ArrayDeque<>(List.of(answer));
    while (!open.isEmpty()) {
      String value = open.pop();
      if (wiring.isConstant(value) || !seen.add(value)) {
        continue;
      }
      Optional<NodeProto> maker = wiring.maker(value);
      if (maker.isEmpty()) {
        return Optional.empty(); // an input: features come by another way
      }
      NodeProto node = maker.get();
      String type = node.getOpType();
      boolean scores = TREES.contains(type) || isLinear(node);
      if (scores) {
        found.add(node);
      } else if (LINKS.contains(type) || PLAIN.contains(type)) {
        if (LINKS.contains(type)) {
          links.add(type);
        }
        written |= !LINKS.contains(type) && !SILENT.contains(type) && !isBias(node);
        node.getInputList().forEach(open::push);
      } else {
        return Optional.empty();
      }
    }
    if (written && links.isEmpty()) {
      links.add(WRITTEN_OUT);
    }
    return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
  }

  private boolean isBias(NodeProto node) {
    return node.getOpType().equals("Add")
        && node.getInputList().stream()
            .anyMatch(input ->
                wiring.maker(input).filter(m -> m.getOpType().equals("MatMul")).isPresent())
        && node.getInputList().stream().anyMatch(wiring::isConstant);
  }

  private boolean isLinear(NodeProto node) {
    return LINEAR.contains(node.getOpType())
        && (node.getDomain().equals("ai.onnx.ml") || wiring.isConstant(node.getInput(1)));
  }

  private static Optional<Inner> trees(NodeProto node) {
    return ForestReader.read(node).map(Inner.Trees::new);
  }

  private Optional<Inner> linear(NodeProto node) {
    if (node.getDomain().equals("ai.onnx.ml")) {
      double[] flat = Wiring.reals(node, "coefficients");
      double[] start = Wiring.reals(node, "intercepts");
      int rows =
          node.getOpType().equals("LinearRegressor")
              ? (int) Wiring.integer(node, "targets").orElse(1)
              : Math.max(1, start.length);
      return rows > 0 && flat.length % rows == 0
          ? Optional.of(new Inner.Linear(rows(flat, rows, flat.length / rows, true, 1)))
          : Optional.empty();
    }
    Optional<TensorProto> tensor = wiring.constant(node.getInput(1));
    Optional<double[]> flat = tensor.flatMap(Wiring::numbers);
    if (flat.isEmpty()
        || tensor.get().getDimsCount() != 2
        || Wiring.integer(node, "transA").orElse(0) != 0) {
      return Optional.empty();
    }
    boolean turned = Wiring.integer(node, "transB").orElse(0) != 0;
    int first = (int) tensor.get().getDims(0);
    int second = (int) tensor.get().getDims(1);
    if ((long) first * second != flat.get().length) {
      return Optional.empty();
    }
    double alpha = node.getOpType().equals("Gemm") ? Wiring.real(node, "alpha", 1) : 1;
    return Optional.of(
        new Inner.Linear(
            rows(flat.get(), turned ? first : second, turned ? second : first, turned, alpha)));
  }

  /// @param byScore whether the weights of one score lie one behind the other
  private static List<double[]> rows(
      double[] flat, int scores, int columns, boolean byScore, double factor) {
    List<double[]> rows = new ArrayList<>();
    for (int score = 0; score < scores; score++) {
      double[] row = new double[columns];
      for (int i = 0; i < columns; i++) {
        row[i] = factor * flat[byScore ? score * columns + i : i * scores + score];
      }
      rows.add(row);
    }
    return rows;
  }

  /// The model with what the operator takes and gives as its outputs.
  private ModelProto tapped(NodeProto node) {
    GraphProto graph = model.getGraph();
    GraphProto.Builder made = graph.toBuilder().clearNode().clearOutput();
    for (NodeProto each : graph.getNodeList()) {
      made.addNode(each.equals(node) ? plain(each) : each);
    }
    made.addNode(cast(node.getInput(0), AdditiveScore.COLUMNS));
    made.addNode(cast(scores(node), AdditiveScore.SCORES));
    made.addOutput(output(AdditiveScore.COLUMNS));
    made.addOutput(output(AdditiveScore.SCORES));
    return model.toBuilder().setGraph(made).build();
  }

  /// The operator without what it makes of the scores.
  private static NodeProto plain(NodeProto node) {
    NodeProto.Builder made = node.toBuilder();
    for (int i = made.getAttributeCount() - 1; i >= 0; i--) {
      if (made.getAttribute(i).getName().equals("post_transform")) {
        made.removeAttribute(i);
      }
    }
    return made.build();
  }

  private static NodeProto cast(String from, String to) {
    return NodeProto.newBuilder()
        .setOpType("Cast")
        .addInput(from)
        .addOutput(to)
        .addAttribute(OnnxParts.attribute("to", DOUBLE))
        .build();
  }

  private static ValueInfoProto output(String name) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(DOUBLE)))
        .build();
  }
}
