// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.predict.PreparedRun;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The model runs once for each answer, and only what comes again stays bound.
class RunCacheTest {

  @TempDir Path folder;

  /// A model that counts how often it runs, and how many runs are bound to it.
  private static final class Counted implements Predictor {
    private final Predictor model;
    private int runs;
    private int bound;

    Counted(Predictor model) {
      this.model = model;
    }

    @Override
    public List<TensorSpec> inputs() {
      return model.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
      return model.outputs();
    }

    @Override
    public Map<String, Tensor> predict(Map<String, Tensor> inputs) throws InferenceException {
      runs++;
      return model.predict(inputs);
    }

    @Override
    public PreparedRun prepare(Map<String, Tensor> inputs) throws InferenceException {
      runs++;
      bound++;
      PreparedRun prepared = model.prepare(inputs);
      return new PreparedRun() {
        @Override
        public void run() throws InferenceException {
          runs++;
          prepared.run();
        }

        @Override
        public Map<String, Tensor> outputs() {
          return prepared.outputs();
        }

        @Override
        public void close() {
          bound--;
          prepared.close();
        }
      };
    }

    @Override
    public void close() {
      model.close();
    }
  }

  private Counted load(TestModel model) throws Exception {
    Path file = model.writeTo(folder.resolve("model.onnx"));
    return new Counted(OrtPredictor.load(file, ModelSettings.withThreads(1)));
  }

  private static Map<String, Tensor> text(int begin, int tokens) {
    long[] shape = {1, tokens};
    long[] ids = LongStream.range(begin, begin + tokens).map(i -> i % 10).toArray();
    long[] ones = LongStream.range(0, tokens).map(i -> 1).toArray();
    return Map.of(
        "input_ids", Tensor.longs(shape, ids), "attention_mask", Tensor.longs(shape, ones));
  }

  /// Asks about a text of each length, and compares with what the model answers by itself.
  private static void askEach(RunCache runs, Counted model, int begin, int from, int to)
      throws InferenceException {
    RowLayout layout = new RowLayout(model.inputs());
    for (int tokens = from; tokens <= to; tokens++) {
      Map<String, Tensor> text = text(begin, tokens);
      Map<String, Tensor> answered = runs.run(List.of(text), layout);
      assertEquals(model.model.predict(text), answered);
    }
  }

  @Test
  void runsTheModelOnceForEachText() throws Exception {
    try (Counted model = load(TestModel.reader(10))) {
      try (RunCache runs = new RunCache(model)) {
        askEach(runs, model, 0, 1, 200);
        assertEquals(List.of(200, 0), List.of(model.runs, model.bound));
        askEach(runs, model, 3, 121, 200);
        assertEquals(List.of(280, 80), List.of(model.runs, model.bound));
        askEach(runs, model, 7, 121, 200);
        assertEquals(List.of(360, 80), List.of(model.runs, model.bound));
        // Others that come again take their place.
        askEach(runs, model, 1, 1, 30);
        askEach(runs, model, 2, 1, 30);
        assertEquals(List.of(420, 80), List.of(model.runs, model.bound));
      }
      assertEquals(0, model.bound);
    }
  }

  @Test
  void runsTheModelOnceForTextsThatGoTogether() throws Exception {
    try (Counted model = load(TestModel.reader(10));
        RunCache runs = new RunCache(model)) {
      RowLayout layout = new RowLayout(model.inputs());
      for (int begin = 0; begin < 4; begin++) {
        List<Map<String, Tensor>> both = List.of(text(begin, 5), text(begin + 4, 5));
        Map<String, Tensor> together = RowLayout.zeros(both.getFirst(), 2);
        RowLayout.fill(together, both);

        assertEquals(model.model.predict(together), runs.run(both, layout));
      }
      assertEquals(List.of(4, 1), List.of(model.runs, model.bound));
    }
  }

  /// Vectors of each token, or scores of each word: all lengths of them would fill any memory.
  @Test
  void bindsAnswersOfAFewMebibytesAndNoneThatIsLarger() throws Exception {
    TestModel wide =
        new TestModel("wide")
            .input("ids", DataType.INT64, "batch", "tokens")
            .weights("table", new long[] {10, 64}, new float[640])
            .node("Gather", "table ids", "vectors")
            .output("vectors", DataType.FP32, "batch", "tokens", 64);
    try (Counted model = load(wide);
        RunCache runs = new RunCache(model)) {
      // 2.6 MB each, twice: six of them fit.
      for (int i = 0; i < 3; i++) {
        askOfZeros(runs, model, 10_000, 10_008);
      }
      assertEquals(List.of(24, 6), List.of(model.runs, model.bound));

      askOfZeros(runs, model, 10_000, 10_001);
      askOfZeros(runs, model, 10_000, 10_001);
      askOfZeros(runs, model, 10_000, 10_001);
      assertEquals(List.of(27, 6), List.of(model.runs, model.bound));

      // 5.1 MB each.
      for (int i = 0; i < 3; i++) {
        askOfZeros(runs, model, 20_000, 20_002);
      }
      assertEquals(List.of(33, 6), List.of(model.runs, model.bound));
    }
  }

  private static void askOfZeros(RunCache runs, Counted model, int from, int until)
      throws InferenceException {
    RowLayout layout = new RowLayout(model.inputs());
    for (int tokens = from; tokens < until; tokens++) {
      var request = Map.of("ids", Tensor.zeros(DataType.INT64, 1, tokens));
      assertEquals(model.model.predict(request), runs.run(List.of(request), layout));
    }
  }
}
