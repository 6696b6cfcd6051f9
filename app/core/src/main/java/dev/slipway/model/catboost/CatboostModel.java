// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Original;
import dev.slipway.model.trees.Outcome;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.TreeEnsemble;
import dev.slipway.model.trees.TreeEnsemble.Input;
import dev.slipway.model.trees.TreeOnnx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A model that CatBoost saved as CBM or JSON.
public final class CatboostModel implements Original {

  private final String format;
  private final CatboostTrees trees;
  private final List<Question> questions;
  private final double scale;
  private final double[] bias;
  private final TreeEnsemble ensemble;
  private final List<String> notes;

  private CatboostModel(Contents contents) throws MalformedException, NotConvertible {
    this.format = "CatBoost " + contents.form();
    if (!contents.obstacles().isEmpty()) {
      throw new NotConvertible(
          contents.obstacles().getFirst(),
          "Train with one_hot_max_size at least as large as the number of each column's categories"
              + " and without text or embedding features, or encode these columns before: then the"
              + " trees ask about numbers and categories alone.");
    }
    this.trees = new CatboostTrees(contents);
    var features = new CatboostFeatures(contents, trees.asked());
    this.questions = features.questions();
    Input input = features.input();
    refuseNamesOfOutputs(input);
    int dimension = contents.forest().dimension();
    this.scale = contents.scaling().scale();
    double[] given = contents.scaling().bias();
    this.bias = given.length == 1 ? filled(dimension, given[0]) : given;
    if (bias.length != dimension || !Double.isFinite(scale)) {
      throw new MalformedException(
          "it has a scale of %s and %d biases for %d scores"
              .formatted(scale, bias.length, dimension),
          false);
    }
    Outcome outcome = CatboostLoss.of(contents.info(), dimension);
    List<Tree> converted = new ArrayList<>();
    for (int tree = 0; tree < trees.count(); tree++) {
      converted.add(trees.converted(tree, questions, input.names().size()));
    }
    List<Double> base = Arrays.stream(bias).boxed().toList();
    this.ensemble = new TreeEnsemble(input, converted, base, outcome);
    this.notes = notes(contents, features);
  }

  public static CatboostModel cbm(Path file)
      throws IOException, MalformedException, NotConvertible {
    return new CatboostModel(CbmReader.read(file));
  }

  public static CatboostModel json(Path file)
      throws IOException, MalformedException, NotConvertible {
    return new CatboostModel(JsonReader.read(file));
  }

  private static void refuseNamesOfOutputs(Input input) throws NotConvertible {
    for (String name : TreeOnnx.OUTPUTS) {
      if (input.byColumn() && input.names().contains(name)) {
        throw new NotConvertible(
            "a column named " + name + ", as the ONNX model's output is",
            "Rename the column in the training data, and train again.");
      }
    }
  }

  private static double[] filled(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }

  private static List<String> notes(Contents contents, CatboostFeatures features)
      throws MalformedException {
    List<String> notes = new ArrayList<>(features.notes());
    if (CatboostLoss.name(contents.info()).isEmpty()) {
      notes.add("The file states no loss_function: the answer is the score itself.");
    }
    return List.copyOf(notes);
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public TreeEnsemble ensemble() {
    return ensemble;
  }

  @Override
  public List<Double> answer(double[] row) {
    double[] sums = new double[bias.length];
    for (int tree = 0; tree < trees.count(); tree++) {
      trees.add(tree, questions, row, sums);
    }
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      scores.add(scale * sums[i] + bias[i]);
    }
    return ensemble.outcome().of(scores);
  }

  @Override
  public List<String> notes() {
    return notes;
  }
}
