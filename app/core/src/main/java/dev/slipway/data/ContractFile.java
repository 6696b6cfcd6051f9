// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A contract in the Open Data Contract Standard on one table, as YAML has it.
///
/// @param whole the document
/// @param table its one schema
/// @param columns the table's properties, each with a name
record ContractFile(Map<?, ?> whole, Map<?, ?> table, List<Map<?, ?>> columns) {

  /// @param name of the contract, for messages
  static ContractFile parse(String contract, String name) throws ProblemException {
    try {
      Object document =
          new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(contract);
      if (document instanceof Map<?, ?> whole
          && whole.get("schema") instanceof List<?> schema
          && schema.size() == 1
          && schema.getFirst() instanceof Map<?, ?> rows
          && !"tensors".equals(rows.get("physicalType"))
          && !maps(rows.get("properties")).isEmpty()) {
        List<Map<?, ?>> columns = maps(rows.get("properties"));
        if (!columns.stream().allMatch(column -> column.get("name") instanceof String)) {
          throw unreadable(name, "A column of it has no name.").asException();
        }
        return new ContractFile(whole, rows, columns);
      }
      throw unreadable(
              name,
              "It has no schema with one table and its columns: nobody had looked at the data.")
          .asException();
    } catch (YamlEngineException e) {
      throw new ProblemException(unreadable(name, String.valueOf(e.getMessage())), e);
    }
  }

  static String nameOf(Map<?, ?> column) {
    return String.valueOf(column.get("name"));
  }

  /// The mappings of a list; none where there is no list.
  static List<Map<?, ?>> maps(@Nullable Object list) {
    return list instanceof List<?> all
        ? all.stream()
            .<Map<?, ?>>map(each -> each instanceof Map<?, ?> map ? map : Map.of())
            .toList()
        : List.of();
  }

  private static Problem unreadable(String name, String why) {
    return Problem.input(
        "data.unreadable-contract",
        "The data contract " + name + " cannot be compared with the data",
        why,
        "Name a contract of the Open Data Contract Standard, such as the one that the target"
            + " data-contract writes: data/contract.odcs.yaml.");
  }
}
