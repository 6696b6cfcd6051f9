// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads YAML as trees; a key that is there twice is an error.
public final class Yaml {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Yaml() {}

  /// Each document that is not empty.
  ///
  /// @throws IllegalArgumentException saying where and what is wrong
  public static List<JsonNode> documents(String text) {
    return documents(text, new Load(settings()));
  }

  /// The same, but a tag that only another program knows counts for nothing, as for Kubernetes.
  ///
  /// @throws IllegalArgumentException saying where and what is wrong
  public static List<JsonNode> untagged(String text) {
    LoadSettings settings = settings();
    return documents(text, new Load(settings, new Untagged(settings)));
  }

  private static LoadSettings settings() {
    return LoadSettings.builder().setAllowDuplicateKeys(false).setSchema(new CoreSchema()).build();
  }

  private static final class Untagged extends StandardConstructor {
    Untagged(LoadSettings settings) {
      super(settings);
    }

    @Override
    protected Optional<ConstructNode> findConstructorFor(Node node) {
      Tag plain =
          switch (node.getNodeType()) {
            case MAPPING -> Tag.MAP;
            case SEQUENCE -> Tag.SEQ;
            default -> Tag.STR;
          };
      return super.findConstructorFor(node)
          .or(() -> Optional.ofNullable(tagConstructors.get(plain)));
    }
  }

  private static List<JsonNode> documents(String text, Load load) {
    List<JsonNode> documents = new ArrayList<>();
    try {
      for (Object document : load.loadAllFromString(text)) {
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
