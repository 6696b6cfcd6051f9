// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.DataStudy;
import dev.slipway.data.LeakFindings;
import dev.slipway.data.Leakage;
import dev.slipway.data.ModelColumns;
import dev.slipway.data.ModelFit;
import dev.slipway.data.QualityRule;
import dev.slipway.data.RuleOutcome;
import dev.slipway.data.TableProfile;
import dev.slipway.data.sql.ColumnDrifts;
import dev.slipway.data.sql.ComparedFiles;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.data.sql.LeakSearch;
import dev.slipway.data.sql.Limits;
import dev.slipway.data.sql.RuleChecks;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Project;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.Table;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.preparation.Cells;
import dev.slipway.serving.preparation.Place;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.OpenedProject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One look at a project's reference and holdout: what they hold, what they have in common, whether
/// they keep to the rules.
final class LookAtData {

  private static final int REFERENCE = 0;
  private static final int HOLDOUT = 1;
  private static final LeakSearch.Place PLACE = new LeakSearch.Place(REFERENCE, HOLDOUT);

  /// Rows that are looked through for gaps, of a table of few columns.
  private static final int SEARCHED_ROWS = 5_000;

  /// Values that are held in memory for that.
  private static final int MOST_VALUES = 2_000_000;

  /// Rows with a gap that the model is asked about.
  private static final int ASKED_ROWS = 20;

  private final OpenedProject opened;
  private final Project.DataSource data;
  private final Inspection inspection;
  private final DataFiles files;

  private LookAtData(
      OpenedProject opened, Project.DataSource data, Inspection inspection, DataFiles files) {
    this.opened = opened;
    this.data = data;
    this.inspection = inspection;
    this.files = files;
  }

  /// @param today for the age of dates
  static DataStudy of(
      OpenedProject opened, List<QualityRule> rules, LocalDate today, Progress progress)
      throws ProblemException, InterruptedException {
    Project.DataSource data = InspectData.source(opened);
    List<DataFiles.Source> sources = InspectData.sources(opened, data);
    Inspection inspection = InspectModel.look(opened);
    DataStudy typed;
    try (DataFiles files = DataFiles.open(sources, Limits.ofMachine(), progress.part(0, 0.5))) {
      typed = new LookAtData(opened, data, inspection, files).study(rules, today, progress);
    }
    ComparedFiles pair = compared(typed.reference(), typed.holdout(), data, inspection);
    return pair.asWritten().isEmpty()
        ? typed
        : typed.with(written(sources, pair, typed.drift(), progress.part(0.98, 1)));
  }

  /// The drift of all columns, with those that are compared as they are written.
  private static List<ColumnDrift> written(
      List<DataFiles.Source> sources,
      ComparedFiles pair,
      List<ColumnDrift> typed,
      Progress progress)
      throws ProblemException, InterruptedException {
    List<ColumnDrift> all = new ArrayList<>(typed);
    try (DataFiles files =
        DataFiles.open(
            sources.stream()
                .map(source ->
                    DataFiles.Source.asWritten(source.path(), source.name(), pair.asWritten()))
                .toList(),
            Limits.ofMachine(),
            progress.part(0, 0.6))) {
      all.addAll(ColumnDrifts.of(files, PLACE, pair, pair.asWritten(), progress.part(0.6, 1)));
    }
    List<String> order = List.copyOf(pair.reference().byName().keySet());
    Map<String, Integer> places =
        IntStream.range(0, order.size()).boxed().collect(Collectors.toMap(order::get, i -> i));
    all.sort(Comparator.comparingInt(drift -> places.getOrDefault(drift.column(), 0)));
    return all;
  }

  private DataStudy study(List<QualityRule> rules, LocalDate today, Progress progress)
      throws ProblemException, InterruptedException {
    TableProfile reference = files.profile(REFERENCE, progress.part(0.5, 0.7));
    TableProfile holdout = files.profile(HOLDOUT, progress.part(0.7, 0.8));
    progress.step(0.8, "looking for rows that are in both");
    ModelColumns model = model(reference, progress.part(0.8, 0.83));
    Leakage leakage =
        LeakFindings.of(
            LeakSearch.of(files, PLACE, data.label(), model, data.split()),
            data.split(),
            data.label(),
            model,
            progress.part(0.85, 0.88));
    ComparedFiles pair = compared(reference, holdout, data, inspection);
    Set<String> columns = new HashSet<>(pair.columns());
    columns.removeAll(pair.asWritten());
    return new DataStudy(
        reference,
        holdout,
        model,
        leakage,
        files.personal(REFERENCE, progress.part(0.88, 0.89)),
        outcomes(files, rules, today, progress.part(0.89, 0.95)),
        ColumnDrifts.of(files, PLACE, pair, columns, progress.part(0.95, 0.97)),
        Optional.of(fits(reference, holdout, progress.part(0.97, 0.98))));
  }

