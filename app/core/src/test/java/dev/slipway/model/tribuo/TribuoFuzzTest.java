// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.ParityRows;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.slm.LARSTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/// Damaged and hostile files: each becomes a model or a problem, and nothing else happens.
final class TribuoFuzzTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final long SEED = 99;

  @TempDir Path folder;

  @Test
  void everyMutantIsAModelOrAProblem() throws Exception {
    fuzz(500);
  }

  @Test
  @Tag("nightly")
  void everyOfTenThousandMutantsIsAModelOrAProblem() throws Exception {
    fuzz(10_000);
  }

  private void fuzz(int mutants) throws Exception {
    var random = new SplittableRandom(SEED);
    List<byte[]> originals = originals();
    SortedMap<String, Integer> ends = new TreeMap<>();
    long slowest = 0;
    for (int i = 0; i < mutants; i++) {
      byte[] mutant = mutate(originals.get(i % originals.size()), originals, random);
      Path file = Files.write(folder.resolve("mutant.tribuo"), mutant);
      long begun = System.nanoTime();
      Files.deleteIfExists(folder.resolve("mutant.onnx"));
      ends.merge(end(file), 1, Integer::sum);
      slowest = Math.max(slowest, System.nanoTime() - begun);
    }
    System.out.printf("%d mutants, slowest %d ms: %s%n", mutants, slowest / 1_000_000, ends);
    assertTrue(slowest < LONGEST.toNanos(), "one took " + Duration.ofNanos(slowest));
    assertTrue(ends.size() > 1, "all mutants ended alike: " + ends);
  }

  /// An exception of another kind ends the test.
  private String end(Path file) {
    Path onnx = folder.resolve("mutant.onnx");
    try {
      TribuoImport.convert(file, onnx, ParityRows.none(), Progress.NONE);
      return "a model";
    } catch (ProblemException e) {
      assertTrue(Files.notExists(onnx), "a half converted model was left");
      return e.problem().code().id();
    }
  }

  private List<byte[]> originals() throws Exception {
    var penguins = Trained.penguins();
    var weather = Trained.weather("temp_max_tomorrow");
    var models =
        List.of(
            new LogisticRegressionTrainer().train(penguins),
            new FMClassificationTrainer(
                    new LogMulticlass(), new AdaGrad(0.1), 2, 1000, SEED, 3, 0.1)
                .train(penguins),
            new CARTClassificationTrainer(4).train(penguins),
            new RandomForestTrainer<>(
                    new CARTClassificationTrainer(3, 0.5f, SEED), new VotingCombiner(), 3, SEED)
                .train(penguins),
            new XGBoostClassificationTrainer(2).train(penguins),
            new LARSTrainer().train(weather),
            new XGBoostRegressionTrainer(RegressionType.LINEAR, 3).train(weather));
    List<byte[]> bytes = new ArrayList<>();
    for (var model : models) {
      Path file = folder.resolve("original.tribuo");
      Trained.save(model, file);
      bytes.add(Files.readAllBytes(file));
    }
    return bytes;
  }

  private static byte[] mutate(byte[] original, List<byte[]> others, SplittableRandom random) {
    byte[] mutant = original.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(6)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) random.nextInt(256);
        case 2 -> mutant[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
        case 3 -> mutant = cut(mutant, at, 1 + random.nextInt(20));
        case 4 -> mutant = spliced(mutant, at, others.get(random.nextInt(others.size())), random);
        default -> {
          // A long run of one byte: claims of great lengths, NaN, minus one
          for (int j = at; j < Math.min(mutant.length, at + 8); j++) {
            mutant[j] = (byte) (random.nextBoolean() ? 0xff : 0);
          }
        }
      }
    }
    return mutant;
  }

  private static byte[] cut(byte[] bytes, int at, int length) {
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    int from = Math.min(bytes.length, at + length);
    out.write(bytes, from, bytes.length - from);
    return out.size() == 0 ? bytes : out.toByteArray();
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] other, SplittableRandom random) {
    var out = new ByteArrayOutputStream();
    int from = random.nextInt(other.length);
    int length = Math.min(other.length - from, 1 + random.nextInt(64));
    out.write(bytes, 0, at);
    out.write(other, from, length);
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }
}
