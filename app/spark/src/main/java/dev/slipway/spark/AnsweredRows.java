// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.score.ModelFunction;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/// Rows with their answers, a block at a time; what was counted is told behind the last one. Where
/// each must be answered, the first that is refused is told and ends them: thrown, it would be
/// tried again, and its values would be written to the log of Spark's events.
final class AnsweredRows implements Iterator<Row> {

  /// What stands in a row before the columns that are kept: the file, and the place in it.
  static final int BEFORE = 2;

  private final Iterator<Row> rows;
  private final ModelFunction function;
  private final AnswerRows.Terms terms;
  private final String session;
  private final Consumer<Tally> told;
  private final List<AnswerColumn> columns;
  private final AnswerBlock answers;
  private final BlockOfRows block;
  private final List<Row> taken = new ArrayList<>();
  private final Queue<Row> ready = new ArrayDeque<>();
  private final SortedMap<String, Long> rejected = new TreeMap<>();
  private long places;
  private List<Tally.Refused> first = List.of();
  private long answered;
  private boolean refusedOne;
  private boolean ended;

  /// @param session that answers them
  /// @param told hears what was counted
  AnsweredRows(
      Iterator<Row> rows,
      ModelFunction function,
      AnswerRows.Terms terms,
      String session,
      Consumer<Tally> told) {
    this.rows = rows;
    this.function = function;
    this.terms = terms;
    this.session = session;
    this.told = told;
    this.columns = terms.scoring().answers();
    this.answers = new AnswerBlock(columns);
    this.block = new BlockOfRows(terms.types(), BEFORE + terms.kept());
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !refusedOne && rows.hasNext()) {
      answer();
    }
    if (ready.isEmpty() && !ended) {
      ended = true;
      told.accept(
          new Tally(
              answered,
              rejected,
              places,
              first,
              function.drift(),
              new TreeSet<>(List.of(session))));
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void answer() {
    block.clear();
    taken.clear();
    while (!block.isFull() && rows.hasNext()) {
      Row row = rows.next();
      taken.add(row);
      block.add(row);
    }
    answers.begin(taken.size());
    try {
      function.answer(block, answers);
    } catch (IllegalStateException stopped) {
      throw function.isDiffering() ? new OtherBits() : stopped;
    }
    for (int i = 0; i < taken.size() && !refusedOne; i++) {
      if (answers.isRefused(i)) {
        refused(taken.get(i), answers.because(i));
      } else if (terms.wanted() != AnswerRows.Wanted.REFUSED) {
        ready.add(row(taken.get(i), i));
      }
    }
    answered += taken.size();
  }

  private void refused(Row row, String because) {
    var refused = new Tally.Refused(StoreNames.ofUri(row.getString(0)), row.getLong(1) + 1, because);
    rejected.merge(refused.file(), 1L, Long::sum);
    places += refused.place();
    if (first.isEmpty() || refused.compareTo(first.getFirst()) < 0) {
      first = List.of(refused);
    }
    switch (terms.wanted()) {
      case EACH -> {
        refusedOne = true;
        ready.clear();
      }
      case ANSWERED -> {}
      case REFUSED -> {
        List<@Nullable Object> values = new ArrayList<>();
        Collections.addAll(values, refused.file(), refused.row(), because);
        kept(row, values);
        ready.add(RowFactory.create(values.toArray()));
      }
    }
  }

  private void kept(Row row, List<@Nullable Object> values) {
    for (int i = 0; i < terms.kept(); i++) {
      values.add(row.get(BEFORE + i));
    }
  }

  private Row row(Row row, int place) {
    List<@Nullable Object> values = new ArrayList<>(terms.kept() + columns.size() + 2);
    kept(row, values);
    for (int i = 0; i < columns.size(); i++) {
      values.add(value(columns.get(i).type(), i, place));
    }
    values.addAll(terms.constants());
    return RowFactory.create(values.toArray());
  }

  private @Nullable Object value(AnswerColumn.Type type, int column, int place) {
    return switch (type) {
      case FLOAT -> answers.floats(column)[place];
      case DOUBLE -> answers.doubles(column)[place];
      case INTEGER -> (int) answers.wholes(column)[place];
      case LONG -> answers.wholes(column)[place];
      case UNSIGNED -> new BigDecimal(Long.toUnsignedString(answers.wholes(column)[place]));
      case TRUTH -> answers.wholes(column)[place] != 0;
      case TEXT -> answers.texts(column)[place];
    };
  }

  /// That rows together were seen to answer other bits than alone.
  static final class OtherBits extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
