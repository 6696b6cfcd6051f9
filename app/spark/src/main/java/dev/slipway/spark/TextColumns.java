// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.data.sql.RowFile;
import dev.slipway.score.RowPlan;
import dev.slipway.score.Slot;
import dev.slipway.serving.tensor.DataType;
import java.util.Set;
import java.util.regex.Pattern;

/// Which columns can be read: those of whose values Spark and the data engine of `score` make the
/// same texts, where a text is wanted, and the same numbers.
final class TextColumns {

  /// And decimals that may have a digit before the point.
  private static final Set<String> SAME_TEXTS =
      Set.of("VARCHAR", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "BOOLEAN", "DATE");

  private static final Set<String> SAME_NUMBERS = Set.of("FLOAT", "DOUBLE");

  /// Of such a type is 0.05 to Spark what the data engine writes as .05.
  private static final Pattern BEHIND_THE_POINT = Pattern.compile("DECIMAL\\((\\d+),\\1\\)");

  private TextColumns() {}

  /// @throws ProblemException where a value would become another one than `score` makes of it
  static void refuseOthers(RowFile file, RowPlan plan) throws ProblemException {
    for (RowCopy.Kept kept : plan.kept()) {
      String type = type(file, kept.column());
      if (kept.type().equals("VARCHAR") && !type.equals("VARCHAR")) {
        throw other(
            file,
            kept.column(),
            "It is kept as a text, as in other files, and Spark writes such values otherwise than"
                + " slipway score does.");
      }
    }
    for (Slot slot : plan.slots()) {
      for (String name : slot.columns()) {
        String type = type(file, name);
        boolean same = SAME_TEXTS.contains(type) || type.startsWith("DECIMAL(");
        boolean sameText = same && !BEHIND_THE_POINT.matcher(type).matches();
        if (slot.type() == DataType.BYTES && !sameText) {
          throw other(
              file,
              name,
              "The model takes texts, and Spark writes such values otherwise than slipway score"
                  + " does.");
        }
        if (!same && !SAME_NUMBERS.contains(type)) {
          throw other(file, name, "The model takes numbers, and such values are none.");
        }
      }
    }
  }

  private static ProblemException other(RowFile file, String column, String why) {
    return Problem.input(
            "spark.other-text",
            "The column '%s' of %s holds %s".formatted(column, file.name(), type(file, column)),
            why,
            "Write the column as texts, or as whole numbers, decimals with a digit before the"
                + " point, truth values or dates.")
        .asException();
  }

  private static String type(RowFile file, String column) {
    return file.column(column).orElseThrow().type();
  }
}
