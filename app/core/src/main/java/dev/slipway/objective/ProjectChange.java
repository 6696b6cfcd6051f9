// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import java.math.BigDecimal;
import java.util.List;

/// A change of one value in `slipway.yaml`: a new value, or none.
public sealed interface ProjectChange {

  /// Keys from the outermost on.
  List<String> path();

  record Text(List<String> path, String value) implements ProjectChange {
    public Text {
      path = List.copyOf(path);
    }
  }

  record Decimal(List<String> path, BigDecimal value) implements ProjectChange {
    public Decimal {
      path = List.copyOf(path);
    }
  }

  record Texts(List<String> path, List<String> values) implements ProjectChange {
    public Texts {
      path = List.copyOf(path);
      values = List.copyOf(values);
    }
  }

  /// @param value a mapping as YAML writes it on a line: `{rows: 20000, every: day}`
  record Mapping(List<String> path, String value) implements ProjectChange {
    public Mapping {
      path = List.copyOf(path);
    }
  }

  /// What holds nothing else goes with it.
  record Removal(List<String> path) implements ProjectChange {
    public Removal {
      path = List.copyOf(path);
    }
  }
}
