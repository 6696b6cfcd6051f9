// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Python would build, told instead of built.
///
/// Containers and calls have an identity: a file may refer to one from several places, and from
/// within itself. Whoever walks them must count.
public sealed interface Value {

  /// Python's `None`.
  enum Nothing implements Value {
    NONE
  }

  record Truth(boolean value) implements Value {}

  record Whole(BigInteger value) implements Value {}

  record Real(double value) implements Value {}

  record Text(String value) implements Value {}

  /// Bytes, as `bytes` and `bytearray` hold them.
  final class Binary implements Value {
    private final byte[] bytes;

    public Binary(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /// What Python would import: a class, a function.
  ///
  /// @param name may have dots within, as a nested class has
  record Name(String module, String name) implements Value {
    public String qualified() {
      return module + "." + name;
    }
  }

  /// A list, a tuple or a set.
  final class Items implements Value {

    /// Which of Python's containers it is.
    public enum Kind {
      LIST,
      TUPLE,
      SET,
      FROZEN_SET
    }

    private final Kind kind;
    private final List<Value> values = new ArrayList<>();

    public Items(Kind kind, List<Value> values) {
      this.kind = kind;
      this.values.addAll(values);
    }

    public Kind kind() {
      return kind;
    }

    public List<Value> values() {
      return Collections.unmodifiableList(values);
    }

    void add(Value value) {
      values.add(value);
    }
  }

  /// One pair of a dictionary.
  record Entry(Value key, Value value) {}

  /// A dictionary, in the order of its file.
  final class Entries implements Value {
    private final List<Entry> entries = new ArrayList<>();

    public List<Entry> entries() {
      return Collections.unmodifiableList(entries);
    }

    /// The last value under a text; empty where there is none.
    public Optional<Value> get(String key) {
      return entries.reversed().stream()
          .filter(entry -> entry.key() instanceof Text(String text) && text.equals(key))
          .map(Entry::value)
          .findFirst();
    }

    void put(Value key, Value value) {
      entries.add(new Entry(key, value));
    }
  }

  /// A call that Python would make, and what it would then do to the result.
  final class Call implements Value {
    private final Value callee;
    private final List<Value> arguments;
    private final @Nullable Entries keywords;
    private @Nullable Value state;
    private final List<Value> appended = new ArrayList<>();
    private final Entries put = new Entries();

    Call(Value callee, List<Value> arguments, @Nullable Entries keywords) {
      this.callee = callee;
      this.arguments = List.copyOf(arguments);
      this.keywords = keywords;
    }

    /// A [Name], or what another call gave.
    public Value callee() {
      return callee;
    }

    public List<Value> arguments() {
      return arguments;
    }

    public Optional<Entries> keywords() {
      return Optional.ofNullable(keywords);
    }

    /// What `__setstate__` or `__dict__` would get.
    public Optional<Value> state() {
      return Optional.ofNullable(state);
    }

    /// What would be appended to the result, where it is a kind of list.
    public List<Value> appended() {
      return Collections.unmodifiableList(appended);
    }

    /// What would be put into the result, where it is a kind of dictionary.
    public Entries put() {
      return put;
    }

    void state(Value given) {
      state = given;
    }

    void append(Value value) {
      appended.add(value);
    }
  }

  /// A NumPy array or scalar, row by row whatever order its file has.
  ///
  /// @param dtype as NumPy writes it, such as `float64`, `int32`, `bool`, `object`, `str`
  /// @param shape empty for a scalar
  record NdArray(String dtype, List<Integer> shape, Cells cells) implements Value {
    public NdArray {
      shape = List.copyOf(shape);
    }

    public int size() {
      int size = 1;
      for (int axis : shape) {
        size = Math.multiplyExact(size, axis);
      }
      return size;
    }
  }

  /// What an array is made of.
  sealed interface Cells {}

  /// Numbers and truths (0 and 1). Whole ones beyond 2⁵³ lose digits.
  final class Numbers implements Cells {
    private final double[] values;

    /// @param values are kept, not copied: arrays are large
    public Numbers(double[] values) {
      this.values = values;
    }

    public int size() {
      return values.length;
    }

    public double at(int i) {
      return values[i];
    }
  }

  /// Texts and whatever else Python keeps in an array of objects.
  record Objects(List<Value> values) implements Cells {
    public Objects {
      values = List.copyOf(values);
    }
  }

  /// A structured array, such as the nodes of a tree: an array of the same shape for each field.
  record Records(Map<String, NdArray> fields) implements Cells {
    public Records {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
