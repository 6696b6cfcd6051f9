// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.verify.check.Yaml;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A file as a tree of what it says: without comments, layout, and the order that nobody goes by.
final class FileTree {

  /// Longer files are data: nobody compares what they say.
  static final int LONGEST = 1 << 20;

  /// Of a name that is there twice programs take one or the other: nobody can say which.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private FileTree() {}

  /// Empty for what is no text, is too long, or is not what its name says.
  static Optional<JsonNode> of(String file, byte[] bytes) {
    if (bytes.length > LONGEST) {
      return Optional.empty();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(read(file, text));
    } catch (CharacterCodingException | JsonProcessingException | IllegalArgumentException no) {
      return Optional.empty();
    }
  }

  private static JsonNode read(String file, String text) throws JsonProcessingException {
    String name = file.substring(file.lastIndexOf('/') + 1);
    if (name.endsWith(".json")) {
      return JSON.readTree(text);
    }
    if (name.matches(".*\\.ya?ml") && !text.contains("{{- ") && !isChart(file)) {
      return documents(Yaml.asWritten(text));
    }
    if (name.endsWith(".md")) {
      return name.equals("runbook.md") ? TextTrees.sections(text) : TextTrees.page(text);
    }
    if (name.matches("Dockerfile.*")) {
      return TextTrees.dockerfile(text);
    }
    if (name.endsWith(".pbtxt")) {
      return TextTrees.protobuf(text);
    }
    if (name.equals("CODEOWNERS")) {
      return TextTrees.owners(text);
    }
    if (name.matches(".*\\.properties|requirements.*\\.txt|.*\\.args")) {
      return TextTrees.settings(text);
    }
    return TextTrees.lines(text);
  }

  /// A template of a chart becomes YAML only where Helm renders it.
  private static boolean isChart(String file) {
    return file.startsWith("chart/templates/") || file.contains("/chart/templates/");
  }

  /// Kubernetes' documents by kind and name; one of another program is the tree itself.
  private static JsonNode documents(List<JsonNode> documents) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (JsonNode document : documents) {
      boolean named = document.has("apiVersion") && document.has("kind");
      if (!named && documents.size() == 1) {
        return document;
      }
      String kind = document.path("kind").asText("Document");
      String name = document.at("/metadata/name").asText("");
      String key = kind + "/" + name;
      for (int more = 2; all.has(key); more++) {
        key = kind + "/" + name + " #" + more;
      }
      all.set(key, document);
    }
    return all;
  }
}
