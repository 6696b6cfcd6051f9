// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import dev.slipway.model.MalformedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Corrects the probabilities of a model that saw each class as often as any other
/// (`balance_classes`).
final class Balance {

  private Balance() {}

  /// How much more often each class is than the training saw it; 1 where nothing was balanced.
  static List<Double> ratios(MojoInfo info, int classes) throws MalformedException {
    if (!info.truth("balance_classes")) {
      return Collections.nCopies(classes, 1.0);
    }
    double[] really = info.numbers("prior_class_distrib");
    double[] seen = info.numbers("model_class_distrib");
    if (really.length != classes || seen.length != classes) {
      throw new MalformedException("its class distributions are not of its classes", false);
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      ratios.add(really[i] != 0 && seen[i] != 0 ? really[i] / seen[i] : 1);
    }
    return ratios;
  }
}
