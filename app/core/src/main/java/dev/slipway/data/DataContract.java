// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The contract of a project's data: its columns, which of them the model takes and with which
/// type, and their rules. The supplier of rows signs it; the callers of the model keep to it.
///
/// @param source the reference, as the project names it
/// @param rows of the reference
/// @param leastRows as the rules say
/// @param repeatedPercent share of repeated rows that the rules allow
/// @param remarks what it leaves open, as sentences
public record DataContract(
    String source,
    DataFormat format,
    Sha256 sha256,
    long rows,
    List<Column> columns,
    OptionalLong leastRows,
    OptionalDouble repeatedPercent,
    List<Fresh> fresh,
    List<String> remarks) {

  public DataContract {
    columns = List.copyOf(columns);
    fresh = List.copyOf(fresh);
    remarks = List.copyOf(remarks);
  }

  /// A column of the reference.
  ///
  /// @param logicalType as the Open Data Contract Standard has it; empty for what it has no word
  ///   for
  /// @param label whether it holds the truth
  /// @param classification what a person said of it, such as `personal`
  /// @param suspicion why it may be personal, where nobody has said yet
  /// @param required whether a rule allows no value to be missing
  /// @param unique whether a rule allows no value to come twice
  /// @param bounds of numbers, without exception
  /// @param checks what else the rules say
  public record Column(
      String name,
      Optional<String> logicalType,
      String storedAs,
      boolean label,
      Optional<String> classification,
      Optional<String> suspicion,
      Optional<Input> input,
      boolean required,
      boolean unique,
      Bounds bounds,
      List<Check> checks) {

    public Column {
      checks = List.copyOf(checks);
    }
  }

  /// What of the model a column fills.
  ///
  /// @param index its place within a row of the tensor
  /// @param jsonType of a value in a row of JSON
  /// @param nullable whether a value may be missing
  /// @param values all that a rule lists, as JSON has them: texts, numbers or truths; empty for any
  public record Input(
      String tensor,
      String datatype,
      int index,
      String jsonType,
      boolean nullable,
      List<Object> values) {

    public Input {
      values = List.copyOf(values);
    }
  }

  /// Both included; one may be open.
  public record Bounds(OptionalDouble min, OptionalDouble max) {

    static final Bounds NONE = new Bounds(OptionalDouble.empty(), OptionalDouble.empty());

    Bounds within(Bounds other) {
      return new Bounds(tighter(min, other.min, true), tighter(max, other.max, false));
    }

    private static OptionalDouble tighter(OptionalDouble a, OptionalDouble b, boolean larger) {
      if (a.isEmpty() || b.isEmpty()) {
        return a.isEmpty() ? b : a;
      }
      double one = a.getAsDouble();
      double other = b.getAsDouble();
      return OptionalDouble.of(larger ? Math.max(one, other) : Math.min(one, other));
    }
  }

  /// One rule of a column.
  ///
  /// @param metric `nullValues`, `invalidValues` or `duplicateValues` of the standard's library, or
  ///   `range`, for which it has none
  /// @param percent of the rows that may break it
  /// @param values all that are valid
  /// @param text as a person says it
  public record Check(
      String metric, double percent, List<String> values, Bounds bounds, String text) {

    public Check {
      values = List.copyOf(values);
    }
  }

  /// How old the latest value of a column may be.
  public record Fresh(String column, int days) {}
}
