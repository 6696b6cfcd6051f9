// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Rows that ask a model where it could answer wrongly: at thresholds and beside them, with each
/// category and one that it does not know, with words of its vocabulary, within what it saw and
/// beyond, and without a value where it takes that. The same model gets the same rows.
final class Probes {

  private static final int ROWS = 600;

  /// Cells that all rows of a wide model may have.
  private static final int MOST_CELLS = 600_000;

  /// Terms that cost as much as a cell.
  private static final int WORDS_OF_A_CELL = 20;

  private static final long SEED = 20_261_128;
  private static final int MOST_WORDS = 25;

  private final Random random = new Random(SEED);
  private final List<Domain> domains;

  private Probes(List<Domain> domains) {
    this.domains = domains;
  }

  static List<List<Cell>> of(Instance fitted, Columns columns) {
    var probes = new Probes(Domains.of(fitted, columns.columns().size()));
    int words = probes.domains.stream().mapToInt(domain -> domain.words().size()).sum();
    int width = Math.max(1, columns.columns().size() + words / WORDS_OF_A_CELL);
    int count = Math.clamp(MOST_CELLS / width, 20, ROWS);
    List<List<Cell>> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(probes.row(columns, i % 4 == 0));
    }
    return rows;
  }

  /// @param positive whether what is drawn freely is above zero, where logarithms have answers
  private List<Cell> row(Columns columns, boolean positive) {
    List<Cell> row = new ArrayList<>();
    for (int i = 0; i < domains.size(); i++) {
      Domain domain = domains.get(i);
      row.add(
          switch (columns.columns().get(i).taken()) {
            case NUMBER -> new Cell.Number(number(domain, positive));
            case TEXT -> new Cell.Text(text(domain));
            case ANYTHING -> SklearnGraph.unused();
          });
    }
    return row;
  }

  private double number(Domain domain, boolean positive) {
    if (domain.mayLack() && random.nextInt(10) == 0) {
      return Double.NaN;
    }
    List<Double> known = domain.numbers();
    if (known.isEmpty()) {
      double drawn =
          random.nextInt(6) == 0
              ? random.nextInt(10)
              : random.nextGaussian() * Math.pow(10, random.nextInt(3));
      return positive ? Math.abs(drawn) : drawn;
    }
    double one = known.get(random.nextInt(known.size()));
    if (random.nextInt(3) > 0) {
      return one;
    }
    double other = known.get(random.nextInt(known.size()));
    // Mostly between two numbers, and now and then beyond
    return one + (other - one) * (random.nextDouble() * 1.4 - 0.2);
  }

  private String text(Domain domain) {
    if (random.nextInt(12) == 0) {
      return random.nextBoolean() ? "" : "something else";
    }
    if (domain.words().isEmpty()) {
      return domain.texts().isEmpty()
          ? "something"
          : domain.texts().get(random.nextInt(domain.texts().size()));
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(MOST_WORDS); i >= 0; i--) {
      List<String> words = random.nextInt(15) == 0 ? MadeUpWords.HARD : domain.words();
      String word = words.get(random.nextInt(words.size()));
      text.append(random.nextInt(4) == 0 ? word.toUpperCase(Locale.ROOT) : word);
      text.append(random.nextInt(5) == 0 ? ", " : " ");
    }
    return text.toString();
  }
}
