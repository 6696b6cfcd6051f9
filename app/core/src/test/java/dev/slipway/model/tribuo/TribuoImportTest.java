// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.Origin;
import dev.slipway.model.Parity;
import dev.slipway.model.ParityRows;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.AdaBoostTrainer;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.liblinear.LibLinearRegressionTrainer;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.regression.sgd.fm.FMRegressionTrainer;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.regression.slm.LARSTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/// Each kind of model that Tribuo saves: trained here on real data, saved, imported, and compared
/// with the original on all rows.
final class TribuoImportTest {

  private static final long SEED = 7;

  @TempDir Path folder;

  private record Kind<T extends Output<T>>(
      String name, Supplier<Trainer<T>> trainer, Supplier<Dataset<T>> data) {}

  @TestFactory
  Stream<DynamicTest> classesAreThoseThatTribuoSays() {
    return tests(
        penguins("logistic regression", LogisticRegressionTrainer::new),
        penguins(
            "factorisation machine",
            () ->
                new FMClassificationTrainer(
                    new LogMulticlass(), new AdaGrad(0.1), 5, 1000, SEED, 4, 0.1)),
        penguins("LibLinear", LibLinearClassificationTrainer::new),
        penguins("LibSVM", TribuoImportTest::svm),
        penguins("CART", CARTClassificationTrainer::new),
        penguins("random forest", () -> forest(new VotingCombiner())),
        penguins("random forest of scores", () -> forest(new FullyWeightedVotingCombiner())),
        penguins(
            "bagged trees",
            () ->
                new BaggingTrainer<>(
                    new CARTClassificationTrainer(), new VotingCombiner(), 50, SEED)),
        penguins(
            "AdaBoost of trees", () -> new AdaBoostTrainer(new CARTClassificationTrainer(2), 20)),
        penguins(
            "bagged logistic regression",
            () ->
                new BaggingTrainer<>(
                    new LogisticRegressionTrainer(), new VotingCombiner(), 5, SEED)),
        penguins("XGBoost", () -> new XGBoostClassificationTrainer(50)));
  }

