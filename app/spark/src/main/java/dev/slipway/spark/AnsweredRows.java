// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.score.ModelFunction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/// Rows with their answers. A block of them is answered at a time, and each is made as it is asked
/// for, since an answer may be wide; what was counted is told behind the last one. Where each must
/// be answered, the first that is refused is told and ends them: thrown, it would be tried again,
/// and its values would be written to the log of Spark's events.
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
  private final SortedMap<String, Long> rejected = new TreeMap<>();
  private long places;
  private List<Tally.Refused> first = List.of();
  private long answered;

  /// Place in the block of the next row that may come out.
  private int next;

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
    pass();
    while (next == taken.size() && !refusedOne && rows.hasNext()) {
      answer();
      pass();
    }
    boolean isThere = next < taken.size();
    if (!isThere && !ended) {
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
    return isThere;
  }

  /// Passes those by that do not come out.
  private void pass() {
    boolean refused = terms.wanted() == AnswerRows.Wanted.REFUSED;
    while (next < taken.size() && answers.isRefused(next) != refused) {
      next++;
    }
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int place = next++;
    return terms.wanted() == AnswerRows.Wanted.REFUSED ? aside(place) : row(place);
  }

  private void answer() {
    block.clear();
    taken.clear();
    next = 0;
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
    answered += taken.size();
    for (int i = 0; i < taken.size() && !refusedOne; i++) {
      if (answers.isRefused(i)) {
        count(refused(i));
      }
    }
    if (refusedOne) {
      taken.clear();
    }
  }

  private Tally.Refused refused(int place) {
    Row row = taken.get(place);
    return new Tally.Refused(
        StoreNames.ofUri(row.getString(0)), row.getLong(1) + 1, answers.because(place));
  }

  private void count(Tally.Refused refused) {
    rejected.merge(refused.file(), 1L, Long::sum);
    places += refused.place();
    if (first.isEmpty() || refused.compareTo(first.getFirst()) < 0) {
      first = List.of(refused);
    }
    refusedOne = terms.wanted() == AnswerRows.Wanted.EACH;
  }

  private Row aside(int place) {
    Tally.Refused refused = refused(place);
    List<@Nullable Object> values = new ArrayList<>();
    Collections.addAll(values, refused.file(), refused.row(), refused.because());
    kept(taken.get(place), values);
    return RowFactory.create(values.toArray());
  }

  private void kept(Row row, List<@Nullable Object> values) {
    for (int i = 0; i < terms.kept(); i++) {
      values.add(row.get(BEFORE + i));
    }
  }

  private Row row(int place) {
    List<@Nullable Object> values = new ArrayList<>(terms.kept() + columns.size() + 2);
    kept(taken.get(place), values);
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
