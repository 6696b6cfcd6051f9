// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.desktop.session.Appearance.ThemeChoice;
import dev.slipway.desktop.session.WindowState.Bounds;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The window's state as it stands in the file. Each part is read on its own, so that a damaged one
/// costs no other.
final class WindowStateText {

  private WindowStateText() {}

  static Map<String, Object> of(WindowState state) {
    var written = new LinkedHashMap<String, Object>();
    state.last().ifPresent(last -> written.put("last", last.toString()));
    written.put("recent", state.recent().stream().map(Path::toString).toList());
    state.bounds().ifPresent(bounds -> written.put("bounds", bounds));
    written.put("maximised", state.maximised());
    written.put("theme", Words.id(state.theme()));
    written.put("textSize", state.textSize());
    state.still().ifPresent(still -> written.put("still", still));
    return written;
  }

  static WindowState read(String text) {
    JsonNode node;
    try {
      node = Json.tree(text);
    } catch (ProblemException e) {
      return WindowState.FIRST;
    }
    return new WindowState(
        path(node.path("last")),
        paths(node.path("recent")),
        bounds(node.path("bounds")),
        node.path("maximised").asBoolean(false),
        Stream.of(ThemeChoice.values())
            .filter(choice -> Words.id(choice).equals(node.path("theme").asText()))
            .findFirst()
            .orElse(WindowState.FIRST.theme()),
        Appearance.TEXT_SIZES.stream()
            .filter(size -> size == node.path("textSize").asInt())
            .findFirst()
            .orElse(WindowState.FIRST.textSize()),
        Optional.of(node.path("still")).filter(JsonNode::isBoolean).map(JsonNode::asBoolean));
  }

  private static List<Path> paths(JsonNode list) {
    var paths = new ArrayList<Path>();
    list.forEach(one -> path(one).filter(p -> !paths.contains(p)).ifPresent(paths::add));
    return paths;
  }

  private static Optional<Path> path(JsonNode node) {
    try {
      return node.isTextual() && !node.asText().isBlank()
          ? Optional.of(Path.of(node.asText()))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Bounds> bounds(JsonNode node) {
    List<JsonNode> sides = Stream.of("x", "y", "width", "height").map(node::path).toList();
    if (!sides.stream().allMatch(JsonNode::isNumber)) {
      return Optional.empty();
    }
    return Optional.of(
        new Bounds(
            sides.get(0).asDouble(),
            sides.get(1).asDouble(),
            sides.get(2).asDouble(),
            sides.get(3).asDouble()));
  }
}
