// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serial;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads YAML of unknown origin as a tree of texts, event by event: what an alias stands for counts
/// each time, so that a small file cannot be a large tree.
final class FolderYaml {

  private static final int MOST_NODES = 50_000;
  private static final int DEEPEST = 40;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// What an anchor stands for.
  private record Anchored(JsonNode node, int nodes) {}

  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  private FolderYaml(Iterator<Event> events) {
    this.events = events;
  }

  /// The first document; an empty object where there is none.
  static JsonNode read(String yaml) throws UnfitException {
    try {
      var reader =
          new FolderYaml(
              new Parse(LoadSettings.builder().setUseMarks(false).build())
                  .parseString(yaml)
                  .iterator());
      while (reader.events.hasNext()) {
        if (reader.events.next() instanceof DocumentStartEvent) {
          return reader.node(reader.events.next(), 0);
        }
      }
      return JSON.objectNode();
    } catch (YamlEngineException e) {
      throw new UnfitException("it is not YAML: " + e.getMessage());
    }
  }

  private JsonNode node(Event event, int depth) throws UnfitException {
    int before = nodes;
    count(1);
    if (depth > DEEPEST) {
      throw new UnfitException("it is nested more than %d deep".formatted(DEEPEST));
    }
    JsonNode node =
        switch (event) {
          case AliasEvent alias -> alias(alias);
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent _ -> sequence(depth);
          case MappingStartEvent _ -> mapping(depth);
          default -> throw new UnfitException("it holds what is no value");
        };
    if (event instanceof NodeEvent anchored && !(event instanceof AliasEvent)) {
      anchored
          .getAnchor()
          .ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - before)));
    }
    return node;
  }

  private JsonNode alias(AliasEvent alias) throws UnfitException {
    Anchored meant = anchors.get(alias.getAlias().getValue());
    if (meant == null) {
      throw new UnfitException("an alias stands for what is not there");
    }
    count(meant.nodes());
    return meant.node();
  }

  private JsonNode sequence(int depth) throws UnfitException {
    ArrayNode array = JSON.arrayNode();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      array.add(node(next, depth + 1));
    }
    return array;
  }

  private JsonNode mapping(int depth) throws UnfitException {
    ObjectNode object = JSON.objectNode();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      String key = node(next, depth + 1).asText();
      if (object.has(key)) {
        throw new UnfitException("the key '" + key + "' is there twice");
      }
      object.set(key, node(events.next(), depth + 1));
    }
    return object;
  }

  /// Texts stay as they are written; only what is empty or says `null` is nothing.
  private static JsonNode scalar(ScalarEvent scalar) {
    String text = scalar.getValue();
    boolean nothing = text.isEmpty() || text.equals("~") || text.equals("null");
    return scalar.getScalarStyle() == ScalarStyle.PLAIN && nothing
        ? JSON.nullNode()
        : JSON.textNode(text);
  }

  private void count(int more) throws UnfitException {
    nodes += more;
    if (nodes > MOST_NODES) {
      throw new UnfitException("it has more than %,d values".formatted(MOST_NODES));
    }
  }

  /// A text that is no YAML, or larger than any that a library writes.
  static final class UnfitException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    UnfitException(String why) {
      super(why);
    }
  }
}
