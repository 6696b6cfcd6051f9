// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.weather;

import java.util.ArrayList;
import java.util.List;

/// Mean and standard deviation of each term over the training days. They are floats because the
/// graph carries them as floats: training and serving then scale by the same numbers.
record Scaling(List<Float> means, List<Float> deviations) {

  Scaling {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }

  static Scaling of(List<Day> days) {
    var means = new ArrayList<Float>();
    var deviations = new ArrayList<Float>();
    for (int i = 0; i < Day.TERMS.size(); i++) {
      double sum = 0;
      for (Day day : days) sum += day.terms()[i];
      double mean = sum / days.size();
      double squares = 0;
      for (Day day : days) squares += (day.terms()[i] - mean) * (day.terms()[i] - mean);
      means.add((float) mean);
      deviations.add((float) Math.sqrt(squares / (days.size() - 1)));
    }
    return new Scaling(means, deviations);
  }

  double[] scale(Day day) {
    double[] terms = day.terms();
    for (int i = 0; i < terms.length; i++) terms[i] = (terms[i] - means.get(i)) / deviations.get(i);
    return terms;
  }
}
