// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.slipway.base.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Gives a model the names of its classes: in its metadata, and as one more output that answers
/// with them. All other outputs stay as they are.
///
/// The class is the model's own where it answers with a number of a class; else the one with the
/// highest score, or of two classes the second where its one score is above a half. Where neither
/// tells the class, the metadata alone get the names.
public final class NamedClasses {

  /// The metadata's key for class names, in the order of the scores.
  public static final String KEY = "slipway.labels";

  private static final String ML = "ai.onnx.ml";

  /// The first operator set whose LabelEncoder takes keys and values.
  private static final long KEYED = 2;

  /// What a class beyond the names is called.
  private static final String UNNAMED = "unnamed";

  private final ModelProto model;
  private final List<String> names;
  private final GraphProto.Builder graph;

  private NamedClasses(ModelProto model, List<String> names) {
    this.model = model;
    this.names = names;
    this.graph = model.getGraph().toBuilder();
  }

  /// @param names in the order of the scores, two at least
  public static ModelProto in(ModelProto model, List<String> names) {
    return new NamedClasses(model, List.copyOf(names)).named();
  }

  /// How many classes a model scores, where its outputs say so.
  public static Optional<Integer> scored(ModelProto model) {
    return model.getGraph().getOutputList().stream()
        .filter(NamedClasses::isScore)
        .findFirst()
        .flatMap(score -> width(score))
        .map(width -> width == 1 ? 2 : width);
  }

  private ModelProto named() {
    var whole = model.toBuilder();
    for (int i = whole.getMetadataPropsCount() - 1; i >= 0; i--) {
      if (whole.getMetadataProps(i).getKey().equals(KEY)) {
        whole.removeMetadataProps(i);
      }
    }
    whole.addMetadataPropsBuilder().setKey(KEY).setValue(Json.line(names));
    Optional<String> number = number();
    if (number.isPresent()) {
      long version = version(whole);
      addNames(number.get(), free("class"), version);
    }
    return whole.setGraph(graph).build();
  }

  /// The value that holds the number of the class; empty where there is none, or texts already.
  private Optional<String> number() {
    List<ValueInfoProto> outputs = model.getGraph().getOutputList();
    if (outputs.stream().anyMatch(output -> type(output) == DataType.STRING)) {
      return Optional.empty();
    }
    Optional<ValueInfoProto> label =
        outputs.stream().filter(output -> type(output) == DataType.INT64).findFirst();
    if (label.isPresent()) {
      return label.map(ValueInfoProto::getName);
    }
    Optional<ValueInfoProto> score = outputs.stream().filter(NamedClasses::isScore).findFirst();
    Optional<Integer> width = score.flatMap(NamedClasses::width);
    if (width.isEmpty()) {
      return Optional.empty();
    }
    String scores = score.get().getName();
    if (width.get() == names.size()) {
      return Optional.of(
          add(
              node("ArgMax", free("class_number"), scores)
                  .addAttribute(number("axis", 1))
                  .addAttribute(number("keepdims", 0))));
    }
    return width.get() == 1 && names.size() == 2 && type(score.get()) == DataType.FLOAT
        ? Optional.of(second(scores))
        : Optional.empty();
  }

  /// 1 where the one score is above a half.
  private String second(String scores) {
    String half = free("class_half");
    graph
        .addInitializerBuilder()
        .setName(half)
        .setDataType(DataType.FLOAT.getNumber())
        .addFloatData(0.5f);
    String above = add(node("Greater", free("class_is_second"), scores, half));
    String number =
        add(
            node("Cast", free("class_as_number"), above)
                .addAttribute(number("to", DataType.INT64.getNumber())));
    String rows = free("class_rows");
    graph
        .addInitializerBuilder()
        .setName(rows)
        .setDataType(DataType.INT64.getNumber())
        .addDims(1)
        .addInt64Data(-1);
    return add(node("Reshape", free("class_number"), number, rows));
  }

  /// @param version of the operator set of the encoder
  private void addNames(String number, String output, long version) {
    NodeProto.Builder encoder = node("LabelEncoder", output, number).setDomain(ML);
    if (version < KEYED) {
      encoder.addAttribute(texts("classes_strings", names));
    } else {
      encoder
          .addAttribute(attribute("keys_int64s", AttributeType.INTS).addAllInts(keys()))
          .addAttribute(texts("values_strings", names));
    }
    encoder.addAttribute(
        attribute("default_string", AttributeType.STRING).setS(ByteString.copyFromUtf8(UNNAMED)));
    add(encoder);
    var shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("rows");
    graph
        .addOutputBuilder()
        .setName(output)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.STRING.getNumber())
                        .setShape(shape)));
  }

  /// The numbers of the classes in the order of the scores: those that a classifier of the graph
  /// has for them, else from 0 on.
  private List<Long> keys() {
    return model.getGraph().getNodeList().stream()
        .flatMap(node -> node.getAttributeList().stream())
        .filter(attribute ->
            attribute.getName().equals("classlabels_int64s")
                || attribute.getName().equals("classlabels_ints"))
        .map(AttributeProto::getIntsList)
        .filter(keys -> keys.size() == names.size())
        .findFirst()
        .orElseGet(() -> LongStream.range(0, names.size()).boxed().toList());
  }

  /// Of the operator set for machine learning, which is added where the model has none.
  private static long version(ModelProto.Builder whole) {
    Optional<OperatorSetIdProto> known =
        whole.getOpsetImportList().stream().filter(set -> set.getDomain().equals(ML)).findFirst();
    if (known.isEmpty()) {
      whole.addOpsetImportBuilder().setDomain(ML).setVersion(KEYED);
    }
    return known.map(OperatorSetIdProto::getVersion).orElse(KEYED);
  }

  private String add(NodeProto.Builder node) {
    graph.addNode(node);
    return node.getOutput(0);
  }

  /// The name, or the first like it that the graph does not use.
  private String free(String name) {
    Set<String> used = new HashSet<>();
    graph.getInputList().forEach(value -> used.add(value.getName()));
    graph.getOutputList().forEach(value -> used.add(value.getName()));
    graph.getInitializerList().forEach(value -> used.add(value.getName()));
    graph.getNodeList().forEach(node -> used.addAll(node.getOutputList()));
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> i == 1 ? name : name + "_" + i)
        .filter(free -> !used.contains(free))
        .findFirst()
        .orElseThrow();
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private static AttributeProto number(String name, long value) {
    return attribute(name, AttributeType.INT).setI(value).build();
  }

  private static AttributeProto texts(String name, List<String> values) {
    return attribute(name, AttributeType.STRINGS)
        .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList())
        .build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  private static boolean isScore(ValueInfoProto output) {
    return type(output) == DataType.FLOAT || type(output) == DataType.DOUBLE;
  }

  private static DataType type(ValueInfoProto value) {
    DataType type = DataType.forNumber(value.getType().getTensorType().getElemType());
    return type == null ? DataType.UNDEFINED : type;
  }

  /// Scores of one row, where their number is fixed; one where there is no axis for them.
  private static Optional<Integer> width(ValueInfoProto output) {
    List<TensorShapeProto.Dimension> axes =
        output.getType().getTensorType().getShape().getDimList();
    if (axes.size() == 1) {
      return Optional.of(1);
    }
    return axes.size() == 2 && axes.getLast().hasDimValue()
        ? Optional.of(Math.toIntExact(axes.getLast().getDimValue()))
        : Optional.empty();
  }
}
