// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/// Seeded tables of different kinds, divided as they should be: whole entities on one side, later
/// rows on the other.
enum MadeTables {
  /// Three clouds of points
  CLOUDS {
    @Override
    List<String> row(Random random, int entity) {
      int kind = random.nextInt(3);
      return cells(
          real(2 * kind + random.nextGaussian()),
          real(random.nextGaussian() - kind),
          real(random.nextGaussian()),
          "kind" + kind);
    }
  },
  /// One case in fifteen
  RARE {
    @Override
    List<String> row(Random random, int entity) {
      boolean bad = random.nextInt(15) == 0;
      return cells(
          real(Math.exp(random.nextGaussian() + (bad ? 1.5 : 0))),
          real(random.nextDouble()),
          whole(random, 24),
          bad ? "1" : "0");
    }
  },
  /// A quantity with noise
  LINE {
    @Override
    List<String> row(Random random, int entity) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      return cells(real(x), real(y), real(x * y), real(3 * x - y + random.nextGaussian()));
    }
  },
  /// Measured with one decimal, as botanists do: some rows are equal by chance
  MEASURED {
    @Override
    List<String> row(Random random, int entity) {
      int kind = random.nextInt(2);
      return cells(
          tenth(5 + 0.6 * kind + 0.5 * random.nextGaussian()),
          tenth(3 - 0.2 * kind + 0.4 * random.nextGaussian()),
          tenth(2 + kind + 0.5 * random.nextGaussian()),
          tenth(1 + 0.5 * kind + 0.4 * random.nextGaussian()),
          kind == 0 ? "a" : "b");
    }
  },
  /// Texts beside numbers
  MIXED {
    @Override
    List<String> row(Random random, int entity) {
      String town = List.of("Ulm", "Kiel", "Jena", "Trier").get(random.nextInt(4));
      double age = 20 + 60 * random.nextDouble();
      boolean yes = random.nextDouble() < (town.equals("Ulm") ? 0.7 : 0.3);
      return cells(town, real(age), whole(random, 5), yes ? "yes" : "no");
    }
  },
  /// Counts
  COUNTS {
    @Override
    List<String> row(Random random, int entity) {
      int clicks = random.nextInt(400);
      return cells(
          "" + clicks,
          whole(random, 300),
          whole(random, 500),
          clicks + random.nextInt(400) > 400 ? "1" : "0");
    }
  },
  /// Entities are alike within
  PATIENTS {
    @Override
    List<String> row(Random random, int entity) {
      double own = new Random(entity).nextGaussian();
      return cells(
          real(own + 0.1 * random.nextGaussian()),
          real(random.nextGaussian()),
          tenth(37 + random.nextGaussian()),
          own + random.nextGaussian() > 0 ? "ill" : "well");
    }
  },
  /// Mostly nothing
  SPARSE {
    @Override
    List<String> row(Random random, int entity) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        cells.add(random.nextInt(5) == 0 ? real(random.nextDouble()) : "0");
      }
      cells.add(random.nextBoolean() ? "in" : "out");
      return cells;
    }
  },
  /// Some values are missing
  GAPS {
    @Override
    List<String> row(Random random, int entity) {
      double x = random.nextGaussian();
      return cells(
          random.nextInt(4) == 0 ? "" : real(x),
          random.nextInt(4) == 0 ? "NA" : real(random.nextGaussian()),
          real(random.nextGaussian()),
          x + random.nextGaussian() > 0 ? "up" : "down");
    }
  },
  /// A strong column, and yet an honest one: nine rows of ten
  STRONG {
    @Override
    List<String> row(Random random, int entity) {
      boolean yes = random.nextBoolean();
      boolean told = random.nextInt(12) == 0 ? !yes : yes;
      return cells(
          told ? "high" : "low",
          real(random.nextGaussian()),
          real(random.nextDouble()),
          yes ? "1" : "0");
    }
  };

  static final int REFERENCE = 300;
  static final int HOLDOUT = 150;

  /// Rows of an entity.
  private static final int VISITS = 3;

  int seed() {
    return List.of(values()).indexOf(this);
  }

  /// Features, then the label.
  abstract List<String> row(Random random, int entity);

  /// Rows of both files; each is an id, the entity, a day, the features and the label.
  static final class Split {
    final List<String> columns;
    final List<List<String>> reference = new ArrayList<>();
    final List<List<String>> holdout = new ArrayList<>();

    private Split(List<String> columns) {
      this.columns = columns;
    }

    List<String> features() {
      return columns.subList(3, columns.size() - 1);
    }

    static String csv(List<String> columns, List<List<String>> rows) {
      var text = new StringBuilder(String.join(",", columns)).append('\n');
      rows.forEach(row -> text.append(String.join(",", row)).append('\n'));
      return text.toString();
    }
  }

  Split split() {
    var random = new Random(seed());
    int features = row(new Random(0), 0).size() - 1;
    List<String> columns = new ArrayList<>(List.of("id", "patient", "day"));
    IntStream.range(0, features).forEach(i -> columns.add("x" + i));
    columns.add("label");
    var split = new Split(columns);
    List<Integer> ids =
        new ArrayList<>(IntStream.range(10_000, 10_000 + REFERENCE + HOLDOUT).boxed().toList());
    Collections.shuffle(ids, random);
    for (int i = 0; i < REFERENCE + HOLDOUT; i++) {
      List<String> row = new ArrayList<>();
      row.add("" + ids.get(i));
      row.add("p" + i / VISITS);
      row.add("2026-%02d-%02d".formatted(i < REFERENCE ? 1 + i % 6 : 7 + i % 6, 1 + i % 28));
      row.addAll(row(random, i / VISITS));
      (i < REFERENCE ? split.reference : split.holdout).add(row);
    }
    return split;
  }

  private static List<String> cells(String... cells) {
    return List.of(cells);
  }

  private static String real(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }

  private static String tenth(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  private static String whole(Random random, int most) {
    return "" + random.nextInt(most);
  }
}