  private List<ModelFit> fits(TableProfile reference, TableProfile holdout, Progress progress)
      throws ProblemException, InterruptedException {
    var fit = new FitToModel(data, inspection);
    List<ModelFit> fits = new ArrayList<>();
    fit.of(files, REFERENCE, reference, progress.part(0, 0.5)).ifPresent(fits::add);
    fit.of(files, HOLDOUT, holdout, progress.part(0.5, 1)).ifPresent(fits::add);
    return fits;
  }

  /// A column that fills several inputs is cut as for the first of them.
  private static ComparedFiles compared(
      TableProfile reference,
      TableProfile holdout,
      Project.DataSource data,
      Inspection inspection) {
    var inputs = new TreeMap<String, DataType>();
    try {
      for (Place place : DrawContract.places(given(reference, data), data, inspection)) {
        inputs.putIfAbsent(place.column(), place.input().datatype());
      }
    } catch (ProblemException noRows) {
      return new ComparedFiles(reference, holdout, new TreeMap<>());
    }
    return new ComparedFiles(reference, holdout, inputs);
  }

  /// The columns that a model may be given.
  private static List<String> given(TableProfile reference, Project.DataSource data) {
    return reference.columns().stream()
        .map(ColumnProfile::name)
        .filter(name -> !name.equals(data.label()))
        .toList();
  }

  static List<RuleOutcome> outcomes(
      DataFiles files, List<QualityRule> rules, LocalDate today, Progress progress)
      throws ProblemException, InterruptedException {
    List<RuleOutcome> outcomes =
        new ArrayList<>(RuleChecks.run(files, REFERENCE, rules, today, progress.part(0, 0.5)));
    outcomes.addAll(RuleChecks.run(files, HOLDOUT, ofAnyFile(rules), today, progress.part(0.5, 1)));
    return outcomes;
  }

  /// How many rows there are and how new they are is said of the reference.
  private static List<QualityRule> ofAnyFile(List<QualityRule> rules) {
    return rules.stream()
        .filter(rule -> !(rule instanceof QualityRule.Rows) && !(rule instanceof QualityRule.Fresh))
        .toList();
  }

  /// A model that does not take rows of a table is none whose columns are known.
  private ModelColumns model(TableProfile reference, Progress progress)
      throws ProblemException, InterruptedException {
    List<String> features;
    try {
      features =
          DrawContract.places(given(reference, data), data, inspection).stream()
              .map(Place::column)
              .distinct()
              .toList();
    } catch (ProblemException noRows) {
      return noRows.problem().code().id().equals("data.input-not-tabular")
          ? ModelColumns.NONE
          : ModelColumns.UNKNOWN;
    }
    List<String> gaps =
        reference.columns().stream()
            .filter(column -> column.missing() > 0 && features.contains(column.name()))
            .map(ColumnProfile::name)
            .toList();
    return new ModelColumns(
        Optional.of(features), gaps.isEmpty() ? List.of() : answered(gaps, features, progress));
  }

  /// Columns without whose values the model still answers with numbers: asked about rows of the
  /// reference that lack them. One sample has most of them; for a rare gap all rows are searched.
  private List<String> answered(List<String> gaps, List<String> features, Progress progress)
      throws ProblemException, InterruptedException {
    int columns = files.columns(REFERENCE);
    Table rows = files.sample(REFERENCE, Math.clamp(MOST_VALUES / columns, 1, SEARCHED_ROWS));
    List<String> answered = new ArrayList<>();
    int asked = 0;
    try (Predictor predictor = Models.open(opened.model(), 1)) {
      for (String column : gaps) {
        progress.step((double) asked++ / gaps.size(), "asking the model about missing values");
        Table seen = lacking(rows, column);
        Table lacking =
            seen.rows().isEmpty() ? files.lacking(REFERENCE, column, features, ASKED_ROWS) : seen;
        if (!lacking.rows().isEmpty() && answers(predictor, lacking)) {
          answered.add(column);
        }
      }
    }
    return answered;
  }

  private static Table lacking(Table rows, String column) {
    int at = rows.indexOf(column).orElseThrow();
    int[] few =
        IntStream.range(0, rows.rows().size())
            .filter(row -> Cells.isMissing(rows.rows().get(row).get(at)))
            .limit(ASKED_ROWS)
            .toArray();
    return new Table(
        rows.source(), rows.columns(), IntStream.of(few).mapToObj(rows.rows()::get).toList());
  }

  private boolean answers(Predictor predictor, Table rows) {
    try {
      for (Map<String, Tensor> request :
          ModelInputs.of(
              rows.without(data.label()).renamed(data.inputs()),
              inspection.featureMap(),
              inspection.signature())) {
        for (Tensor answer : predictor.predict(request).values()) {
          if (answer.datatype().isFloatingPoint()
              && Arrays.stream(answer.toDoubles()).anyMatch(Double::isNaN)) {
            return false;
          }
        }
      }
      return true;
    } catch (ProblemException | InferenceException itDoesNotTakeThem) {
      return false;
    }
  }
}
