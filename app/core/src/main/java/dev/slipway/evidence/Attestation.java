// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A named person's word: on an item of the catalogue, or on a gate in the name of a role. A later
/// word on the same subject replaces it, and both stay.
///
/// @param about the item, or what [#signature] or [#waiverOf] makes
/// @param note what it rests on
/// @param by who says so
/// @param link where more can be read, such as a ticket's address
public record Attestation(String about, Word word, String note, String by, Optional<String> link) {

  private static final JsonMapper MAPPER = new JsonMapper();

  private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  public Attestation {
    if (note.isBlank() || by.isBlank()) {
      throw new IllegalArgumentException("an attestation has a note and a name");
    }
  }

  /// What a person may say.
  public enum Word {
    MET,
    NOT_MET,
    NOT_APPLICABLE,
    /// What was said before no longer counts.
    WITHDRAWN
  }

  /// What the signature of a gate in the name of a role is about.
  public static String signature(String gate, String role) {
    return "gate." + gate + "." + role;
  }

  /// What taking back a waiver is about.
  public static String waiverOf(String item) {
    return "waiver." + item;
  }

  /// The key under which a person's word is kept.
  public static String keyOf(String about) {
    return "attested." + about;
  }

  /// Whether records of a key are people's words.
  public static boolean isKey(String key) {
    return key.startsWith(keyOf(""));
  }

  /// As the value of a record of the ledger.
  public String text() {
    var fields = new TreeMap<String, String>();
    fields.put("by", by);
    link.ifPresent(where -> fields.put("link", where));
    fields.put("note", note);
    fields.put("word", word.name());
    return CanonicalJson.of(fields);
  }

  /// What a record of the ledger says; empty where it is no attestation.
  public static Optional<Attestation> of(String about, Evidence evidence) {
    try {
      JsonNode node = MAPPER.readTree(evidence.value());
      return Optional.of(
          new Attestation(
              about,
              Word.valueOf(node.path("word").asText()),
              node.path("note").asText(),
              node.path("by").asText(),
              Optional.of(node.path("link").asText()).filter(link -> !link.isBlank())));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Whether two names are one person's.
  public static boolean samePerson(String one, String other) {
    return person(one).equals(person(other));
  }

  /// A name as it is compared with others: capitals, the number and kind of blanks, marks that
  /// nobody sees, and how a letter is encoded do not make another person.
  public static String person(String name) {
    String letters = Normalizer.normalize(name, Normalizer.Form.NFKC);
    String seen = BLANKS.matcher(UNSEEN.matcher(letters).replaceAll("")).replaceAll(" ");
    return seen.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
