// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;

/// A model as Tribuo trained it, with the scaling that its measurements need first.
record SpeciesModel(LinearSGDModel tribuo, Scaling scaling, Setting setting) {

  /// The species in the order of the model's outputs.
  List<String> labels() {
    var ids = tribuo.getOutputIDInfo();
    return IntStream.range(0, ids.size()).mapToObj(id -> ids.getOutput(id).getLabel()).toList();
  }

  /// Tribuo's own probabilities, in the order of [#labels].
  double[] probabilities(Penguin bird) {
    Prediction<Label> prediction = tribuo.predict(SpeciesTrainer.example(scaling, bird));
    var probabilities = new double[labels().size()];
    for (Label label : prediction.getOutputScores().values()) {
      probabilities[tribuo.getOutputIDInfo().getID(label)] = label.getScore();
    }
    return probabilities;
  }
}
