// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.data.sql.RowBlock.CellType;
import dev.slipway.score.ModelFunction;
import dev.slipway.score.RowScoring;
import dev.slipway.serving.predict.InferenceException;
import java.io.Serializable;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/// What a task does with its rows.
record AnswerRows(Broadcast<ShippedModel> model, Terms terms, TallyAccumulator tally)
    implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  /// @param kept how many columns stand in front of the answers; in the rows they follow the file
  ///   and the place in it, and what the model takes follows them
  /// @param types how the columns are read that the model takes
  /// @param allCounted whether drift is counted of all rows
  /// @param wanted which rows come out
  /// @param constants columns behind the answers
  record Terms(
      RowScoring scoring,
      int kept,
      List<CellType> types,
      boolean allCounted,
      Wanted wanted,
      List<Serializable> constants)
      implements Serializable {

    Terms {
      types = List.copyOf(types);
      constants = List.copyOf(constants);
    }
  }

  /// Which rows come out.
  enum Wanted {
    /// Those that are answered, and each must be: with the first that is not they end.
    EACH,
    /// Those that are answered.
    ANSWERED,
    /// Those that are refused.
    REFUSED
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) throws InferenceException {
    ShippedModel shipped = model.value();
    ShippedModel.Opened opened = shipped.open();
    ModelFunction function =
        terms
            .scoring()
            .function(
                opened.predictor(), new ModelFunction.Drift(opened.baseline(), terms.allCounted()));
    TaskCompletionListener end =
        context -> {
          try {
            function.close();
          } finally {
            // Its session ends with it, and Spark may drop it while a task is at work.
            Reference.reachabilityFence(shipped);
          }
        };
    TaskContext.get().addTaskCompletionListener(end);
    return new AnsweredRows(rows, function, terms, opened.id(), tally::add);
  }
}
