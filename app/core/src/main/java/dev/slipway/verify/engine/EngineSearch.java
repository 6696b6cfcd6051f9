// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import java.util.List;

/// Whether an engine was found, and where it was looked for.
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

    /// On one line, for a person.
    public String because() {
      return "no container engine answers (" + String.join("; ", tried) + ")";
    }
  }
}
