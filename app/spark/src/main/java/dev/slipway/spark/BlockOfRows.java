// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.RowBlock;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/// Rows of Spark as the model's preparation reads them: the same values as `score` reads of the
/// same file.
final class BlockOfRows implements RowBlock {

  /// From here on the data engine of `score` writes a fraction with an exponent.
  private static final double WRITTEN_SHORT = 1e16;

  /// From here on no further row is taken, so that rows with long texts need no more memory: what a
  /// task holds is this and its largest row.
  static final long MOST_BYTES = 16L << 20;

  private final List<CellType> types;
  private final int first;
  private final double[][] reals;
  private final float[][] singles;
  private final @Nullable String[][] texts;
  private final boolean[][] missing;
  private int rows;
  private long bytes;

  /// @param types how each column is read
  /// @param first place of the first of them in a row
  BlockOfRows(List<CellType> types, int first) {
    this.types = List.copyOf(types);
    this.first = first;
    int columns = types.size();
    this.reals = new double[columns][];
    this.singles = new float[columns][];
    this.texts = new @Nullable String[columns][];
    this.missing = new boolean[columns][AnswerBlock.MOST_ROWS];
    for (int i = 0; i < columns; i++) {
      switch (types.get(i)) {
        case SINGLE -> singles[i] = new float[AnswerBlock.MOST_ROWS];
        case REAL -> reals[i] = new double[AnswerBlock.MOST_ROWS];
        case TEXT -> texts[i] = new @Nullable String[AnswerBlock.MOST_ROWS];
      }
    }
  }

  void clear() {
    rows = 0;
    bytes = 0;
  }

  boolean isFull() {
    return rows == AnswerBlock.MOST_ROWS || bytes >= MOST_BYTES;
  }

  void add(Row row) {
    for (int i = 0; i < types.size(); i++) {
      @Nullable Object value = row.get(first + i);
      missing[i][rows] = value == null;
      switch (types.get(i)) {
        case SINGLE -> singles[i][rows] = value == null ? Float.NaN : (Float) value;
        case REAL -> reals[i][rows] = value == null ? Double.NaN : real(value);
        case TEXT -> texts[i][rows] = value == null ? "" : text(value);
      }
    }
    rows++;
    bytes += RowWeight.of(row);
  }

  private static double real(Object value) {
    return switch (value) {
      // 0.1 in single precision is the text and not the number nearest to it.
      case Float single -> Double.parseDouble(single.toString());
      case BigDecimal decimal -> Double.parseDouble(decimal.toString());
      case Number number -> number.doubleValue();
      case Boolean truth -> truth ? 1 : 0;
      default -> throw new IllegalArgumentException("no number: " + value.getClass());
    };
  }

  private static String text(Object value) {
    return switch (value) {
      case Float single -> single.isNaN() ? "" : plain(single.toString(), single);
      case Double real -> real.isNaN() ? "" : plain(real.toString(), real);
      case BigDecimal decimal -> decimal.toPlainString();
      case String text -> text.chars().allMatch(BlockOfRows::isSpace) ? "" : text;
      case Boolean truth -> truth.toString();
      case Byte whole -> whole.toString();
      case Short whole -> whole.toString();
      case Integer whole -> whole.toString();
      case Long whole -> whole.toString();
      case LocalDate day -> day(day);
      default -> throw new IllegalArgumentException("no text: " + value.getClass());
    };
  }

  /// What the data engine of `score` trims: spaces of all widths, and no tabs or ends of lines.
  private static boolean isSpace(int character) {
    return Character.getType(character) == Character.SPACE_SEPARATOR;
  }

  /// As the data engine of `score` writes it, which has no year 0 and two days without an end.
  private static String day(LocalDate day) {
    if (Math.abs(day.toEpochDay()) == Integer.MAX_VALUE) {
      return day.toEpochDay() < 0 ? "-infinity" : "infinity";
    }
    int year = day.getYear();
    if (year > 0) {
      // From the year 10000 on there is a sign before it.
      String text = day.toString();
      return text.startsWith("+") ? text.substring(1) : text;
    }
    return String.format(
        Locale.ROOT, "%04d-%02d-%02d (BC)", 1 - year, day.getMonthValue(), day.getDayOfMonth());
  }

  private static String plain(String text, double value) {
    return Math.abs(value) < WRITTEN_SHORT && value == Math.rint(value)
        ? new BigDecimal(text).toBigInteger() + ".0"
        : text;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public CellType type(int column) {
    return types.get(column);
  }

  @Override
  public boolean isMissing(int column, int row) {
    return missing[column][row];
  }

  @Override
  public float single(int column, int row) {
    return singles[column][row];
  }

  @Override
  public double real(int column, int row) {
    return reals[column][row];
  }

  @Override
  public String text(int column, int row) {
    String text = texts[column][row];
    return text == null ? "" : text;
  }
}