  @TestFactory
  Stream<DynamicTest> numbersAreThoseThatTribuoSays() {
    return tests(
        weather(
            "linear regression",
            () -> new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 20, SEED)),
        weather("least angles", LARSTrainer::new),
        weather(
            "factorisation machine",
            () ->
                new FMRegressionTrainer(
                    new SquaredLoss(), new AdaGrad(0.1), 5, SEED, 4, 0.1, true)),
        weather("LibLinear", LibLinearRegressionTrainer::new),
        weather("CART", CARTRegressionTrainer::new),
        weather(
            "random forest",
            () ->
                new RandomForestTrainer<>(
                    new CARTRegressionTrainer(8, 5f, 0f, 0.7f, false, new MeanSquaredError(), SEED),
                    new AveragingCombiner(),
                    30,
                    SEED)),
        weather("XGBoost", () -> new XGBoostRegressionTrainer(RegressionType.LINEAR, 50)),
        both(
            "two numbers by linear regression",
            () -> new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 20, SEED)),
        both("two numbers by CART", CARTRegressionTrainer::new),
        both("two numbers by one CART", CARTJointRegressionTrainer::new),
        both(
            "two numbers by XGBoost",
            () -> new XGBoostRegressionTrainer(RegressionType.LINEAR, 20)));
  }

  private Stream<DynamicTest> tests(Kind<?>... kinds) {
    return Stream.of(kinds)
        .map(kind ->
            dynamicTest(
                kind.name(),
                () -> {
                  try {
                    assertSame(kind);
                  } catch (ProblemException e) {
                    throw new AssertionError(e.problem().toString(), e);
                  }
                }));
  }

  private <T extends Output<T>> void assertSame(Kind<T> kind) throws Exception {
    Dataset<T> data = kind.data().get();
    Model<T> model = kind.trainer().get().train(data);
    Path saved = folder.resolve("model.tribuo");
    Trained.save(model, saved);
    Path onnx = folder.resolve("model.onnx");

    Origin origin = TribuoImport.convert(saved, onnx, given(data), Progress.NONE);

    Parity parity = origin.parity();
    System.out.printf(
        "%-36s %5d rows, max %.2g, relative %.2g%n",
        kind.name(), parity.rows(), parity.largest(), parity.relative());
    assertTrue(parity.holds() && parity.rows() >= data.size() + 400, parity.toString());
    Inspection inspection = Inspector.inspect(ModelIntake.open(onnx));
    assertAnswers(model, data, onnx, inspection);
  }

  /// The same once more, in nothing but Tribuo's and ONNX Runtime's own words.
  private static <T extends Output<T>> void assertAnswers(
      Model<T> model, Dataset<T> data, Path onnx, Inspection inspection) throws Exception {
    List<double[]> rows = Trained.rows(data, inspection.featureMap().features());
    String outputs = inspection.metadata().getOrDefault("slipway.outputs", "[]");
    try (Predictor predictor = OrtPredictor.load(onnx, ModelSettings.withThreads(1))) {
      int at = 0;
      for (Example<T> example : data) {
        Prediction<T> expected = model.predict(example);
        var answer = predictor.predict(Map.of("features", tensor(predictor, rows.get(at++))));
        switch (expected.getOutput()) {
          case Label label -> {
            assertEquals(
                List.of(label.getLabel()),
                Objects.requireNonNull(answer.get("label")).asStrings(),
                "row " + at);
          }
          case Regressor number -> {
            double[] actual = Objects.requireNonNull(answer.get("prediction")).toDoubles();
            for (int i = 0; i < actual.length; i++) {
              String name = Json.tree(outputs).get(i).asText();
              double value = number.getDimension(name).orElseThrow().getValue();
              assertEquals(value, actual[i], Math.abs(value) * 1e-5 + 1e-5, name);
            }
          }
          default -> throw new AssertionError(expected.getOutput());
        }
      }
    }
  }

  private static Tensor tensor(Predictor predictor, double[] row) {
    long[] shape = {1, row.length};
    if (predictor.inputs().getFirst().datatype() == DataType.FP64) {
      return Tensor.doubles(shape, row);
    }
    float[] single = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      single[i] = (float) row[i];
    }
    return Tensor.floats(shape, single);
  }

  private static ParityRows given(Dataset<?> data) {
    return features ->
        Optional.of(
            new ParityRows.Written(
                "the training data",
                Trained.rows(data, features).stream()
                    .map(row -> DoubleStream.of(row).mapToObj(Double::toString).toList())
                    .toList()));
  }

  private static Kind<Label> penguins(String name, Supplier<Trainer<Label>> trainer) {
    return new Kind<>("penguins by " + name, trainer, Trained::penguins);
  }

  private static Kind<Regressor> weather(String name, Supplier<Trainer<Regressor>> trainer) {
    return new Kind<>("weather by " + name, trainer, () -> Trained.weather("temp_max_tomorrow"));
  }

  private static Kind<Regressor> both(String name, Supplier<Trainer<Regressor>> trainer) {
    return new Kind<>(name, trainer, () -> Trained.weather("temp_max_tomorrow", "temp_max"));
  }

  private static Trainer<Label> forest(org.tribuo.ensemble.EnsembleCombiner<Label> combiner) {
    return new RandomForestTrainer<>(
        new CARTClassificationTrainer(8, 0.5f, SEED), combiner, 50, SEED);
  }

  private static Trainer<Label> svm() {
    var parameters =
        new SVMParameters<>(
            new SVMClassificationType(SVMClassificationType.SVMMode.C_SVC), KernelType.RBF);
    parameters.setProbability();
    parameters.setGamma(0.001);
    return new LibSVMClassificationTrainer(parameters, SEED);
  }
}
