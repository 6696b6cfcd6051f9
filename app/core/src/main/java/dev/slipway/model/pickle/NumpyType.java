// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Call;
import dev.slipway.model.pickle.Value.Entries;
import dev.slipway.model.pickle.Value.Entry;
import dev.slipway.model.pickle.Value.Items;
import dev.slipway.model.pickle.Value.Name;
import dev.slipway.model.pickle.Value.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The type of an array's elements, as `numpy.dtype` holds it.
///
/// @param kind NumPy's letter: b, i, u, f, c, O, U, S, V, M or m
/// @param size bytes of an element
/// @param bigEndian whether its most significant byte comes first
/// @param shape of an element that is an array itself
/// @param fields of a structured type, in their order
record NumpyType(char kind, int size, boolean bigEndian, List<Integer> shape, List<Field> fields) {

  /// @param at bytes from the begin of an element
  record Field(String name, NumpyType type, int at) {}

  private static final Pattern SHORT =
      Pattern.compile("[<>=|]?([?biufcOUSaVMm])([0-9]{0,9})(\\[.*\\])?");
  private static final int MOST_FIELDS = 1000;
  private static final int DEEPEST = 8;

  NumpyType {
    shape = List.copyOf(shape);
    fields = List.copyOf(fields);
  }

  boolean isObject() {
    return kind == 'O';
  }

  /// As NumPy names it.
  String dtype() {
    return switch (kind) {
      case 'b' -> "bool";
      case 'i' -> "int" + 8 * size;
      case 'u' -> "uint" + 8 * size;
      case 'f' -> "float" + 8 * size;
      case 'c' -> "complex" + 8 * size;
      case 'O' -> "object";
      case 'U' -> "str";
      case 'S' -> "bytes";
      case 'M' -> "datetime64";
      case 'm' -> "timedelta64";
      default -> "void";
    };
  }

  /// Of the call that makes a `numpy.dtype`, and of its state.
  static NumpyType of(Value value, Meter meter) throws MalformedException {
    return of(value, meter, 0);
  }

  /// Of what NumPy writes for short, such as `<f8`.
  static NumpyType of(String text) throws MalformedException {
    Matcher match = SHORT.matcher(text);
    if (!match.matches()) {
      throw unknown(text);
    }
    char letter = match.group(1).charAt(0);
    String digits = match.group(2);
    int units = digits.isEmpty() ? 0 : Integer.parseInt(digits);
    boolean big = text.charAt(0) == '>';
    char kind = letter == '?' ? 'b' : letter == 'a' ? 'S' : letter;
    int size =
        switch (kind) {
          case 'b' -> 1;
          case 'O', 'M', 'm' -> 8;
          case 'U' -> units > Integer.MAX_VALUE / 4 ? -1 : 4 * units;
          default -> units;
        };
    boolean known =
        switch (kind) {
          case 'b', 'O', 'U', 'S', 'V', 'M', 'm' -> size >= 0;
          case 'i', 'u' -> size == 1 || size == 2 || size == 4 || size == 8;
          case 'f' -> size == 2 || size == 4 || size == 8;
          default -> size == 8 || size == 16;
        };
    if (!known) {
      throw unknown(text);
    }
    return plain(kind, size, big);
  }

  /// A complex number is a record of two real ones.
  private static NumpyType plain(char kind, int size, boolean big) {
    if (kind != 'c') {
      return new NumpyType(kind, size, big, List.of(), List.of());
    }
    var half = new NumpyType('f', size / 2, big, List.of(), List.of());
    List<Field> parts = List.of(new Field("real", half, 0), new Field("imag", half, size / 2));
    return new NumpyType(kind, size, big, List.of(), parts);
  }

  private static NumpyType of(Value value, Meter meter, int depth) throws MalformedException {
    if (depth > DEEPEST) {
      throw new MalformedException("the type of an array is nested without end", false);
    }
    if (!(value instanceof Call call)
        || !(call.callee() instanceof Name callee)
        || !callee.qualified().equals("numpy.dtype")
        || call.arguments().isEmpty()
        || !(call.arguments().getFirst() instanceof Text(String text))) {
      throw Numpy.malformed("the type of an array");
    }
    NumpyType plain = of(text);
    Optional<Value> state = call.state();
    return state.isPresent() ? plain.with(state.get(), meter, depth) : plain;
  }

  /// `(version, byte order, (type, shape), names, fields, size, alignment, flags)`
  private NumpyType with(Value state, Meter meter, int depth) throws MalformedException {
    if (!(state instanceof Items items) || items.values().size() < 5) {
      throw Numpy.malformed("the type of an array");
    }
    List<Value> parts = items.values();
    boolean big = parts.get(1) instanceof Text(String order) && order.equals(">");
    if (parts.get(2) instanceof Items sub && sub.values().size() == 2) {
      NumpyType element = of(sub.values().get(0), meter, depth + 1);
      List<Integer> axes = Numpy.shape(sub.values().get(1));
      if (axes.isEmpty()) {
        // Without axes it would be the element, of whose size this one need not be
        throw Numpy.malformed("the type of an array");
      }
      return new NumpyType(element.kind, size, element.bigEndian, axes, element.fields);
    }
    if (parts.get(3) instanceof Items names && parts.get(4) instanceof Entries fields) {
      return new NumpyType('V', size, big, List.of(), fields(names, fields, meter, depth));
    }
    return plain(kind, size, big);
  }

  private List<Field> fields(Items names, Entries entries, Meter meter, int depth)
      throws MalformedException {
    if (names.values().size() > MOST_FIELDS || entries.entries().size() > 2 * MOST_FIELDS) {
      throw new MalformedException("the type of an array has too many fields", false);
    }
    Map<String, Items> places = new HashMap<>();
    for (Entry entry : entries.entries()) {
      if (entry.key() instanceof Text(String name) && entry.value() instanceof Items place) {
        places.put(name, place);
      }
    }
    List<Field> fields = new ArrayList<>();
    for (Value name : names.values()) {
      meter.value();
      Items place = name instanceof Text(String of) ? places.get(of) : null;
      if (!(name instanceof Text(String text)) || place == null || place.values().size() < 2) {
        throw Numpy.malformed("a structured type");
      }
      NumpyType type = of(place.values().get(0), meter, depth + 1);
      int at = Numpy.whole(place.values().get(1));
      if (type.isObject() || (long) at + type.size > size) {
        throw new MalformedException("field " + text + " of an array lies outside of it", false);
      }
      fields.add(new Field(text, type, at));
    }
    return fields;
  }

  private static MalformedException unknown(String text) {
    return new MalformedException(
        "an array is of type %s, which is not read".formatted(text), false);
  }
}
