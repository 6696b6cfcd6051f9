// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
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
record Features(List<String> names, List<String> columns, List<Domain> domains) {

  /// What Tribuo's processors add to the name of a column of numbers.
  private static final String NUMBER = "@value";

  Features {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
    domains = List.copyOf(domains);
  }

  private Features(List<String> names, List<Domain> domains) {
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

  /// @param values those seen, where they were few; otherwise empty
  record Domain(double least, double most, List<Double> values) {
    Domain {
      values = List.copyOf(values);
    }
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
    List<Domain> domains = new ArrayList<>();
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

  private static Domain domain(VariableIDInfo info) {
    if (info instanceof RealInfo real) {
      return new Domain(real.getMin(), real.getMax(), List.of());
    }
    if (info instanceof CategoricalInfo category) {
      List<Double> values = new ArrayList<>();
      Optional.ofNullable(category.getValues())
          .ifPresent(seen -> {
            for (double value : seen) {
              values.add(value);
            }
          });
      RealInfo range = category.generateRealInfo();
      return new Domain(range.getMin(), range.getMax(), values);
    }
    return new Domain(0, 1, List.of());
  }
}
