// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a model was asked where it was trained, as its folder keeps it.
public sealed interface Example {

  /// Rows of a table: a value by column, in the order of the columns; an empty text is none.
  record Rows(List<Map<String, String>> rows) implements Example {
    public Rows {
      rows = rows.stream().<Map<String, String>>map(LinkedHashMap::new).toList();
    }
  }

  /// Tensors by the name of their input, each as nested lists; one without a name is called
  /// [#UNNAMED].
  record Tensors(Map<String, JsonNode> byInput) implements Example {
    public Tensors {
      byInput = Map.copyOf(byInput);
    }
  }

  /// Texts.
  record Texts(List<String> texts) implements Example {
    public Texts {
      texts = List.copyOf(texts);
    }
  }

  /// The name of a tensor that has none.
  String UNNAMED = "";
}
