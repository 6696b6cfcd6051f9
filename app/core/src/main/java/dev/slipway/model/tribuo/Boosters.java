// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.TreeEnsemble;
import dev.slipway.model.xgboost.XgboostModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The boosters in a Tribuo model of XGBoost, in whichever form XGBoost wrote them.
final class Boosters {

  private Boosters() {}

  /// That native code may be given these bytes: every length fits, every tree is one.
  static void check(byte[] bytes) throws MalformedException {
    read(bytes);
  }

  static Booster read(byte[] bytes) throws MalformedException {
    if (bytes.length > 1 && bytes[0] == '{') {
      return ofDocument(bytes);
    }
    return new OldBooster(bytes).read();
  }

  /// The forms that XGBoost writes of late.
  private static Booster ofDocument(byte[] bytes) throws MalformedException {
    try {
      Path file = Files.createTempFile("slipway-booster", ".ubj");
      try {
        Files.write(file, bytes);
        boolean binary = bytes[1] >= 'A';
        TreeEnsemble read = (binary ? XgboostModel.ubj(file) : XgboostModel.json(file)).ensemble();
        return new Booster(read.base(), read.trees(), read.outcome().link());
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (NotConvertible e) {
      throw new MalformedException(
          "its booster uses what cannot be converted: " + e.feature(), false);
    } catch (IOException e) {
      throw new MalformedException("its booster cannot be read: " + e.getMessage(), false);
    }
  }
}
