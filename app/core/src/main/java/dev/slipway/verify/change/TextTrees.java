// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Sha256;
import dev.slipway.verify.artefact.Dockerfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Files that are neither YAML nor JSON as trees.
final class TextTrees {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern SETTING = Pattern.compile("([^=\\s]+)\\s*(?:==|=|\\s)\\s*(.*)");
  private static final Pattern FIELD = Pattern.compile("(\\w+)\\s*:\\s*(.*)");

  private TextTrees() {}

  /// Lines without comments and indentation, each text once in its place.
  static JsonNode lines(String text) {
    ArrayNode lines = NODES.arrayNode();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.matches("(#(?!!)|//|\\{\\{-? ?/\\*).*"))
        .forEach(lines::add);
    ObjectNode tree = NODES.objectNode();
    tree.set("lines", lines);
    return tree;
  }

  /// Names with their values; what is no pair is a name without one.
  static JsonNode settings(String text) {
    ObjectNode tree = NODES.objectNode();
    for (String line : text.replace("\\\n", " ").lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        Matcher pair = SETTING.matcher(line);
        if (pair.matches()) {
          tree.put(pair.group(1), pair.group(2));
        } else {
          tree.put(line, "");
        }
      }
    }
    return tree;
  }

  /// The sections of a page that somebody looks things up in, and all that it says as one value.
  static JsonNode sections(String text) {
    ArrayNode headings = NODES.arrayNode();
    boolean code = false;
    for (String line : text.lines().toList()) {
      code ^= line.startsWith("```");
      if (!code && line.matches("#{2,6} .*")) {
        headings.add(line.replaceFirst("#+ +", ""));
      }
    }
    ObjectNode tree = page(text);
    tree.set("sections", headings);
    return tree;
  }

  /// All that a page says as one value.
  static ObjectNode page(String text) {
    String plain = text.replaceAll("\\s+", " ");
    return NODES.objectNode().put("text", Sha256.of(plain.getBytes(StandardCharsets.UTF_8)).hex());
  }

  /// The stages of an image, each with its instructions by name.
  static JsonNode dockerfile(String text) {
    ObjectNode tree = NODES.objectNode();
    List<Dockerfile.Instruction> all = Dockerfile.parse(text).instructions();
    int last = all.isEmpty() ? -1 : all.getLast().stage();
    for (Dockerfile.Instruction one : all) {
      String stage = one.stage() == last ? "image" : "stage " + (one.stage() + 1);
      String name = one.name();
      ObjectNode under = tree.withObjectProperty(stage);
      if (List.of("FROM", "USER", "ENTRYPOINT", "CMD", "HEALTHCHECK", "WORKDIR").contains(name)) {
        under.put(name, one.arguments().strip());
      } else {
        under.withArrayProperty(name).add(one.arguments().strip().replaceAll("\\s+", " "));
      }
    }
    return tree;
  }

  /// A message in the text format of protocol buffers, as far as its lines tell.
  static JsonNode protobuf(String text) {
    ObjectNode root = NODES.objectNode();
    Deque<ObjectNode> open = new ArrayDeque<>(List.of(root));
    Map<String, Integer> seen = new HashMap<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      ObjectNode under = open.element();
      Matcher field = FIELD.matcher(line);
      if (line.matches("\\w+ *\\{")) {
        String name = line.substring(0, line.indexOf('{')).strip();
        int count = seen.merge(open.size() + name, 1, Integer::sum);
        open.push(under.withObjectProperty(count == 1 ? name : name + count));
      } else if (line.equals("}")) {
        if (open.size() > 1) {
          open.pop();
        }
      } else if (field.matches()) {
        under.put(field.group(1), field.group(2));
      } else {
        int brace = line.indexOf('{');
        under.put(brace > 0 ? line.substring(0, brace).strip() : line, line);
      }
    }
    return root;
  }
}
