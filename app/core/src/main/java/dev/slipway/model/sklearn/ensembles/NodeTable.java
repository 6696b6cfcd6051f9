// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import dev.slipway.model.pickle.Value.NdArray;
import java.util.Map;

/// Nodes of a tree as a structured array: a column for each field.
///
/// @param tree whose they are
/// @param attribute that holds them
record NodeTable(Instance tree, String attribute, Map<String, NdArray> fields) {

  static NodeTable of(Instance tree, String attribute) throws MalformedException {
    if (tree.array(attribute).cells() instanceof Value.Records(Map<String, NdArray> fields)) {
      return new NodeTable(tree, attribute, fields);
    }
    throw tree.lacks(attribute, "is no table");
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  double[] column(String field) throws MalformedException {
    NdArray array = fields.get(field);
    if (array == null || !(array.cells() instanceof Value.Numbers numbers)) {
      throw tree.lacks(attribute, "has no numbers called " + field);
    }
    double[] column = new double[numbers.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = numbers.at(i);
    }
    return column;
  }
}
