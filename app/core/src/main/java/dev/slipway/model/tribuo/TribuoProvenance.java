// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import com.oracle.labs.mlrg.olcut.config.protobuf.protos.ListProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.MapProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.ObjectProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.SimpleProvenanceProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a model's provenance says, as flat texts: `trainer.seed` is `42`. Nothing that it names is
/// made or loaded.
///
/// A path loses its folders: they name the training machine's users, and say nothing of the data
/// that its hash does not say better.
final class TribuoProvenance {

  private static final int MOST_FACTS = 300;
  private static final int DEEPEST = 12;
  private static final int LONGEST = 300;

  /// How long keys become readable ones, first match first.
  private static final List<Map.Entry<String, String>> BEGINNINGS =
      List.of(
          Map.entry("dataset.datasource.", "data."),
          Map.entry("dataset.", "data."),
          Map.entry("instance-values.", "run."));

  private final Map<Integer, Object> nodes = new HashMap<>();
  private final SortedMap<String, String> facts = new TreeMap<>();

  private TribuoProvenance(RootProvenanceProto root) {
    root.getOmpList().forEach(node -> nodes.put(node.getIndex(), node));
    root.getSmpList().forEach(node -> nodes.put(node.getIndex(), node));
    root.getMmpList().forEach(node -> nodes.put(node.getIndex(), node));
    root.getLmpList().forEach(node -> nodes.put(node.getIndex(), node));
  }

  static SortedMap<String, String> facts(RootProvenanceProto root) {
    var provenance = new TribuoProvenance(root);
    provenance.add("", 0, 0);
    return provenance.facts;
  }

  private void add(String key, int index, int depth) {
    if (depth > DEEPEST || facts.size() >= MOST_FACTS) {
      return;
    }
    switch (nodes.get(index)) {
      case ObjectProvenanceProto object -> {
        if (!key.isEmpty() && !object.getObjectClassName().isEmpty()) {
          put(key, simple(object.getObjectClassName()));
        }
        children(key, object.getValuesMap(), depth);
      }
      case MapProvenanceProto map -> children(key, map.getValuesMap(), depth);
      case ListProvenanceProto list -> {
        // Members of an ensemble repeat what the ensemble says
        if (!key.equals("member-provenance")) {
          for (int i = 0; i < list.getValuesCount(); i++) {
            add(key + "." + i, list.getValues(i), depth + 1);
          }
        }
      }
      case SimpleProvenanceProto simple when simple.getIsReference() ->
          reference(key, simple.getValue(), depth);
      case SimpleProvenanceProto simple -> put(key, value(simple));
      case null, default -> {}
    }
  }

  private void children(String key, Map<String, Integer> values, int depth) {
    new TreeMap<>(values)
        .forEach((name, index) -> {
          if (!name.equals("class-name") && !name.equals("host-short-name")) {
            add(key.isEmpty() ? name : key + "." + name, index, depth + 1);
          }
        });
  }

  private void reference(String key, String named, int depth) {
    nodes.values().stream()
        .filter(node ->
            node instanceof ObjectProvenanceProto object && object.getObjectName().equals(named))
        .findFirst()
        .ifPresent(node -> add(key, ((ObjectProvenanceProto) node).getIndex(), depth + 1));
  }

  private void put(String key, String value) {
    if (value.isEmpty()) {
      return;
    }
    String readable = key;
    for (var beginning : BEGINNINGS) {
      if (key.startsWith(beginning.getKey())) {
        readable = beginning.getValue() + key.substring(beginning.getKey().length());
        break;
      }
    }
    String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value;
    facts.putIfAbsent(readable, shown);
  }

  private static String value(SimpleProvenanceProto simple) {
    String kind = simple(simple.getProvenanceClassName());
    String value = simple.getValue();
    return kind.equals("FileProvenance") || kind.equals("URLProvenance")
        ? value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1)
        : value;
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
