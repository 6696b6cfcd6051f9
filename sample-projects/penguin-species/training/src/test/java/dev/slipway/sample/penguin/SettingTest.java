// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SettingTest {

  private static final int FOLDS = 6;

  private record Trial(Setting setting, int errors, double logLoss) {}

  @Test
  void chosenSettingIsTheBestOfTheGridOnTheTrainingBirds() throws Exception {
    List<Penguin> birds = Split.of(Committed.birds()).train();

    Trial best =
        DoubleStream.of(0.1, 0.5, 1.0)
            .boxed()
            .flatMap(rate -> IntStream.of(20, 50, 200, 1000).mapToObj(n -> new Setting(rate, n)))
            .map(setting -> crossValidate(birds, setting))
            .min(Comparator.comparingInt(Trial::errors).thenComparingDouble(Trial::logLoss))
            .orElseThrow();

    assertEquals(Setting.CHOSEN, best.setting());
  }

  private static Trial crossValidate(List<Penguin> birds, Setting setting) {
    int errors = 0;
    double logLoss = 0;
    for (int f = 0; f < FOLDS; f++) {
      int fold = f;
      SpeciesModel model = SpeciesTrainer.train(every(birds, i -> i % FOLDS != fold), setting);
      for (Penguin bird : every(birds, i -> i % FOLDS == fold)) {
        double[] probabilities = model.probabilities(bird);
        double right = probabilities[model.labels().indexOf(bird.species())];
        if (right < DoubleStream.of(probabilities).max().orElseThrow()) errors++;
        logLoss -= Math.log(Math.max(right, 1e-12)) / birds.size();
      }
    }
    return new Trial(setting, errors, logLoss);
  }

  private static List<Penguin> every(List<Penguin> birds, IntPredicate index) {
    return IntStream.range(0, birds.size()).filter(index).mapToObj(birds::get).toList();
  }
}
