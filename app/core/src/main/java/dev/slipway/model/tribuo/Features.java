// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.FeatureDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.tribuo.CategoricalInfo;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.RealInfo;
import org.tribuo.VariableIDInfo;
import org.tribuo.hash.HashedFeatureMap;

/// The features in the order of their ids, which is the order of the model's input.
///
/// @param names as Tribuo has them
/// @param columns as a table has them
/// @param domains what was seen of each when the model was trained
record Features(List<String> names, List<String> columns, List<FeatureDomain> domains) {

  /// What Tribuo's processors add to the name of a column of numbers.
  private static final String NUMBER = "@value";

  Features {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
    domains = List.copyOf(domains);
  }

  private Features(List<String> names, List<FeatureDomain> domains) {
    this(names, columns(names), domains);
  }

  private static List<String> columns(List<String> names) {
    List<String> columns =
        names.stream()
            .map(name ->
                name.endsWith(NUMBER) ? name.substring(0, name.length() - NUMBER.length()) : name)
            .toList();
    return new HashSet<>(columns).size() == names.size() ? columns : names;
  }

  /// @param file the file's name, for problems
  static Features of(ImmutableFeatureMap map, String file) throws ProblemException {
    if (map instanceof HashedFeatureMap) {
      throw Problem.input(
              "model.tribuo-hashed",
              file + " does not know its features by name",
              "It was trained with hashed feature names, so that nobody can say which column"
                  + " belongs where.",
              "Train it without a hashing trainer.")
          .asException();
    }
    List<String> names = new ArrayList<>();
    List<FeatureDomain> domains = new ArrayList<>();
    for (int id = 0; id < map.size(); id++) {
      VariableIDInfo info = map.get(id);
      if (info == null) {
        throw TribuoModel.refused(file, "there is no feature number " + id, new Throwable());
      }
      names.add(info.getName());
      domains.add(domain(info));
    }
    return new Features(names, domains);
  }

  int size() {
    return names.size();
  }

  private static FeatureDomain domain(VariableIDInfo info) {
    if (info instanceof RealInfo real) {
      return new FeatureDomain(real.getMin(), real.getMax(), List.of());
    }
    if (info instanceof CategoricalInfo category) {
      List<Double> values = new ArrayList<>();
      Optional.ofNullable(category.getValues())
          .ifPresent(seen -> {
            for (double value : seen) {
              // Zero, which Tribuo lists always, is to it what an absent feature is
              if (category.getObservationCount(value) > 0) {
                values.add(value);
              }
            }
          });
      RealInfo range = category.generateRealInfo();
      return new FeatureDomain(range.getMin(), range.getMax(), values);
    }
    return new FeatureDomain(0, 1, List.of());
  }
}
