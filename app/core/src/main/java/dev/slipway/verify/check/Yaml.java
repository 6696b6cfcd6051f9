// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads YAML as trees; a key that is there twice is an error.
public final class Yaml {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Yaml() {}

  /// Each document that is not empty.
  ///
  /// @throws IllegalArgumentException saying where and what is wrong
  public static List<JsonNode> documents(String text) {
    LoadSettings settings =
        LoadSettings.builder().setAllowDuplicateKeys(false).setSchema(new CoreSchema()).build();
    List<JsonNode> documents = new ArrayList<>();
    try {
      for (Object document : new Load(settings).loadAllFromString(text)) {
        if (document != null) {
          documents.add(MAPPER.valueToTree(document));
        }
      }
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()).strip(), e);
    }
    return documents;
  }
}
