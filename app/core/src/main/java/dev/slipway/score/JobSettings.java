// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import java.util.Map;
import java.util.Optional;

/// What an image that scores in batch knows of its model and of the project, so that it looks at no
/// model's bytes itself: the file `scoring.json` beside the model.
///
/// @param weights bytes of the model's file and of the files with its weights
/// @param renamed what the model calls columns that the data call otherwise
/// @param label a column that is never an input, where one is known
public record JobSettings(
    Sha256 sha256,
    Signature signature,
    FeatureMap features,
    Bytes weights,
    Map<String, String> renamed,
    Optional<String> label) {

  public JobSettings {
    renamed = Map.copyOf(renamed);
  }
}
