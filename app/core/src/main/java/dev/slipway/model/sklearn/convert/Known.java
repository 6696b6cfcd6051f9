// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import dev.slipway.model.sklearn.Estimators.Reader;
import dev.slipway.model.sklearn.ensembles.EnsemblesKnown;
import dev.slipway.model.sklearn.models.ModelsKnown;
import dev.slipway.model.sklearn.prepare.PrepareKnown;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// All estimators that can be converted.
public final class Known {

  private Known() {}

  /// By the names of their classes.
  public static NavigableMap<String, Reader> all() {
    NavigableMap<String, Reader> all = new TreeMap<>();
    families().forEach(all::putAll);
    return all;
  }

  private static List<Map<String, Reader>> families() {
    return List.of(PrepareKnown.known(), ModelsKnown.known(), EnsemblesKnown.known());
  }
}
