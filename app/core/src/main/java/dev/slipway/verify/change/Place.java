// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One place of a file that differs.
///
/// @param path names from the file's root; an item of a list stands in brackets, by its name
/// @param before missing where the place is new
/// @param after missing where the place is gone
/// @param up what the place stands in; empty for a whole file
record Place(String file, List<String> path, JsonNode before, JsonNode after, Optional<Place> up) {

  private static final int MOST = 60;
  private static final int FEW = 3;

  /// Fields whose own fields are named things.
  private static final Set<String> GROUPS = Set.of("jobs", "Resources", "Parameters", "services");

  /// Fields that say something of what they stand in.
  private static final Set<String> PARTS =
      Set.of("allow_failure", "environment", "when", "if", "needs", "image", "FROM", "digest");

  Place {
    path = List.copyOf(path);
  }

  /// A file as a whole.
  static Place of(String file, JsonNode before, JsonNode after) {
    return new Place(file, List.of(), before, after, Optional.empty());
  }

  boolean isNew() {
    return before.isMissingNode();
  }

  boolean isGone() {
    return after.isMissingNode();
  }

  boolean isChanged() {
    return !isNew() && !isGone();
  }

  /// The side that is there; the new one where both are.
  JsonNode present() {
    return isGone() ? before : after;
  }

  /// What it stands in, as it is now, or as it was where that is gone.
  JsonNode parent() {
    return up.map(Place::present).orElse(MissingNode.getInstance());
  }

  Place child(String name, JsonNode old, JsonNode now) {
    List<String> below = new ArrayList<>(path);
    below.add(name);
    return new Place(file, below, old, now, Optional.of(this));
  }

  /// The kind of the Kubernetes document that it is in; empty for another document.
  String kind() {
    String first = path.isEmpty() ? "" : path.getFirst();
    int slash = first.indexOf('/');
    return slash > 0 && Character.isUpperCase(first.charAt(0)) ? first.substring(0, slash) : "";
  }

  /// The name of the innermost item of a list, or else of the document, that it is about.
  String item() {
    for (String name : path.reversed()) {
      if (isItem(name) && !name.equals(TreeDiff.ORDER)) {
        return name.substring(1, name.length() - 1);
      }
    }
    if (path.isEmpty()) {
      return file;
    }
    String first = path.getFirst();
    if (!kind().isEmpty()) {
      return first.substring(first.indexOf('/') + 1);
    }
    boolean among = path.size() > 1 && GROUPS.contains(first);
    boolean part = path.size() > 1 && PARTS.contains(path.getLast());
    return among ? path.get(1) : part ? path.get(path.size() - 2) : path.getLast();
  }

  static boolean isItem(String name) {
    return name.startsWith("[") && name.endsWith("]");
  }

  /// Where it is within the file, for a person.
  String where() {
    var text = new StringBuilder();
    for (String name : path) {
      text.append(text.isEmpty() || isItem(name) ? "" : ".").append(name);
    }
    return text.toString();
  }

  /// What is there now instead of what was.
  String change() {
    Optional<String> old = said(before);
    Optional<String> now = said(after);
    if (isNew()) {
      return now.map(text -> "new: " + text).orElse("new");
    }
    if (isGone()) {
      return old.map(text -> "gone: " + text).orElse("gone");
    }
    return old.isPresent() && now.isPresent() ? old.get() + " → " + now.get() : "another content";
  }

  /// A value that is short enough to be shown, or the few values of something that holds no more.
  private static Optional<String> said(JsonNode node) {
    List<String> values = new ArrayList<>();
    gather(node, values);
    String text = String.join(", ", values).strip();
    return text.isEmpty() || values.size() > FEW || text.length() > MOST || text.contains("\n")
        ? Optional.empty()
        : Optional.of(text);
  }

  private static void gather(JsonNode node, List<String> values) {
    if (node.isValueNode()) {
      values.add(node.asText());
    }
    for (JsonNode part : node) {
      if (values.size() <= FEW) {
        gather(part, values);
      }
    }
  }
}
