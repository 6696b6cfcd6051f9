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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Files that are neither YAML nor JSON as trees.
final class TextTrees {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern SETTING = Pattern.compile("([^=\\s]+)\\s*(?:==|=|\\s)\\s*(.*)");
  private static final Pattern COMMENT = Pattern.compile("\\s*(#(?!!)|//|\\{\\{-? ?/\\*).*");
  private static final Pattern DIRECTIVE =
      Pattern.compile("(?i)#\\s*(syntax|escape|check)\\s*=\\s*(.*)");
  private static final Pattern FIELD = Pattern.compile("(\\w+)\\s*:\\s*(.*)");

  /// Instructions whose last one counts.
  private static final Set<String> ONCE =
      Set.of("FROM", "USER", "ENTRYPOINT", "CMD", "HEALTHCHECK", "WORKDIR");

  /// Instructions that say the same wherever they stand in a stage.
  private static final Set<String> ANYWHERE =
      Set.of("LABEL", "EXPOSE", "ENTRYPOINT", "CMD", "HEALTHCHECK", "STOPSIGNAL", "MAINTAINER");

  private TextTrees() {}

  /// Lines without comments; their indentation can be what a program goes by.
  static JsonNode lines(String text) {
    ArrayNode lines = NODES.arrayNode();
    text.lines()
        .map(String::stripTrailing)
        .filter(line -> !line.isEmpty() && !COMMENT.matcher(line).matches())
        .forEach(lines::add);
    ObjectNode tree = NODES.objectNode();
    tree.set("lines", lines);
    return tree;
  }

  /// Names with their values; what is no pair is a name without one.
  static ObjectNode settings(String text) {
    ObjectNode tree = NODES.objectNode();
    for (String line : text.replace("\\\n", " ").lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        Matcher pair = SETTING.matcher(line);
        if (pair.matches()) {
          // The last of a name counts, in its place.
          tree.remove(pair.group(1));
          tree.put(pair.group(1), pair.group(2));
        } else {
          tree.remove(line);
          tree.put(line, "");
        }
      }
    }
    return tree;
  }

  /// Who reviews what: the last line that fits a file counts.
  static JsonNode owners(String text) {
    ObjectNode tree = settings(text);
    ArrayNode order = NODES.arrayNode();
    tree.properties().forEach(line -> order.add(line.getKey()));
    tree.set(TreeDiff.SEQUENCE, order);
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

  /// The stages of an image, each with its instructions by name, and the order of those that work
  /// on what stands before them.
  static JsonNode dockerfile(String text) {
    ObjectNode tree = NODES.objectNode();
    text.lines()
        .map(line -> DIRECTIVE.matcher(line.strip()))
        .takeWhile(Matcher::matches)
        .forEach(found -> tree.put("# " + found.group(1).toLowerCase(Locale.ROOT), found.group(2)));
    List<Dockerfile.Instruction> all = Dockerfile.parse(text).instructions();
    int last = all.isEmpty() ? -1 : all.getLast().stage();
    for (Dockerfile.Instruction one : all) {
      String stage = one.stage() == last ? "image" : "stage " + (one.stage() + 1);
      String name = one.name();
      String arguments = one.arguments().strip().replaceAll("\\s+", " ");
      ObjectNode under = tree.withObjectProperty(stage);
      if (!ANYWHERE.contains(name)) {
        under.withArrayProperty(TreeDiff.SEQUENCE).add(name + " " + arguments);
      }
      if (ONCE.contains(name)) {
        String earlier = under.path(name).asText("");
        if (!earlier.isEmpty()) {
          under.withArrayProperty("earlier").add(name + " " + earlier);
        }
        under.put(name, one.arguments().strip());
      } else {
        under.withArrayProperty(name).add(arguments);
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
