// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The result of looking for an engine, with the places that were tried.
public sealed interface EngineSearch {

  /// @param address of its socket
  record Found(ContainerEngine engine, String address, EngineVersion version)
      implements EngineSearch {}

  /// @param tried each place with what was wrong there
  /// @param remedy what to do to have one
  record Absent(List<String> tried, String remedy) implements EngineSearch {
    public Absent {
      tried = List.copyOf(tried);
    }

    /// On one line, for a person: places with the same answer together.
    public String because() {
      Map<String, List<String>> places =
          tried.stream()
              .collect(
                  Collectors.groupingBy(
                      Absent::answer, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
      return "no container engine answers ("
          + places.entrySet().stream()
              .map(e ->
                  e.getValue().stream().map(Absent::place).collect(Collectors.joining(", "))
                      + ": "
                      + e.getKey())
              .collect(Collectors.joining("; "))
          + ")";
    }

    private static String place(String tried) {
      return tried.substring(0, Math.max(0, tried.indexOf(": ")));
    }

    private static String answer(String tried) {
      return tried.substring(Math.max(0, tried.indexOf(": ") + 2));
    }
  }
}
