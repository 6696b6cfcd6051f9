// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import static dev.slipway.model.TinyOnnx.message;
import static dev.slipway.model.TinyOnnx.node;
import static dev.slipway.model.TinyOnnx.value;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.inspect.OnnxModel.ValueType;
import dev.slipway.inspect.OnnxModel.ValueType.OptionalType;
import dev.slipway.inspect.OnnxModel.ValueType.SequenceType;
import dev.slipway.inspect.OnnxModel.ValueType.TensorType;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ProtoCursor;
import dev.slipway.model.TinyOnnx;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Puts operators around a model, so that it takes and gives only tensors of types that the
/// runtime's Java binding can make and read: casts, sequences from their parts, optionals.
final class CaseAdapter {

  private static final int TENSOR = 4;
  private static final int INTEGER = 2;
  private static final int TYPE = 13;

  /// What a named output must hold.
  record Expected(String output, CaseValue.Numbers value) {}

  private final List<TinyOnnx> before = new ArrayList<>();
  private final List<TinyOnnx> after = new ArrayList<>();
  private final List<TinyOnnx> inputs = new ArrayList<>();
  private final List<TinyOnnx> outputs = new ArrayList<>();
  private final Set<String> replacedInputs = new HashSet<>();
  private final Set<String> replacedOutputs = new HashSet<>();
  private final Map<String, Tensor> request = new LinkedHashMap<>();
  private final List<Expected> expected = new ArrayList<>();
  private int made;

  Map<String, Tensor> request() {
    return request;
  }

  List<Expected> expected() {
    return expected;
  }

  boolean changesTheModel() {
    return !replacedInputs.isEmpty() || !replacedOutputs.isEmpty();
  }

  void input(String name, ValueType type, CaseValue given) throws ProblemException {
    boolean plain =
        type instanceof TensorType tensor
            && given instanceof CaseValue.Numbers
            && tensor.element().served().filter(CaseAdapter::canBeMade).isPresent();
    if (plain) {
      give(name, name, type, given);
      return;
    }
    replacedInputs.add(name);
    build(name, type, given);
  }

  /// Makes the inner value of this name from inputs that can be given.
  private void build(String name, ValueType type, CaseValue given) throws ProblemException {
    switch (type) {
      case TensorType tensor -> {
        String carried = fresh("in");
        give(carried, name, type, given);
        inputs.add(
            value(
                carried, number(carrier(tensor.element())), dimensions((CaseValue.Numbers) given)));
      }
      case SequenceType sequence -> {
        List<CaseValue> items = ((CaseValue.Sequence) given).items();
        List<String> parts = new ArrayList<>();
        for (CaseValue item : items) {
          parts.add(fresh("part"));
          build(parts.getLast(), sequence.of(), item);
        }
        TinyOnnx empty = message().text(2, name).text(4, "SequenceEmpty");
        if (sequence.of() instanceof TensorType tensor) {
          empty.bytes(5, integer("dtype", tensor.element().number()));
        }
        before.add(
            items.isEmpty() ? empty : node("SequenceConstruct", String.join(" ", parts), name));
      }
      case OptionalType optional when given instanceof CaseValue.Absent ->
          before.add(
              message()
                  .text(2, name)
                  .text(4, "Optional")
                  .bytes(
                      5,
                      message()
                          .text(1, "type")
                          .bytes(14, CaseTypes.written(optional.of()))
                          .number(20, TYPE)));
      case OptionalType optional -> {
        String inner = fresh("some");
        build(inner, optional.of(), given);
        before.add(node("Optional", inner, name));
      }
      default -> throw notMade(type);
    }
  }

  /// Sends a tensor under one name, which inside becomes another.
  private void give(String sent, String name, ValueType type, CaseValue given)
      throws ProblemException {
    ElementType element = ((TensorType) type).element();
    DataType carrier = carrier(element);
    request.put(sent, ((CaseValue.Numbers) given).tensor(carrier));
    if (!sent.equals(name)) {
      before.add(cast(sent, name, element));
    }
  }

  void output(String name, ValueType type, CaseValue wanted) throws ProblemException {
    if (type instanceof TensorType tensor && tensor.element().served().isPresent()) {
      expected.add(new Expected(name, (CaseValue.Numbers) wanted));
      return;
    }
    replacedOutputs.add(name);
    take(name, type, wanted);
  }

