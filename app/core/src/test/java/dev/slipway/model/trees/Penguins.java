// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The sample project's penguins as numbers: island and sex are codes of categories, and what was
/// not measured is NaN.
public final class Penguins {

  public static final List<String> FEATURES =
      List.of("island", "bill_length", "bill_depth", "flipper_length", "body_mass", "sex");

  private static final List<String> ISLANDS = List.of("Torgersen", "Biscoe", "Dream");
  private static final List<String> SEXES = List.of("male", "female");
  private static final List<String> SPECIES = List.of("Adelie", "Chinstrap", "Gentoo");

  private final List<double[]> rows = new ArrayList<>();
  private final List<Integer> species = new ArrayList<>();

  public Penguins() {
    try {
      Path data =
          Path.of(
              System.getProperty("slipway.root", "../.."),
              "sample-projects/penguin-species/data/train.csv");
      for (String line : Files.readAllLines(data).subList(1, 200)) {
        String[] cells = line.split(",", -1);
        species.add(SPECIES.indexOf(cells[0]));
        rows.add(
            new double[] {
              code(ISLANDS, cells[1]),
              number(cells[2]),
              number(cells[3]),
              number(cells[4]),
              number(cells[5]),
              code(SEXES, cells[6])
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<double[]> rows() {
    return List.copyOf(rows);
  }

  /// 0, 1 or 2.
  public float[] species() {
    float[] labels = new float[species.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = species.get(i);
    }
    return labels;
  }

  /// Whether it is a Gentoo.
  public float[] gentoo() {
    float[] labels = species();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = labels[i] == 2 ? 1 : 0;
    }
    return labels;
  }

  /// Weights in kilograms, and one of nobody for those not weighed.
  public float[] mass() {
    float[] mass = new float[rows.size()];
    for (int i = 0; i < mass.length; i++) {
      double given = rows.get(i)[4];
      mass[i] = (float) (Double.isNaN(given) ? 1 : given / 1000);
    }
    return mass;
  }

  private static double code(List<String> names, String cell) {
    int code = names.indexOf(cell);
    return code < 0 ? Double.NaN : code;
  }

  private static double number(String cell) {
    return cell.isEmpty() || cell.equals("NA") ? Double.NaN : Double.parseDouble(cell);
  }
}
