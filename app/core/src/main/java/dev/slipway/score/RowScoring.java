// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.serving.predict.Predictor;
import java.io.Serializable;
import java.util.List;

/// How rows are answered, as the first of them showed: the same in each process that answers some.
///
/// @param together rows that go through the model at a time
public record RowScoring(List<Slot> slots, Answered answered, int together)
    implements Serializable {

  /// Columns behind the answers: the hash of the model, and when the run began.
  public static final String VERSION = "model_version";

  public static final String AT = "scored_at";

  /// Before any row was looked at.
  static final RowScoring OF_NOTHING =
      new RowScoring(List.of(), new Answered(List.of(), List.of()), 1);

  public RowScoring {
    slots = List.copyOf(slots);
  }

  /// The columns that the model gives.
  public List<AnswerColumn> answers() {
    return answered.columns();
  }

  /// The same with one row at a time, where rows together were seen to answer other bits.
  public RowScoring alone() {
    return new RowScoring(slots, answered, 1);
  }

  /// For blocks of rows; to be closed, which leaves the predictor open.
  public ModelFunction function(Predictor predictor, ModelFunction.Drift drift) {
    return new ModelFunction(predictor, slots, answered, together, drift);
  }
}
