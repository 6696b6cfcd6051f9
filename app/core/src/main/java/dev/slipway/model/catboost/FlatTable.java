// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import dev.slipway.model.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A table of a FlatBuffers file. It trusts no offset: whatever points out of the file, or makes
/// more of it than its bytes can hold, is malformed.
///
/// Source: the binary format at <https://flatbuffers.dev/internals/>.
final class FlatTable {

  /// What a vector takes at least, however small its items are.
  private static final int HEAD = 4;

  private final ByteBuffer bytes;
  private final Budget budget;
  private final int at;
  private final int slots;
  private final int slotCount;

  /// Bytes that may still be read. Parts of a sound file do not overlap, or hardly; in a hostile
  /// one a thousand vectors are the same one.
  private static final class Budget {
    private long left;

    Budget(long left) {
      this.left = left;
    }

    void take(long count) throws MalformedException {
      left -= count;
      if (left < 0) {
        throw new MalformedException("its parts overlap", false);
      }
    }
  }

  private FlatTable(ByteBuffer bytes, Budget budget, int at) throws MalformedException {
    this.bytes = bytes;
    this.budget = budget;
    this.at = at;
    budget.take(HEAD);
    require(at, 4);
    long vtable = (long) at - bytes.getInt(at);
    require(vtable, 4);
    this.slots = (int) vtable + 4;
    int size = bytes.getShort((int) vtable) & 0xffff;
    require(vtable, size);
    this.slotCount = Math.max(0, (size - 4) / 2);
  }

  /// The table that a buffer is of.
  static FlatTable root(ByteBuffer buffer) throws MalformedException {
    ByteBuffer bytes = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < 8) {
      throw new MalformedException("its tables end too early", true);
    }
    long root = bytes.getInt(0) & 0xffffffffL;
    var budget = new Budget(2L * bytes.remaining() + 1024);
    return new FlatTable(bytes, budget, place(bytes, root, 4));
  }

  int integer(int slot, int otherwise) throws MalformedException {
    int place = field(slot, 4);
    return place < 0 ? otherwise : bytes.getInt(place);
  }

  int octet(int slot, int otherwise) throws MalformedException {
    int place = field(slot, 1);
    return place < 0 ? otherwise : bytes.get(place);
  }

  double real(int slot, double otherwise) throws MalformedException {
    int place = field(slot, 8);
    return place < 0 ? otherwise : bytes.getDouble(place);
  }

  Optional<String> text(int slot) throws MalformedException {
    int place = field(slot, 4);
    return place < 0 ? Optional.empty() : Optional.of(textAt(target(place)));
  }

  Optional<FlatTable> table(int slot) throws MalformedException {
    int place = field(slot, 4);
    return place < 0 ? Optional.empty() : Optional.of(new FlatTable(bytes, budget, target(place)));
  }

  List<FlatTable> tables(int slot) throws MalformedException {
    Vector vector = vector(slot, 4);
    List<FlatTable> tables = new ArrayList<>();
    for (int i = 0; i < vector.count(); i++) {
      tables.add(new FlatTable(bytes, budget, target(vector.from() + 4 * i)));
    }
    return tables;
  }

  List<String> texts(int slot) throws MalformedException {
    Vector vector = vector(slot, 4);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < vector.count(); i++) {
      texts.add(textAt(target(vector.from() + 4 * i)));
    }
    return texts;
  }

  int[] integers(int slot) throws MalformedException {
    Vector vector = vector(slot, 4);
    int[] values = new int[vector.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.getInt(vector.from() + 4 * i);
    }
    return values;
  }

  float[] floats(int slot) throws MalformedException {
    Vector vector = vector(slot, 4);
    float[] values = new float[vector.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.getFloat(vector.from() + 4 * i);
    }
    return values;
  }

  double[] reals(int slot) throws MalformedException {
    Vector vector = vector(slot, 8);
    double[] values = new double[vector.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.getDouble(vector.from() + 8 * i);
    }
    return values;
  }

  private record Vector(int from, int count) {}

  private Vector vector(int slot, int width) throws MalformedException {
    int place = field(slot, 4);
    if (place < 0) {
      return new Vector(0, 0);
    }
    int from = target(place);
    long count = bytes.getInt(from) & 0xffffffffL;
    require(from + 4L, count * width);
    budget.take(HEAD + count * width);
    return new Vector(from + 4, (int) count);
  }

  private String textAt(int from) throws MalformedException {
    long length = bytes.getInt(from) & 0xffffffffL;
    require(from + 4L, length);
    budget.take(HEAD + length);
    byte[] text = new byte[(int) length];
    bytes.get(from + 4, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /// Where a field's bytes are; -1 where the file leaves it out.
  private int field(int slot, int width) throws MalformedException {
    if (slot >= slotCount) {
      return -1;
    }
    int offset = bytes.getShort(slots + 2 * slot) & 0xffff;
    return offset == 0 ? -1 : place(bytes, (long) at + offset, width);
  }

  /// What the offset at a place leads to: a table, or a count.
  private int target(int place) throws MalformedException {
    return place(bytes, place + (bytes.getInt(place) & 0xffffffffL), 4);
  }

  private void require(long from, long length) throws MalformedException {
    place(bytes, from, length);
  }

  private static int place(ByteBuffer bytes, long from, long length) throws MalformedException {
    if (from < 0 || length < 0 || from + length > bytes.limit()) {
      throw new MalformedException(
          "an offset leads to byte %d of %d".formatted(from + length, bytes.limit()), false);
    }
    return (int) from;
  }
}
