// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.slipway.model.catboost.Contents.Category;
import dev.slipway.model.catboost.Contents.Forest;
import dev.slipway.model.catboost.Contents.Missing;
import dev.slipway.model.catboost.Contents.OneHot;
import dev.slipway.model.catboost.Contents.Place;
import dev.slipway.model.catboost.Contents.Quantity;
import dev.slipway.model.catboost.Contents.Scaling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The two small models that other tests begin with are what the writers make (anew with
/// `-Dgolden=write`).
final class CatboostFixturesTest {

  private static final Path MODELS =
      Path.of(System.getProperty("slipway.root"), "app/core/src/test/resources/models");

  @Test
  void numbersAsCbm() throws IOException {
    check("catboost.cbm", CbmWriter.write(numbers()));
  }

  @Test
  void categoriesAsJson() throws IOException {
    check("catboost.json", JsonWriter.write(categories()).getBytes(StandardCharsets.UTF_8));
  }

  private static void check(String name, byte[] made) throws IOException {
    Path file = MODELS.resolve(name);
    if ("write".equals(System.getProperty("golden"))) {
      Files.write(file, made);
    }
    assertArrayEquals(Files.readAllBytes(file), made, name);
  }

  private static Quantity quantity(int index, int flat, String name, float... borders) {
    return new Quantity(new Place(index, flat, Optional.of(name)), borders, true, Missing.AS_FALSE);
  }

  /// Three kinds of tree by length, width and age, as the other libraries' models of these tests.
  private static Contents numbers() {
    return new Contents(
        "CBM",
        Map.of(
            "params", "{\"loss_function\":{\"type\":\"MultiClass\"}}",
            "class_params", "{\"class_names\":[0,1,2]}"),
        List.of(
            quantity(0, 0, "length", -0.5f, 0.75f),
            quantity(1, 1, "width", 0.25f),
            quantity(2, 2, "age", 3.5f, 20f)),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        new Forest(
            3,
            new int[] {0, 2, 3, 1, 4},
            new int[] {3, 2},
            new int[] {0, 3},
            new int[0],
            new int[0],
            new int[0],
            waves(36)),
        new Scaling(1, new double[] {0.1, 0, -0.1}));
  }

  /// Yes or no by colour, width and age.
  private static Contents categories() {
    List<String> colours = List.of("red", "dark green", "grey, light");
    int[] hashes = colours.stream().mapToInt(CityHash::category).toArray();
    Map<Integer, String> texts = new TreeMap<>();
    colours.forEach(colour -> texts.put(CityHash.category(colour), colour));
    return new Contents(
        "JSON",
        Map.of(
            "params", "{\"loss_function\":{\"type\":\"Logloss\"}}",
            "class_params", "{\"class_names\":[\"no\",\"yes\"]}"),
        List.of(quantity(0, 1, "width", -4f, 0f, 6f), quantity(1, 2, "age", 30f, 60f)),
        List.of(new Category(new Place(0, 0, Optional.of("colour")))),
        List.of(new OneHot(0, hashes, List.of())),
        List.of(),
        texts,
        new Forest(
            1,
            new int[] {1, 5, 3, 6, 2, 7, 0, 4},
            new int[] {3, 3, 2},
            new int[] {0, 3, 6},
            new int[0],
            new int[0],
            new int[0],
            waves(20)),
        new Scaling(1, new double[] {-0.25}));
  }

  private static double[] waves(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Math.round(1000 * Math.sin(1.7 * i)) / 1000.0;
    }
    return values;
  }
}
