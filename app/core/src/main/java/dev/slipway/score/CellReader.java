// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.data.sql.RowBlock;
import dev.slipway.serving.preparation.Cells;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Reads values as [dev.slipway.request.ModelInputs] reads their texts: the same numbers, and the
/// same values refused.
final class CellReader {

  /// A value that the model cannot be given.
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String expected) {
      super(expected, null, false, false);
    }

    /// What the model takes in its place.
    String expected() {
      return String.valueOf(getMessage());
    }
  }

  /// Beyond it a double skips whole numbers.
  private static final double EXACT = 1L << 53;

  private final RowBlock block;

  CellReader(RowBlock block) {
    this.block = block;
  }

  /// Not a number where there is none.
  double real(int column, int row) throws Unfit {
    return switch (block.type(column)) {
      case SINGLE -> finite(block.single(column, row));
      case REAL -> finite(block.real(column, row));
      case TEXT -> real(block.text(column, row));
    };
  }

  /// As `(float) real(…)`, without the way there and back.
  float single(int column, int row) throws Unfit {
    if (block.type(column) != RowBlock.CellType.SINGLE) {
      double real = real(column, row);
      float nearest = (float) real;
      if (Float.isInfinite(nearest)) {
        throw new Unfit("a number that FP32 holds");
      }
      return nearest;
    }
    float value = block.single(column, row);
    if (Float.isFinite(value)) {
      return value;
    }
    return (float) finite(value);
  }

  /// All values that are no number are the same; an infinite one is none that a table holds.
  private static double finite(double value) throws Unfit {
    if (Double.isNaN(value)) {
      return Double.NaN;
    }
    if (Double.isInfinite(value)) {
      throw new Unfit("a number");
    }
    return value;
  }

  private static double real(String text) throws Unfit {
    if (Cells.isMissing(text)) {
      return Double.NaN;
    }
    OptionalDouble number = Cells.number(text);
    if (number.isPresent()) {
      return finite(number.getAsDouble());
    }
    return Cells.truth(text).orElseThrow(() -> new Unfit("a number")) ? 1 : 0;
  }

  /// To the last digit where the value is a text, and as far as a double skips none.
  long whole(int column, int row) throws Unfit {
    OptionalLong exact =
        block.type(column) == RowBlock.CellType.TEXT
            ? Cells.whole(block.text(column, row))
            : OptionalLong.empty();
    if (exact.isPresent()) {
      return exact.getAsLong();
    }
    double value = real(column, row);
    if (value != Math.rint(value) || Math.abs(value) > EXACT) {
      throw new Unfit("a whole number");
    }
    return (long) value;
  }

  int whole32(int column, int row) throws Unfit {
    long value = whole(column, row);
    if (value != (int) value) {
      throw new Unfit("a whole number of 32 bits");
    }
    return (int) value;
  }

  boolean truth(int column, int row) throws Unfit {
    String text = block.text(column, row);
    return switch (text.strip()) {
      case "1" -> true;
      case "0" -> false;
      default -> Cells.truth(text).orElseThrow(() -> new Unfit("true or false"));
    };
  }

  /// One value.
  record Cell(CellReader of, int column, int row) {
    double real() throws Unfit {
      return of.real(column, row);
    }

    long whole() throws Unfit {
      return of.whole(column, row);
    }

    int whole32() throws Unfit {
      return of.whole32(column, row);
    }

    boolean truth() throws Unfit {
      return of.truth(column, row);
    }
  }

  Cell at(int column, int row) {
    return new Cell(this, column, row);
  }

  String text(int column, int row) {
    return block.text(column, row);
  }

  /// The value as a person reads it.
  String shown(int column, int row) {
    return switch (block.type(column)) {
      case SINGLE -> block.isMissing(column, row) ? "" : Float.toString(block.single(column, row));
      case REAL -> block.isMissing(column, row) ? "" : Double.toString(block.real(column, row));
      case TEXT -> block.text(column, row);
    };
  }
}
