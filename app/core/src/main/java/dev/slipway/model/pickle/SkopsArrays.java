// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Name;
import dev.slipway.model.pickle.Value.Real;
import dev.slipway.model.pickle.Value.Text;
import dev.slipway.model.pickle.Value.Whole;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/// The arrays of a skops file, each in a file of its own, and read once.
final class SkopsArrays {

  private final SkopsFile file;
  private final Meter meter;
  private final Map<String, NpyFile> known = new HashMap<>();

  SkopsArrays(SkopsFile file, Meter meter) {
    this.file = file;
    this.meter = meter;
  }

  Value array(String name) throws MalformedException, IOException {
    return read(name).array();
  }

  /// The type of an array, for short: a type is kept as an array without elements.
  Value type(Value node) throws MalformedException, IOException {
    if (SkopsJson.of(node, "file").orElse(null) instanceof Text(String name)) {
      return new Text(read(name).header().type().dtype());
    }
    throw new MalformedException("a type of an array has no file", false);
  }

  private NpyFile read(String name) throws MalformedException, IOException {
    NpyFile before = known.get(name);
    if (before != null) {
      return before;
    }
    try (Source source = file.entry(name)) {
      NpyFile read = NpyFile.read(source, meter);
      known.put(name, read);
      return read;
    }
  }

  /// JSON's keys are texts: a key becomes what the file says that it was.
  static Value key(Value key, Value type) {
    if (!(key instanceof Text(String text)) || !(type instanceof Name name)) {
      return key;
    }
    if (name.name().matches("u?int[0-9_]*") && text.matches("-?[0-9]{1,100}")) {
      return new Whole(new BigInteger(text));
    }
    return name.name().matches("float[0-9_]*") && text.matches("-?[0-9.e+-]{1,40}")
        ? real(text)
        : key;
  }

  private static Value real(String text) {
    try {
      return new Real(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return new Text(text);
    }
  }
}
