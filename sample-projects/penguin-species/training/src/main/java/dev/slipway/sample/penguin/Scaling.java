// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import java.util.ArrayList;
import java.util.List;

/// Mean and standard deviation of each measurement over the training birds. They are floats because
/// the graph carries them as floats: training and serving then scale by the same numbers.
record Scaling(List<Float> means, List<Float> deviations) {

  Scaling {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }

  static Scaling of(List<Penguin> birds) {
    var means = new ArrayList<Float>();
    var deviations = new ArrayList<Float>();
    for (int feature = 0; feature < Penguin.FEATURES.size(); feature++) {
      double sum = 0;
      for (Penguin bird : birds) sum += bird.value(feature);
      double mean = sum / birds.size();
      double squares = 0;
      for (Penguin bird : birds) {
        squares += (bird.value(feature) - mean) * (bird.value(feature) - mean);
      }
      means.add((float) mean);
      deviations.add((float) Math.sqrt(squares / (birds.size() - 1)));
    }
    return new Scaling(means, deviations);
  }

  double[] scale(Penguin bird) {
    var scaled = new double[means.size()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = ((double) bird.value(i) - means.get(i)) / deviations.get(i);
    }
    return scaled;
  }
}
