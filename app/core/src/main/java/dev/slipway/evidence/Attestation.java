// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A named person's signed statement on an item: that it is met, is not met, or does not apply.
///
/// @param note what it rests on: a sentence or a link
/// @param by who signs
public record Attestation(String item, Word word, String note, String by) {

  private static final JsonMapper MAPPER = new JsonMapper();

  public Attestation {
    if (note.isBlank() || by.isBlank()) {
      throw new IllegalArgumentException("an attestation has a note and a name");
    }
  }

  /// What a person may say.
  public enum Word {
    MET,
    NOT_MET,
    NOT_APPLICABLE
  }

  /// The key under which a person's word on an item is kept.
  public static String keyOf(String item) {
    return "attested." + item;
  }

  /// As a record for the ledger.
  ///
  /// @param inputs SHA-256 by name of what the person looked at; when one changes, the word is
  ///   stale
  public Evidence evidence(
      String project, String release, SortedMap<String, String> inputs, String tool, Instant at) {
    var fields = new TreeMap<String, String>();
    fields.put("by", by);
    fields.put("note", note);
    fields.put("word", word.name());
    return new Evidence(
        project,
        release,
        keyOf(item),
        CanonicalJson.of(fields),
        "",
        Evidence.Source.MANUAL,
        inputs,
        tool,
        "",
        at,
        "slipway checklist attest " + item);
  }

  /// What a record of the ledger says; empty where it is no attestation.
  public static Optional<Attestation> of(String item, Evidence evidence) {
    try {
      JsonNode node = MAPPER.readTree(evidence.value());
      return Optional.of(
          new Attestation(
              item,
              Word.valueOf(node.path("word").asText()),
              node.path("note").asText(),
              node.path("by").asText()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
