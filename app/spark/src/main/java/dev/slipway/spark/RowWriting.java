// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.ProblemException;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.score.RowPlan;
import dev.slipway.score.RowScoring;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/// Has Spark write rows with their answers, in one stage: what a task wrote counts once Spark has
/// committed it, and all of it once the job has.
///
/// @param plan with the names that kept columns get
record RowWriting(
    SparkSession spark, Broadcast<ShippedModel> model, List<RowGroup> groups, RowPlan plan) {

  RowWriting {
    groups = List.copyOf(groups);
  }

  /// @param counted whether drift is counted of all rows
  /// @param constants columns behind the answers
  record Terms(
      RowScoring scoring, boolean counted, AnswerRows.Wanted wanted, List<Serializable> constants) {

    Terms {
      constants = List.copyOf(constants);
    }

    Terms alone() {
      return new Terms(scoring.alone(), counted, wanted, constants);
    }

    Terms wanting(AnswerRows.Wanted other) {
      return new Terms(scoring, counted, other, constants);
    }
  }

  /// @param terms on which they were
  record Written(Tally tally, Terms terms) {}

  /// Writes all of it, or what counts for nothing. Where rows together were seen to answer other
  /// bits than alone, the job ends, and each is asked alone in another one.
  ///
  /// @throws ProblemException when Spark gives the job up, or a row is refused and none may be
  Written write(Terms terms, String to) throws ProblemException {
    Optional<Tally> together = written(terms, to);
    if (together.isPresent()) {
      return new Written(together.get(), terms);
    }
    Terms alone = terms.alone();
    return new Written(
        written(alone, to)
            .orElseThrow(() -> new IllegalStateException("a row alone answers other bits")),
        alone);
  }

  /// Writes the rows that are refused, once the others lie there with their answers.
  ///
  /// @param answers terms on which those were answered
  Tally writeRefused(Terms answers, String to) throws ProblemException {
    return written(answers.wanting(AnswerRows.Wanted.REFUSED), to)
        .orElseThrow(SparkFailure::ofOtherBits);
  }

  /// @return empty where rows together were seen to answer other bits; nothing is written then
  private Optional<Tally> written(Terms terms, String to) throws ProblemException {
    var tally = new TallyAccumulator();
    SparkContext context = spark.sparkContext();
    context.register(tally);
    String group = UUID.randomUUID().toString();
    var watch =
        new JobWatch(
            group, () -> context.cancelJobGroup(group, JobWatch.WHY), tally, terms.wanted());
    context.addSparkListener(watch);
    context.setJobGroup(group, "rows and their answers", false);
    Optional<Exception> failure = Optional.empty();
    try {
      answered(terms, tally).write().mode("append").option("compression", "snappy").parquet(to);
    } catch (Exception e) {
      failure = Optional.of(e);
    } finally {
      context.clearJobGroup();
      context.removeSparkListener(watch);
    }
    return Judgement.ended(terms.wanted(), tally.value(), watch.sawOtherBits(), failure, to);
  }

  private Dataset<Row> answered(Terms terms, TallyAccumulator tally) {
    StructType first = groups.getFirst().schema();
    StructType schema =
        terms.wanted() == AnswerRows.Wanted.REFUSED ? refused(first) : answered(terms, first);
    return groups.stream()
        .map(group -> {
          var each =
              new AnswerRows.Terms(
                  terms.scoring(),
                  plan.kept().size(),
                  group.types(plan),
                  terms.counted(),
                  terms.wanted(),
                  terms.constants());
          return group
              .rows(plan, first)
              .mapPartitions(new AnswerRows(model, each, tally), Encoders.row(schema));
        })
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private StructType answered(Terms terms, StructType first) {
    List<StructField> fields = kept(first);
    for (AnswerColumn answer : terms.scoring().answers()) {
      fields.add(DataTypes.createStructField(answer.name(), ColumnTypes.of(answer.type()), true));
    }
    fields.add(DataTypes.createStructField(RowScoring.VERSION, DataTypes.StringType, true));
    fields.add(DataTypes.createStructField(RowScoring.AT, DataTypes.TimestampType, true));
    return DataTypes.createStructType(fields);
  }

  /// As `score` calls them.
  private StructType refused(StructType first) {
    List<StructField> fields = new ArrayList<>();
    fields.add(DataTypes.createStructField(RowCopy.REFUSED_FILE, DataTypes.StringType, true));
    fields.add(DataTypes.createStructField(RowCopy.REFUSED_ROW, DataTypes.LongType, true));
    fields.add(DataTypes.createStructField(RowCopy.REFUSED_REASON, DataTypes.StringType, true));
    fields.addAll(kept(first));
    return DataTypes.createStructType(fields);
  }

  private List<StructField> kept(StructType first) {
    List<StructField> fields = new ArrayList<>();
    for (RowCopy.Kept kept : plan.kept()) {
      fields.add(
          DataTypes.createStructField(kept.name(), first.apply(kept.column()).dataType(), true));
    }
    return fields;
  }
}
