// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.weather;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDModel;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/// Tribuo's linear regression, with the scaling that its terms need first.
record ForecastModel(LinearSGDModel tribuo, Scaling scaling) {

  static final String TARGET = "temp_max_tomorrow";
  static final double LEARNING_RATE = 0.1;
  static final double EPSILON = 1e-6;
  static final int EPOCHS = 100;
  static final int MINIBATCH = 1;
  static final long SEED = 1;
  private static final int NO_LOGGING = -1;

  static ForecastModel train(List<Day> days) {
    Scaling scaling = Scaling.of(days);
    var outputs = new RegressionFactory();
    // Tribuo wants a time; a fixed one keeps the training free of the clock.
    var origin = OffsetDateTime.of(2015, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC);
    var dataset =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("Seattle weather", origin, outputs), outputs);
    for (Day day : days) dataset.add(example(scaling, day));
    var trainer =
        new LinearSGDTrainer(
            new SquaredLoss(),
            new AdaGrad(LEARNING_RATE, EPSILON),
            EPOCHS,
            NO_LOGGING,
            MINIBATCH,
            SEED);
    return new ForecastModel(trainer.train(dataset), scaling);
  }

  /// Tribuo's own forecast.
  double forecast(Day day) {
    return tribuo.predict(example(scaling, day)).getOutput().getValues()[0];
  }

  private static ArrayExample<Regressor> example(Scaling scaling, Day day) {
    String[] names = Day.TERMS.toArray(String[]::new);
    return new ArrayExample<>(new Regressor(TARGET, day.truth()), names, scaling.scale(day));
  }
}
