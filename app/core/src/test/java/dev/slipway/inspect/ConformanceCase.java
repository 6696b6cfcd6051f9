// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.inspect.OnnxModel.OnnxGraph;
import dev.slipway.inspect.OnnxModel.Value;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.ProtoCursor;
import dev.slipway.model.RuntimeRefusal;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A model with inputs and the outputs that it must give.
final class ConformanceCase {

  /// Opens a model for a prediction.
  interface Opening {
    Predictor open(Path model) throws ProblemException;
  }

  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;

  private final Path folder;

  ConformanceCase(Path folder) {
    this.folder = folder;
  }

  String name() {
    return folder.subpath(folder.getNameCount() - 2, folder.getNameCount()).toString();
  }

  Path model() {
    return folder.resolve("model.onnx");
  }

  /// What the file says of itself; any file of the suite can be described.
  Inspection describe() throws ProblemException {
    return Inspector.inspect(ModelIntake.open(model()));
  }

  /// Runs every data set, and throws the problem that a user would be told.
  void run(Opening opening, Path scratch) throws ProblemException, IOException, MalformedException {
    byte[] bytes = Files.readAllBytes(model());
    OnnxGraph graph = new OnnxReader().model(new ProtoCursor(MemorySegment.ofArray(bytes))).graph();
    List<Value> inputs =
        graph.inputs().stream()
            .filter(input -> !graph.initializers().containsKey(input.name()))
            .toList();
    List<Path> sets;
    try (Stream<Path> all = Files.list(folder)) {
      sets = all.filter(Files::isDirectory).sorted().toList();
    }
    for (Path set : sets) {
      var adapter = new CaseAdapter();
      for (int i = 0; i < inputs.size(); i++) {
        Value input = inputs.get(i);
        CaseValue value = CaseReader.read(set.resolve("input_" + i + ".pb"), input.type());
        adapter.input(input.name(), input.type(), value);
      }
      for (int i = 0; i < graph.outputs().size(); i++) {
        Value output = graph.outputs().get(i);
        CaseValue value = CaseReader.read(set.resolve("output_" + i + ".pb"), output.type());
        adapter.output(output.name(), output.type(), value);
      }
      Path used = model();
      if (adapter.changesTheModel()) {
        used = Files.write(scratch.resolve("adapted.onnx"), adapter.model(bytes));
      }
      ask(opening, used, adapter);
    }
  }

  private void ask(Opening opening, Path used, CaseAdapter adapter) throws ProblemException {
    try (Predictor predictor = opening.open(used)) {
      Map<String, Tensor> answer = predictor.predict(adapter.request());
      for (var expected : adapter.expected()) {
        Tensor given = answer.get(expected.output());
        String difference = given == null ? "it is missing" : difference(given, expected.value());
        if (!difference.isEmpty()) {
          throw Problem.gate(
                  "conformance.answers-differ",
                  name() + " does not answer as expected",
                  "Output '" + expected.output() + "': " + difference,
                  "Compare with the operator's definition.")
              .asException();
        }
      }
    } catch (InferenceException e) {
      throw new ProblemException(RuntimeRefusal.explain(e, name()), e);
    }
  }

  /// Empty when every element is near enough.
  private static String difference(Tensor given, CaseValue.Numbers expected) {
    if (!Arrays.equals(given.shape(), expected.shape())) {
      return "shape " + given + " instead of " + expected;
    }
    if (expected.element() == ElementType.STRING) {
      return given.asStrings().equals(expected.texts())
          ? ""
          : given.asStrings() + " instead of " + expected.texts();
    }
    for (int i = 0; i < expected.size(); i++) {
      double is = given.doubleAt(i);
      double should = expected.number(i);
      boolean near =
          Double.compare(is, should) == 0
              || Math.abs(is - should) <= ABSOLUTE + RELATIVE * Math.abs(should);
      if (!near) {
        return "element " + i + " is " + is + " instead of " + should;
      }
    }
    return "";
  }
}
