// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Verdict;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.tribuo.TribuoImport;
import dev.slipway.request.Table;
import dev.slipway.request.TableReader;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluator;
import org.tribuo.multilabel.sgd.MultiLabelObjective;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.multilabel.sgd.objectives.Hinge;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// A model that says of each penguin both its species and its sex, judged by what truth there is.
final class LabelsEvaluationTest {

  private static final Path DATA =
      Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/data");

  private static final List<String> FEATURES =
      List.of("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g");

  @TempDir Path folder;

  /// The sample's rows with measures near 1 and a column of labels such as `Adelie;male`.
  private static Table labelled(String file) throws Exception {
    Table table = TableReader.read(DATA.resolve(file));
    double[] scales = {40, 20, 200, 4000};
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : table.rows()) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < scales.length; i++) {
        int column = table.indexOf(FEATURES.get(i)).orElseThrow();
        values.add(Double.toString(Double.parseDouble(row.get(column)) / scales[i]));
      }
      String species = row.get(table.indexOf("species").orElseThrow());
      String sex = row.get(table.indexOf("sex").orElseThrow());
      values.add(sex.isEmpty() || sex.equals("NA") ? species : species + ";" + sex);
      values.add(row.get(table.indexOf("island").orElseThrow()));
      rows.add(values);
    }
    List<String> columns = new ArrayList<>(FEATURES);
    columns.addAll(List.of("labels", "island"));
    return new Table(file, columns, rows);
  }

  private static Dataset<MultiLabel> tribuo(Table table) {
    var dataset =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("penguins", new MultiLabelFactory()),
            new MultiLabelFactory());
    for (List<String> row : table.rows()) {
      Set<Label> labels = new HashSet<>();
      for (String name : row.get(FEATURES.size()).split(";")) {
        labels.add(new Label(name));
      }
      var example = new ArrayExample<>(new MultiLabel(labels));
      for (int i = 0; i < FEATURES.size(); i++) {
        example.add(FEATURES.get(i), Double.parseDouble(row.get(i)));
      }
      dataset.add(example);
    }
    return dataset;
  }

  private static Model<MultiLabel> trained() throws Exception {
    return trained(new BinaryCrossEntropy());
  }

  private static Model<MultiLabel> trained(MultiLabelObjective objective) throws Exception {
    return new LinearSGDTrainer(objective, new AdaGrad(0.5), 100, 100_000, 1, 7)
        .train(tribuo(labelled("train.csv")));
  }

  private Evaluation evaluate(Model<MultiLabel> model, Table holdout, Optional<String> metric)
      throws Exception {
    Path file = folder.resolve("labels.pb");
    Files.write(file, model.serialize().toByteArray());
    Path onnx = folder.resolve("labels.onnx");
    TribuoImport.convert(file, onnx, columns -> Optional.empty(), Progress.NONE);
    Inspection inspection = Inspector.inspect(ModelIntake.open(onnx));
    try (var predictor = OrtPredictor.load(onnx, ModelSettings.withThreads(1))) {
      return Evaluator.evaluate(
          predictor,
          inspection,
          new EvaluationRequest(
              holdout, Optional.of(labelled("train.csv")), "labels", metric, List.of("island")),
          Progress.NONE);
    }
  }

  @Test
  void scoresAreThoseOfTribuosEvaluator() throws Exception {
    Model<MultiLabel> model = trained();
    Table holdout = labelled("holdout.csv");
    MultiLabelEvaluation theirs = new MultiLabelEvaluator().evaluate(model, tribuo(holdout));

    Evaluation found = evaluate(model, holdout, Optional.empty());

    assertEquals("micro-f1", found.metric());
    assertEquals(
        List.of("jaccard", "macro-f1", "micro-f1", "subset-accuracy"),
        List.copyOf(found.metrics().keySet()));
    assertEquals(theirs.microAveragedF1(), score(found, "micro-f1"), 1e-12);
    assertEquals(theirs.macroAveragedF1(), score(found, "macro-f1"), 1e-12);
    assertEquals(theirs.jaccardScore(), score(found, "jaccard"), 1e-12);
    assertTrue(
        score(found, "subset-accuracy") <= score(found, "jaccard")
            && score(found, "jaccard") <= score(found, "micro-f1") + 0.05,
        found.metrics().toString());
    assertTrue(found.score().low() < found.score().value(), found.score().toString());
    assertTrue(found.score().low() > found.baseline(), found.toString());
    assertEquals(3, found.slices().size());
    assertInstanceOf(Verdict.Met.class, QualityGate.judge(found, found.metric(), found.baseline()));
  }

  private static double score(Evaluation found, String metric) {
    return found.metrics().getOrDefault(metric, Double.NaN);
  }

  @Test
  void eachMetricMayBeTheJudgedOneAndOthersAreRefused() throws Exception {
    Model<MultiLabel> model = trained();
    Table holdout = labelled("holdout.csv");
    for (String metric : List.of("macro-f1", "jaccard", "subset-accuracy")) {
      Evaluation found = evaluate(model, holdout, Optional.of(metric));
      assertEquals(score(found, metric), found.score().value(), 1e-12, metric);
      assertTrue(found.score().high() > found.score().low(), metric);
    }

    Problem problem =
        assertThrows(
                ProblemException.class, () -> evaluate(model, holdout, Optional.of("accuracy")))
            .problem();
    assertEquals("evaluation.wrong-metric", problem.code().id());
    assertEquals("Use one of macro-f1, micro-f1, jaccard, subset-accuracy.", problem.remedy());
  }

  @Test
  void cellsMayBeWrittenInOtherWaysAndBeEmpty() throws Exception {
    Model<MultiLabel> model = trained();
    Table holdout = labelled("holdout.csv");
    for (String separator : List.of("|", ", ")) {
      Evaluation found = evaluate(model, rewritten(holdout, separator), Optional.empty());
      assertEquals(evaluate(model, holdout, Optional.empty()).metrics(), found.metrics());
    }
    List<List<String>> rows = new ArrayList<>(holdout.rows());
    List<String> first = new ArrayList<>(rows.getFirst());
    first.set(FEATURES.size(), "");
    rows.set(0, first);

    Evaluation found =
        evaluate(model, new Table("holdout", holdout.columns(), rows), Optional.empty());

    assertEquals(holdout.rows().size(), found.rows());
  }

  private static Table rewritten(Table table, String separator) {
    List<List<String>> rows =
        table.rows().stream()
            .map(row -> row.stream().map(cell -> cell.replace(";", separator)).toList())
            .toList();
    return new Table(table.source(), table.columns(), rows);
  }

  @Test
  void scoresThatAreNoProbabilitiesChooseNoLabels() throws Exception {
    Model<MultiLabel> margins = trained(new Hinge());
    Table holdout = labelled("holdout.csv");

    Problem problem =
        assertThrows(ProblemException.class, () -> evaluate(margins, holdout, Optional.empty()))
            .problem();

    assertEquals("evaluation.answer-unreadable", problem.code().id());
    assertTrue(
        problem.why().contains("a label applies whose probability is above 0.5"), problem.why());
  }

  @Test
  void labelsThatTheModelDoesNotKnowAreAMistake() throws Exception {
    Table holdout = labelled("holdout.csv");
    List<List<String>> rows =
        holdout.rows().stream()
            .map(row -> row.stream().map(cell -> cell.contains(";") ? "x;y" : cell).toList())
            .filter(row -> row.get(FEATURES.size()).equals("x;y"))
            .toList();

    ProblemException thrown =
        assertThrows(
            ProblemException.class,
            () ->
                evaluate(
                    trained(), new Table("holdout", holdout.columns(), rows), Optional.empty()));

    assertEquals("evaluation.labels-differ", thrown.problem().code().id());
  }
}
