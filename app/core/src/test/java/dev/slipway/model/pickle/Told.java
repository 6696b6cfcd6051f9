// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.pickle.Value.Binary;
import dev.slipway.model.pickle.Value.Call;
import dev.slipway.model.pickle.Value.Entries;
import dev.slipway.model.pickle.Value.Items;
import dev.slipway.model.pickle.Value.Name;
import dev.slipway.model.pickle.Value.NdArray;
import dev.slipway.model.pickle.Value.Nothing;
import dev.slipway.model.pickle.Value.Numbers;
import dev.slipway.model.pickle.Value.Objects;
import dev.slipway.model.pickle.Value.Real;
import dev.slipway.model.pickle.Value.Records;
import dev.slipway.model.pickle.Value.Text;
import dev.slipway.model.pickle.Value.Truth;
import dev.slipway.model.pickle.Value.Whole;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A small value in one line, as Python would write most of it.
final class Told {

  private Told() {}

  static String of(Value value) {
    return switch (value) {
      case Nothing none -> "None";
      case Truth(boolean truth) -> truth ? "True" : "False";
      case Whole(var whole) -> whole.toString();
      case Real(double real) -> real(real);
      case Text(String text) -> "'" + text + "'";
      case Binary binary -> "b:" + HexFormat.of().formatHex(binary.bytes());
      case Name name -> name.qualified();
      case Items items ->
          switch (items.kind()) {
            case LIST -> all(items.values(), "[", "]");
            case TUPLE -> all(items.values(), "(", ")");
            case SET -> all(items.values(), "{", "}");
            case FROZEN_SET -> all(items.values(), "frozen{", "}");
          };
      case Entries entries -> entries(entries);
      case Call call -> call(call);
      case NdArray array -> array.dtype() + shape(array) + cells(array);
    };
  }

  private static String entries(Entries entries) {
    return entries.entries().stream()
        .map(entry -> of(entry.key()) + ": " + of(entry.value()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String call(Call call) {
    return of(call.callee())
        + all(call.arguments(), "(", ")")
        + call.keywords().map(keywords -> "**" + entries(keywords)).orElse("")
        + call.state().map(state -> "." + of(state)).orElse("")
        + (call.appended().isEmpty() ? "" : all(call.appended(), "+[", "]"))
        + (call.put().entries().isEmpty() ? "" : "+" + entries(call.put()));
  }

  private static String shape(NdArray array) {
    return array.shape().stream().map(String::valueOf).collect(Collectors.joining("x", "<", ">"));
  }

  private static String cells(NdArray array) {
    return switch (array.cells()) {
      case Numbers numbers ->
          IntStream.range(0, numbers.size())
              .mapToObj(i -> real(numbers.at(i)))
              .collect(Collectors.joining(" ", "[", "]"));
      case Objects(List<Value> values) -> all(values, "[", "]");
      case Records(var fields) ->
          fields.entrySet().stream()
              .map(field -> field.getKey() + ": " + of(field.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String all(List<Value> values, String begin, String end) {
    Function<Value, String> each = Told::of;
    return values.stream().map(each).collect(Collectors.joining(", ", begin, end));
  }

  /// The bits of a number that is no whole one, as two languages write them alike.
  private static String real(double real) {
    return real == Math.rint(real) && Math.abs(real) < 1e15 && 1 / real != Double.NEGATIVE_INFINITY
        ? Long.toString((long) real)
        : Double.isNaN(real) ? "nan" : "%016x".formatted(Double.doubleToRawLongBits(real));
  }
}
