// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A YAML text as a JSON tree in which every place still knows its line and column.
final class YamlTree {

  private static final int MOST_NODES = 20_000;
  private static final int DEEPEST = 50;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Mark> marks = new HashMap<>();
  private final List<ProjectError> errors = new ArrayList<>();
  private final JsonNode root;
  private int nodes;

  YamlTree(String yaml) {
    this.root = read(yaml);
  }

  JsonNode root() {
    return root;
  }

  /// What is wrong with the text as YAML.
  List<ProjectError> errors() {
    return errors;
  }

  /// The place of a value, or of the nearest thing around it.
  ///
  /// @param path keys and positions, separated by dots
  ProjectError error(String path, String code, String message) {
    return at(nearest(path), path, code, message);
  }

  private ProjectError at(Optional<Mark> mark, String path, String code, String message) {
    return new ProjectError(
        mark.map(Mark::getLine).orElse(0) + 1,
        mark.map(Mark::getColumn).orElse(0) + 1,
        path,
        code,
        message);
  }

  private Optional<Mark> nearest(String path) {
    String around = path;
    while (!around.isEmpty()) {
      Mark mark = marks.get(around);
      if (mark != null) {
        return Optional.of(mark);
      }
      around = around.contains(".") ? around.substring(0, around.lastIndexOf('.')) : "";
    }
    return Optional.empty();
  }

  private JsonNode read(String yaml) {
    try {
      Optional<Node> node =
          new Compose(LoadSettings.builder().setLabel("slipway.yaml").build()).composeString(yaml);
      return node.isEmpty() ? JSON.objectNode() : convert(node.get(), "", 0);
    } catch (MarkedYamlEngineException e) {
      errors.add(
          at(
              e.getProblemMark().or(e::getContextMark),
              "",
              "not-yaml",
              "this is not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      errors.add(at(Optional.empty(), "", "not-yaml", "this is not YAML: " + e.getMessage()));
    }
    return JSON.objectNode();
  }

  private JsonNode convert(Node node, String path, int depth) {
    nodes++;
    if (nodes > MOST_NODES || depth > DEEPEST) {
      if (nodes <= MOST_NODES || nodes == MOST_NODES + 1) {
        errors.add(at(node.getStartMark(), path, "too-large", "this is too large or too deep"));
        nodes = MOST_NODES + 1;
      }
      return JSON.objectNode();
    }
    return switch (node) {
      case MappingNode mapping -> mapping(mapping, path, depth);
      case SequenceNode sequence -> {
        ArrayNode array = JSON.arrayNode();
        for (Node element : sequence.getValue()) {
          String place = path + "." + array.size();
          element.getStartMark().ifPresent(mark -> marks.put(place, mark));
          array.add(convert(element, place, depth + 1));
        }
        yield array;
      }
      case ScalarNode scalar -> scalar(scalar, path);
      default -> JSON.objectNode();
    };
  }

  private ObjectNode mapping(MappingNode mapping, String path, int depth) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      String place = path.isEmpty() ? key : path + "." + key;
      Optional<Mark> mark = entry.getKeyNode().getStartMark();
      if (key.isEmpty() || object.has(key)) {
        errors.add(
            at(
                mark,
                place,
                "duplicate-key",
                key.isEmpty() ? "a key is a word" : "the key is here twice"));
        continue;
      }
      mark.ifPresent(m -> marks.put(place, m));
      object.set(key, convert(entry.getValueNode(), place, depth + 1));
    }
    return object;
  }

  /// Texts stay as they are written, even those that YAML takes for numbers or truths: version 1.10
  /// is not 1.1. Only where a number is meant does it become one.
  private static JsonNode scalar(ScalarNode scalar, String path) {
    if (scalar.getTag().equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    boolean typed =
        path.equals("objectives.quality.floor")
            || path.equals("objectives.fairness.max-gap")
            || path.startsWith("runtime.")
            || (path.startsWith("plan.overrides.") && path.endsWith(".value"))
            || path.startsWith("release.options.")
            || path.equals("release.where.existing-cluster")
            || path.startsWith("model.inputs.")
            || path.startsWith("model.image.")
            || path.equals("model.embedding.normalise");
    if (typed && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
      try {
        return JSON.numberNode(new BigDecimal(scalar.getValue()));
      } catch (NumberFormatException notDecimal) {
        return JSON.textNode(scalar.getValue());
      }
    }
    if (typed && scalar.getTag().equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(scalar.getValue()));
    }
    return JSON.textNode(scalar.getValue());
  }
}
