// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// Trains Tribuo's multinomial logistic regression on scaled measurements.
final class SpeciesTrainer {

  static final double EPSILON = 1e-6;
  static final long SEED = 1;
  private static final int NO_LOGGING = -1;
  static final int MINIBATCH = 1;

  private SpeciesTrainer() {}

  static SpeciesModel train(List<Penguin> birds, Setting setting) {
    Scaling scaling = Scaling.of(birds);
    var labels = new LabelFactory();
    // Tribuo wants a time; a fixed one keeps the training free of the clock.
    var origin = OffsetDateTime.of(2014, 3, 5, 0, 0, 0, 0, ZoneOffset.UTC);
    var dataset =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("Palmer penguins", origin, labels), labels);
    for (Penguin bird : birds) dataset.add(example(scaling, bird));
    var trainer =
        new LinearSGDTrainer(
            new LogMulticlass(),
            new AdaGrad(setting.learningRate(), EPSILON),
            setting.epochs(),
            NO_LOGGING,
            MINIBATCH,
            SEED);
    return new SpeciesModel(trainer.train(dataset), scaling, setting);
  }

  static ArrayExample<Label> example(Scaling scaling, Penguin bird) {
    String[] names = Penguin.FEATURES.toArray(String[]::new);
    return new ArrayExample<>(new Label(bird.species()), names, scaling.scale(bird));
  }
}
