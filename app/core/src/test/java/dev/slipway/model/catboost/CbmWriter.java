// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.slipway.model.catboost.Contents.Category;
import dev.slipway.model.catboost.Contents.OneHot;
import dev.slipway.model.catboost.Contents.Place;
import dev.slipway.model.catboost.Contents.Quantity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Writes contents as CatBoost's binary form, by its schema and with Google's own library. CatBoost
/// itself reads what it writes.
final class CbmWriter {

  private final FlatBufferBuilder out = new FlatBufferBuilder(4096);
  private final Contents contents;

  private CbmWriter(Contents contents) {
    this.contents = contents;
  }

  static byte[] write(Contents contents) {
    return new CbmWriter(contents).bytes();
  }

  private byte[] bytes() {
    final int trees = trees();
    List<Integer> info = new ArrayList<>();
    // In an order of its own: a map of few entries has another one in each JVM
    new TreeMap<>(contents.info())
        .forEach((key, value) -> {
          int[] pair = {out.createString(key), out.createString(value)};
          info.add(
              table(
                  2,
                  () -> {
                    out.addOffset(0, pair[0], 0);
                    out.addOffset(1, pair[1], 0);
                  }));
        });
    int entries = offsets(info);
    int version = out.createString("FlabuffersModel_v1");
    out.finish(
        table(
            4,
            () -> {
              out.addOffset(0, version, 0);
              out.addOffset(1, trees, 0);
              out.addOffset(2, entries, 0);
            }));
    byte[] core = out.sizedByteArray();
    return ByteBuffer.allocate(core.length + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {'C', 'B', 'M', '1'})
        .putInt(core.length)
        .put(core)
        .array();
  }

  private int trees() {
    var forest = contents.forest();
    int splits = integers(forest.splits());
    int sizes = integers(forest.sizes());
    int starts = integers(forest.starts());
    int categories = offsets(contents.categories().stream().map(this::category).toList());
    int quantities = offsets(contents.quantities().stream().map(this::quantity).toList());
    int oneHots = offsets(contents.oneHots().stream().map(this::oneHot).toList());
    int values = reals(forest.values());
    int steps = steps(forest.left(), forest.right());
    int leaf = integers(forest.leaf());
    int bias = reals(contents.scaling().bias());
    return table(
        19,
        () -> {
          out.addInt(0, forest.dimension(), 0);
          out.addOffset(1, splits, 0);
          out.addOffset(2, sizes, 0);
          out.addOffset(3, starts, 0);
          out.addOffset(4, categories, 0);
          out.addOffset(5, quantities, 0);
          out.addOffset(6, oneHots, 0);
          out.addOffset(8, values, 0);
          if (!forest.symmetric()) {
            out.addOffset(10, steps, 0);
            out.addOffset(11, leaf, 0);
          }
          out.addDouble(14, contents.scaling().scale(), 1);
          out.addOffset(16, bias, 0);
        });
  }

  private int category(Category category) {
    int name = name(category.place());
    return table(
        4,
        () -> {
          out.addInt(0, category.place().index(), -1);
          out.addInt(1, category.place().flat(), -1);
          out.addOffset(2, name, 0);
        });
  }

  private int quantity(Quantity quantity) {
    int name = name(quantity.place());
    out.startVector(4, quantity.borders().length, 4);
    for (int i = quantity.borders().length - 1; i >= 0; i--) {
      out.addFloat(quantity.borders()[i]);
    }
    int borders = out.endVector();
    return table(
        6,
        () -> {
          out.addBoolean(0, quantity.hasMissing(), false);
          out.addInt(1, quantity.place().index(), -1);
          out.addInt(2, quantity.place().flat(), -1);
          out.addOffset(3, borders, 0);
          out.addOffset(4, name, 0);
          out.addByte(5, (byte) Contents.Missing.NUMBERED.indexOf(quantity.missing()), 0);
        });
  }

  private int oneHot(OneHot oneHot) {
    int hashes = integers(oneHot.hashes());
    int texts = offsets(oneHot.texts().stream().map(out::createString).toList());
    return table(
        3,
        () -> {
          out.addInt(0, oneHot.category(), -1);
          out.addOffset(1, hashes, 0);
          out.addOffset(2, texts, 0);
        });
  }

  private int name(Place place) {
    return out.createString(place.given().orElse(""));
  }

  private int integers(int[] values) {
    out.startVector(4, values.length, 4);
    for (int i = values.length - 1; i >= 0; i--) {
      out.addInt(values[i]);
    }
    return out.endVector();
  }

  private int reals(double[] values) {
    out.startVector(8, values.length, 8);
    for (int i = values.length - 1; i >= 0; i--) {
      out.addDouble(values[i]);
    }
    return out.endVector();
  }

  private int steps(int[] left, int[] right) {
    out.startVector(4, left.length, 2);
    for (int i = left.length - 1; i >= 0; i--) {
      out.addShort((short) right[i]);
      out.addShort((short) left[i]);
    }
    return out.endVector();
  }

  private int offsets(List<Integer> offsets) {
    return out.createVectorOfTables(offsets.stream().mapToInt(Integer::intValue).toArray());
  }

  private int table(int slots, Runnable fields) {
    out.startTable(slots);
    fields.run();
    return out.endTable();
  }
}
