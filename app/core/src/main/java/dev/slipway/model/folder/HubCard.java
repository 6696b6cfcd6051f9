// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The front matter of a model's `README.md`: licence, data sets, tags, texts to try it on.
final class HubCard {

  static final String FILE = "README.md";

  private static final int MOST_TEXTS = 8;
  private static final int LONGEST_TEXT = 2_000;

  private static final Pattern FRONT =
      Pattern.compile("\\A\\uFEFF?---[ \\t]*\\R(.*?)\\R---[ \\t]*(\\R|\\z)", Pattern.DOTALL);

  /// Keys of the front matter, and what they are called here.
  private static final Map<String, String> KEYS =
      Map.of(
          "license", "licence",
          "license_name", "licence.name",
          "license_link", "licence.link",
          "language", "languages",
          "datasets", "datasets",
          "tags", "tags",
          "metrics", "metrics",
          "base_model", "base-model",
          "pipeline_tag", "task",
          "library_name", "library");

  private final JsonNode front;

  private HubCard(JsonNode front) {
    this.front = front;
  }

  static HubCard of(FolderFiles files) throws ProblemException {
    Optional<String> text = files.text(FILE);
    if (text.isEmpty()) {
      return new HubCard(MissingNode.getInstance());
    }
    Matcher front = FRONT.matcher(text.get());
    return new HubCard(front.find() ? files.yaml(FILE, front.group(1)) : MissingNode.getInstance());
  }

  SortedMap<String, String> facts() {
    SortedMap<String, String> facts = new TreeMap<>();
    KEYS.forEach(
        (key, name) -> Plain.list(front.path(key)).ifPresent(value -> facts.put(name, value)));
    return facts;
  }

  /// Texts that the model's authors show it on.
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : front.path("widget")) {
      JsonNode text = each.isTextual() ? each : each.path("text");
      if (text.isTextual()
          && !text.asText().isBlank()
          && text.asText().length() <= LONGEST_TEXT
          && texts.size() < MOST_TEXTS) {
        texts.add(text.asText());
      }
    }
    return texts;
  }
}
