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
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/// Reads YAML as trees; a key that is there twice is an error.
public final class Yaml {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Yaml() {}

  /// Each document that is not empty.
  ///
  /// @throws IllegalArgumentException saying where and what is wrong
  public static List<JsonNode> documents(String text) {
    return documents(text, new CoreSchema());
  }

  /// The same with numbers that begin with 0 as texts: some programs read `0440` as 440, others as
  /// 288.
  ///
  /// @throws IllegalArgumentException saying where and what is wrong
  public static List<JsonNode> asWritten(String text) {
    return documents(text, new AsWritten());
  }

  private static List<JsonNode> documents(String text, Schema schema) {
    LoadSettings settings =
        LoadSettings.builder().setAllowDuplicateKeys(false).setSchema(schema).build();
    List<JsonNode> documents = new ArrayList<>();
    try {
      for (Object document : new Load(settings, new Untagged(settings)).loadAllFromString(text)) {
        if (document != null) {
          documents.add(MAPPER.valueToTree(document));
        }
      }
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()).strip(), e);
    }
    return documents;
  }

  private static final class AsWritten extends CoreSchema {

    @Override
    public ScalarResolver getScalarResolver() {
      ScalarResolver core = super.getScalarResolver();
      return (value, implicit) ->
          implicit && value.matches("[-+]?0[0-9_]+") ? Tag.STR : core.resolve(value, implicit);
    }
  }

  /// Takes what stands under a tag of an application's own, such as `!Sub` of CloudFormation, as if
  /// it had none: other programs know what to make of it, and here the content is judged.
  private static final class Untagged extends StandardConstructor {

    Untagged(LoadSettings settings) {
      super(settings);
    }

    @Override
    protected Optional<ConstructNode> findConstructorFor(Node node) {
      Optional<ConstructNode> known = super.findConstructorFor(node);
      if (known.isPresent() || !node.getTag().getValue().startsWith("!")) {
        return known;
      }
      Tag plain =
          switch (node.getNodeType()) {
            case MAPPING -> Tag.MAP;
            case SEQUENCE -> Tag.SEQ;
            case SCALAR, ANCHOR -> Tag.STR;
          };
      return Optional.ofNullable(tagConstructors.get(plain));
    }
  }
}