  /// Makes outputs that can be read from the inner value of this name.
  private void take(String name, ValueType type, CaseValue wanted) throws ProblemException {
    switch (type) {
      case TensorType tensor -> {
        String out = fresh("out");
        DataType carrier = carrier(tensor.element());
        after.add(cast(name, out, ElementType.numbered(number(carrier))));
        give(out, number(carrier), (CaseValue.Numbers) wanted);
      }
      case SequenceType sequence -> {
        List<CaseValue> items = ((CaseValue.Sequence) wanted).items();
        String length = fresh("length");
        after.add(node("SequenceLength", name, length));
        give(length, ElementType.INT64.number(), CaseTypes.scalar(items.size()));
        for (int i = 0; i < items.size(); i++) {
          String at = fresh("at");
          String item = fresh("item");
          after.add(
              message()
                  .text(2, at)
                  .text(4, "Constant")
                  .bytes(
                      5,
                      message()
                          .text(1, "value")
                          .bytes(5, message().number(2, 7).number(7, i))
                          .number(20, TENSOR)));
          after.add(node("SequenceAt", name + " " + at, item));
          take(item, sequence.of(), items.get(i));
        }
      }
      case OptionalType optional when !(wanted instanceof CaseValue.Absent) -> {
        String inner = fresh("some");
        after.add(node("OptionalGetElement", name, inner));
        take(inner, optional.of(), wanted);
      }
      default -> throw notMade(type);
    }
  }

  private void give(String output, int element, CaseValue.Numbers wanted) {
    outputs.add(value(output, element, dimensions(wanted)));
    expected.add(new Expected(output, wanted));
  }

  /// The model with all that around it.
  byte[] model(byte[] original) throws MalformedException {
    TinyOnnx model = message();
    var cursor = new ProtoCursor(MemorySegment.ofArray(original));
    while (cursor.next()) {
      if (cursor.field() == 7) {
        model.bytes(7, graph(cursor.message()));
      } else {
        copy(cursor, model);
      }
    }
    return model.toBytes();
  }

  private TinyOnnx graph(ProtoCursor cursor) throws MalformedException {
    TinyOnnx graph = message();
    before.forEach(node -> graph.bytes(1, node));
    while (cursor.next()) {
      boolean replaced =
          (cursor.field() == 11 && replacedInputs.contains(name(cursor)))
              || (cursor.field() == 12 && replacedOutputs.contains(name(cursor)));
      if (!replaced) {
        copy(cursor, graph);
      }
    }
    after.forEach(node -> graph.bytes(1, node));
    inputs.forEach(graph::input);
    outputs.forEach(graph::output);
    return graph;
  }

  private static String name(ProtoCursor value) throws MalformedException {
    var fields = value.message();
    String name = "";
    while (fields.next()) {
      name = fields.field() == 1 ? fields.text() : name;
    }
    return name;
  }

  private static void copy(ProtoCursor from, TinyOnnx to) throws MalformedException {
    if (from.isBytes()) {
      to.raw(from.field(), from.bytes().toArray(ValueLayout.JAVA_BYTE));
    } else {
      to.number(from.field(), from.number());
    }
  }

  private String fresh(String kind) {
    return "adapter_" + kind + "_" + made++;
  }

  private static TinyOnnx cast(String from, String to, ElementType element) {
    return node("Cast", from, to).bytes(5, integer("to", element.number()));
  }

  private static TinyOnnx integer(String name, long value) {
    return message().text(1, name).number(3, value).number(20, INTEGER);
  }

  private static Object[] dimensions(CaseValue.Numbers numbers) {
    long[] shape = numbers.shape();
    return IntStream.range(0, shape.length).mapToObj(i -> (Object) shape[i]).toArray();
  }

  private static int number(DataType carrier) {
    for (ElementType element : ElementType.values()) {
      if (element.served().filter(carrier::equals).isPresent()) {
        return element.number();
      }
    }
    throw new IllegalArgumentException(carrier.name());
  }

  private static boolean canBeMade(DataType type) {
    return type != DataType.UINT16 && type != DataType.UINT32 && type != DataType.UINT64;
  }

  private static DataType carrier(ElementType element) throws ProblemException {
    return switch (element) {
      case UINT16 -> DataType.INT32;
      case UINT32, UINT64 -> DataType.INT64;
      case INT4 -> DataType.INT8;
      case UINT4 -> DataType.UINT8;
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT4E2M1 -> DataType.FP32;
      default ->
          element
              .served()
              .orElseThrow(
                  () -> notMade(new TensorType(element, java.util.Optional.of(List.of()))));
    };
  }

  private static ProblemException notMade(ValueType type) {
    return Problem.input(
            "conformance.type-not-made",
            "No value of " + type.text() + " can be given or read",
            "The protocol has no such type, and no cast leads to one.",
            "Give the model tensors.")
        .asException();
  }
}
