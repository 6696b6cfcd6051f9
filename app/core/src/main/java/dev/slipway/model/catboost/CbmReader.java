// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import dev.slipway.model.MalformedException;
import dev.slipway.model.catboost.Contents.Category;
import dev.slipway.model.catboost.Contents.Forest;
import dev.slipway.model.catboost.Contents.Missing;
import dev.slipway.model.catboost.Contents.OneHot;
import dev.slipway.model.catboost.Contents.Place;
import dev.slipway.model.catboost.Contents.Quantity;
import dev.slipway.model.catboost.Contents.Scaling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads CatBoost's binary form: `CBM1`, a length, a FlatBuffers table, and tables of categories
/// that are not read.
///
/// Source: `model.fbs`, `features.fbs` and `ctr_data.fbs` of CatBoost 1.2.
final class CbmReader {

  private static final int MAGIC = 0x314d4243;

  /// The table as CatBoost names its format, with its letter missing.
  private static final String FORMAT = "FlabuffersModel_v1";

  private final FlatTable core;
  private final FlatTable trees;
  private final List<Category> categories = new ArrayList<>();

  private CbmReader(FlatTable core) throws MalformedException {
    this.core = core;
    this.trees =
        core.table(1).orElseThrow(() -> new MalformedException("it holds no trees", false));
    for (FlatTable feature : trees.tables(4)) {
      categories.add(new Category(place(feature)));
    }
  }

  static Contents read(Path file) throws IOException, MalformedException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < 8 || bytes.getInt() != MAGIC) {
      throw new MalformedException("it does not begin with CBM1 and a length", true);
    }
    long size = bytes.getInt() & 0xffffffffL;
    if (size > bytes.remaining()) {
      throw new MalformedException(
          "its trees take %d bytes, of which %d are there".formatted(size, bytes.remaining()),
          true);
    }
    FlatTable core = FlatTable.root(bytes.slice(bytes.position(), (int) size));
    String format = core.text(0).orElse("");
    if (!format.equals(FORMAT)) {
      throw new MalformedException("its format is \"" + format + "\", not " + FORMAT, false);
    }
    return new CbmReader(core).contents();
  }

  private Contents contents() throws MalformedException {
    return new Contents(
        "CBM",
        info(),
        quantities(),
        categories,
        oneHots(),
        obstacles(),
        Map.of(),
        forest(),
        scaling());
  }

  private Map<String, String> info() throws MalformedException {
    Map<String, String> info = new TreeMap<>();
    for (FlatTable entry : core.tables(2)) {
      info.put(entry.text(0).orElse(""), entry.text(1).orElse(""));
    }
    return info;
  }

  private List<Quantity> quantities() throws MalformedException {
    List<Quantity> quantities = new ArrayList<>();
    for (FlatTable feature : trees.tables(5)) {
      int missing = feature.octet(5, 0);
      if (missing < 0 || missing >= Missing.NUMBERED.size()) {
        throw new MalformedException("NanValueTreatment " + missing, false);
      }
      quantities.add(
          new Quantity(
              new Place(feature.integer(1, -1), feature.integer(2, -1), feature.text(4)),
              feature.floats(3),
              feature.octet(0, 0) != 0,
              Missing.NUMBERED.get(missing)));
    }
    return quantities;
  }

  private static Place place(FlatTable feature) throws MalformedException {
    return new Place(feature.integer(0, -1), feature.integer(1, -1), feature.text(2));
  }

  private List<OneHot> oneHots() throws MalformedException {
    List<OneHot> oneHots = new ArrayList<>();
    for (FlatTable feature : trees.tables(6)) {
      oneHots.add(new OneHot(feature.integer(0, -1), feature.integers(1), feature.texts(2)));
    }
    return oneHots;
  }

  private List<String> obstacles() throws MalformedException {
    List<String> obstacles = new ArrayList<>();
    List<FlatTable> statistics = trees.tables(7);
    if (!statistics.isEmpty()) {
      obstacles.add("a statistic of the target (CTR) of " + ctr(statistics.getFirst()));
    }
    if (!trees.tables(13).isEmpty()) {
      List<String> names = new ArrayList<>();
      for (int slot : new int[] {12, 18}) {
        for (FlatTable feature : trees.tables(slot)) {
          names.add(place(feature).name());
        }
      }
      obstacles.add("what is computed of text or embeddings: " + String.join(", ", names));
    }
    return obstacles;
  }

  /// The categories that a statistic is of.
  private String ctr(FlatTable feature) throws MalformedException {
    var combination = feature.table(0);
    for (int slot = 0; slot < 2 && combination.isPresent(); slot++) {
      combination = combination.get().table(0);
    }
    if (combination.isEmpty()) {
      return "a category";
    }
    return CatboostFeatures.names(categories, combination.get().integers(0));
  }

  private Forest forest() throws MalformedException {
    int[] steps = trees.integers(10);
    int[] left = new int[steps.length];
    int[] right = new int[steps.length];
    for (int i = 0; i < steps.length; i++) {
      left[i] = steps[i] & 0xffff;
      right[i] = steps[i] >>> 16;
    }
    return new Forest(
        trees.integer(0, 0),
        trees.integers(1),
        trees.integers(2),
        trees.integers(3),
        left,
        right,
        trees.integers(11),
        trees.reals(8));
  }

  private Scaling scaling() throws MalformedException {
    double[] bias = trees.reals(16);
    return new Scaling(
        trees.real(14, 1), bias.length > 0 ? bias : new double[] {trees.real(15, 0)});
  }
}
