// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.Mutants;
import dev.slipway.model.RuntimeRefusal;
import dev.slipway.model.isolated.IsolatedRuntime;
import dev.slipway.model.isolated.Limits;
import dev.slipway.request.MadeUpInputs;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Mutants of real files go the whole way: taken in, described, opened, asked for an answer. Each
/// ends as a model that answers, or as a problem; nothing else is thrown, nothing hangs.
final class MutantImportTest {

  private static final Path DATA = Path.of("/usr/share/libonnx-testdata/data");
  private static final Path SAMPLES =
      Path.of(System.getProperty("slipway.root")).resolve("sample-projects");

  /// Small networks, trees, loops, branches, scans, sequences, texts, quantised and recurrent ones.
  private static final List<String> CASES =
      List.of(
          "light/light_shufflenet.onnx",
          "light/light_squeezenet.onnx",
          "node/test_loop11/model.onnx",
          "node/test_loop16_seq_none/model.onnx",
          "node/test_if/model.onnx",
          "node/test_if_seq/model.onnx",
          "node/test_scan9_sum/model.onnx",
          "node/test_lstm_with_peepholes/model.onnx",
          "node/test_qlinearconv/model.onnx",
          "node/test_ai_onnx_ml_tree_ensemble_single_tree/model.onnx",
          "node/test_tfidfvectorizer_tf_batch_onlybigrams_skip0/model.onnx",
          "node/test_regex_full_match_basic/model.onnx",
          "node/test_range_int32_type_negative_delta_expanded/model.onnx",
          "node/test_sequence_map_add_2_sequences_expanded/model.onnx",
          "node/test_sce_NCd1_mean_weight_negative_ii_expanded/model.onnx",
          "pytorch-operator/test_operator_symbolic_override_nested/model.onnx");

  private static final Limits LIMITS =
      new Limits(Bytes.mebibytes(1024), Duration.ofSeconds(10), Duration.ofSeconds(10));

  private final IsolatedRuntime runtime = new IsolatedRuntime();

  @TempDir Path folder;

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  @Tag("tools")
  @Timeout(300)
  void takesInFiveHundredMutants() throws IOException {
    takeIn(500, 11);
  }

  @Test
  @Tag("nightly")
  void takesInTenThousandMutants() throws IOException {
    takeIn(10_000, 12);
  }

  private void takeIn(int mutants, long seed) throws IOException {
    List<byte[]> models = new ArrayList<>();
    for (String sample : List.of("penguin-species", "seattle-tomorrow")) {
      models.add(Files.readAllBytes(SAMPLES.resolve(sample).resolve("model.onnx")));
    }
    for (String name : CASES) {
      assertTrue(Files.exists(DATA.resolve(name)), "libonnx-testdata lacks " + name);
      models.add(Files.readAllBytes(DATA.resolve(name)));
    }
    var random = new Random(seed);
    SortedMap<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < mutants; i++) {
      byte[] model = models.get(i % models.size());
      byte[] mutant =
          random.nextInt(4) == 0
              ? Mutants.of(model, random)
              : Mutants.withOtherValues(model, random);
      outcomes.merge(outcome(mutant), 1, Integer::sum);
    }
    System.out.println(mutants + " mutants, by outcome: " + outcomes);

    assertEquals(mutants, outcomes.values().stream().mapToInt(Integer::intValue).sum());
    assertTrue(outcomes.getOrDefault("answers", 0) > mutants / 20, outcomes.toString());
  }

  private String outcome(byte[] mutant) throws IOException {
    Path file = Files.write(folder.resolve("mutant.onnx"), mutant);
    try {
      Inspection inspection = Inspector.inspect(ModelIntake.open(file));
      if (inspection.findings().stream().anyMatch(Finding.Failed.class::isInstance)) {
        return "described with a finding";
      }
      try (Predictor predictor = runtime.open(file, ModelSettings.withThreads(1), LIMITS)) {
        predictor.predict(MadeUpInputs.of(inspection.signature(), 1).getFirst());
        return "answers";
      }
    } catch (ProblemException e) {
      return e.problem().code().id();
    } catch (InferenceException e) {
      return "asked: " + RuntimeRefusal.explain(e, "mutant").code().id();
    }
  }
}
