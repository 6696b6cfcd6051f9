// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.lightgbm;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.NotConvertible;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The text of a saved model: a head, then the trees, then what training left behind.
final class LightgbmFile {

  private static final int MOST_FEATURES = 1 << 20;

  /// Trees and nodes of a file, so that they fit the memory several times over.
  private static final int MOST_NODES = 5_000_000;

  private final Section head = Section.named("the head");
  private final List<LightgbmTree> trees = new ArrayList<>();
  private boolean complete;
  private int nodes;

  private LightgbmFile() {}

  static LightgbmFile read(Path path) throws IOException, MalformedException, NotConvertible {
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      return of(reader);
    }
  }

  static LightgbmFile of(BufferedReader reader)
      throws IOException, MalformedException, NotConvertible {
    var file = new LightgbmFile();
    try {
      file.read(reader);
    } catch (MalformedInputException e) {
      throw new MalformedException("it is not UTF-8 text", false);
    }
    if (!file.complete) {
      throw new MalformedException("its trees do not end with the line \"end of trees\"", true);
    }
    if (file.trees.isEmpty()) {
      throw new MalformedException("it holds no tree", false);
    }
    return file;
  }

  private void read(BufferedReader reader) throws IOException, MalformedException, NotConvertible {
    Section section = head;
    for (String line = reader.readLine(); line != null && !complete; line = reader.readLine()) {
      int equals = line.indexOf('=');
      if (line.startsWith("Tree=")) {
        keep(section);
        section = Section.named("tree " + trees.size());
      } else if (line.equals("end of trees")) {
        keep(section);
        complete = true;
      } else if (equals > 0) {
        section.values().put(line.substring(0, equals), line.substring(equals + 1));
      } else if (!line.isBlank()) {
        section.values().put(line.strip(), "");
      }
    }
  }

  private void keep(Section section) throws MalformedException, NotConvertible {
    if (!section.name().startsWith("tree ")) {
      return;
    }
    LightgbmTree tree = LightgbmTree.read(section);
    nodes += 2 * tree.size() + 1;
    if (nodes > MOST_NODES) {
      throw new MalformedException("it holds more than " + MOST_NODES + " nodes", false);
    }
    trees.add(tree);
  }

  List<LightgbmTree> trees() {
    return List.copyOf(trees);
  }

  String version() throws MalformedException, NotConvertible {
    String version = head.text("version");
    if (!version.equals("v2") && !version.equals("v3") && !version.equals("v4")) {
      throw new NotConvertible(
          "version=" + version, "Slipway knows v2 to v4; save the model with LightGBM 2 to 4.");
    }
    return version;
  }

  int scores() throws MalformedException {
    int scores = head.count("num_tree_per_iteration", MOST_FEATURES);
    if (scores == 0) {
      throw new MalformedException("num_tree_per_iteration is 0", false);
    }
    return scores;
  }

  boolean averages() {
    return head.has("average_output");
  }

  String objective() {
    return head.values().getOrDefault("objective", "");
  }

  List<String> features() throws MalformedException {
    int count = head.count("max_feature_idx", MOST_FEATURES) + 1;
    List<String> names = List.of(head.text("feature_names").strip().split("\\s+"));
    if (names.size() != count) {
      throw new MalformedException(
          "it names %d of %d features".formatted(names.size(), count), false);
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new MalformedException("it gives two features the same name", false);
    }
    return names;
  }
}
