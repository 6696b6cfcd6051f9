// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The exchange format of evidence between laptop, pipeline and cluster: the records of one release
/// and then its waivers, chained anew from the first, one a line, so that a person can read them
/// and a change shows.
public final class EvidenceJson {

  private static final String SCHEMA = "slipway/evidence/v1";

  private static final Set<String> FIELDS =
      Set.of(
          "at",
          "command",
          "environment",
          "inputs",
          "key",
          "project",
          "release",
          "source",
          "tool",
          "unit",
          "value");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Set<String> OF_A_WAIVER =
      Set.of(
          "approver",
          "compensating_control",
          "created",
          "expires",
          "item",
          "project",
          "reason",
          "release",
          "requester");

  private EvidenceJson() {}

  /// What a file holds.
  public record Contents(List<Evidence> records, List<Waiver> waivers) {
    public Contents {
      records = List.copyOf(records);
      waivers = List.copyOf(waivers);
    }
  }

  /// The records of a release as text. Records of other releases are left out; one that was altered
  /// in the ledger is refused.
  public static String write(
      String project, String release, List<Ledger.Entry> entries, List<Waiver> waivers)
      throws ProblemException {
    var out = new StringBuilder();
    out.append("{\"schema\":\"").append(SCHEMA).append("\",\n\"records\":[");
    String previous = Chain.START;
    String separator = "\n";
    for (Ledger.Entry entry : entries) {
      Evidence evidence = entry.evidence();
      if (!evidence.project().equals(project) || !evidence.release().equals(release)) {
        continue;
      }
      if (!entry.intact()) {
        throw altered("record " + entry.sequence() + " of the ledger (" + evidence.key() + ")");
      }
      String hash = Chain.link(previous, evidence);
      out.append(separator).append("{\"hash\":\"").append(hash).append("\",\"record\":");
      out.append(CanonicalJson.of(evidence)).append('}');
      separator = ",\n";
      previous = hash;
    }
    out.append("\n]");
    separator = ",\n\"waivers\":[\n";
    for (Waiver waiver : waivers) {
      if (waiver.project().equals(project) && waiver.release().equals(release)) {
        String hash = Chain.link(previous, waiver);
        out.append(separator).append("{\"hash\":\"").append(hash).append("\",\"record\":");
        out.append(CanonicalJson.of(waiver)).append('}');
        separator = ",\n";
        previous = hash;
      }
    }
    return out.append(separator.equals(",\n") ? "\n]}\n" : "}\n").toString();
  }

  /// Reads what [#write] wrote. A file that was changed since, or that is about another project or
  /// release, is refused whole.
  public static Contents read(String json, String project, String release) throws ProblemException {
    JsonNode document = parse(json);
    if (!document.path("schema").asText().equals(SCHEMA) || !document.path("records").isArray()) {
      throw malformed("it is not of the form " + SCHEMA);
    }
    var records = new ArrayList<Evidence>();
    String previous = Chain.START;
    for (JsonNode node : document.path("records")) {
      Evidence evidence = evidence(node.path("record"));
      String hash = node.path("hash").asText();
      if (!hash.equals(Chain.link(previous, evidence))) {
        throw altered("record " + (records.size() + 1) + " (" + evidence.key() + ")");
      }
      requireRelease(evidence.project(), evidence.release(), project, release);
      requirePerson(evidence);
      records.add(evidence);
      previous = hash;
    }
    var waivers = new ArrayList<Waiver>();
    for (JsonNode node : document.path("waivers")) {
      Waiver waiver = waiver(node.path("record"));
      String hash = node.path("hash").asText();
      if (!hash.equals(Chain.link(previous, waiver))) {
        throw altered("waiver " + (waivers.size() + 1) + " (" + waiver.item() + ")");
      }
      requireRelease(waiver.project(), waiver.release(), project, release);
      waivers.add(waiver);
      previous = hash;
    }
    return new Contents(records, waivers);
  }

  /// Those of some records that a ledger does not have yet, so that importing twice adds nothing.
  public static List<Evidence> unseen(List<Evidence> records, List<Ledger.Entry> entries) {
    var seen = new HashSet<Evidence>();
    entries.stream().filter(Ledger.Entry::intact).map(Ledger.Entry::evidence).forEach(seen::add);
    return records.stream().filter(seen::add).toList();
  }

  /// Hashes by name, as they are kept and hashed.
  public static String writeInputs(SortedMap<String, String> inputs) {
    return CanonicalJson.of(inputs);
  }

  /// Reads what [#writeInputs] wrote.
  public static SortedMap<String, String> readInputs(String json) throws ProblemException {
    return inputs(parse(json));
  }

  private static Evidence evidence(JsonNode record) throws ProblemException {
    requireFields(record, FIELDS);
    try {
      return new Evidence(
          text(record, "project"),
          text(record, "release"),
          text(record, "key"),
          text(record, "value"),
          text(record, "unit"),
          Evidence.Source.of(text(record, "source")),
          inputs(record.path("inputs")),
          text(record, "tool"),
          text(record, "environment"),
          Instant.parse(text(record, "at")),
          text(record, "command"));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  /// No tool says a person's word.
  private static void requirePerson(Evidence evidence) throws ProblemException {
    if (Attestation.isKey(evidence.key()) && evidence.source() != Evidence.Source.MANUAL) {
      throw malformed(
          "%s is a person's word, and comes from %s"
              .formatted(evidence.key(), evidence.source().id()));
    }
  }

  private static Waiver waiver(JsonNode record) throws ProblemException {
    requireFields(record, OF_A_WAIVER);
    try {
      return new Waiver(
          text(record, "project"),
          text(record, "release"),
          text(record, "item"),
          text(record, "reason"),
          text(record, "compensating_control"),
          text(record, "requester"),
          text(record, "approver"),
          Instant.parse(text(record, "created")),
          Instant.parse(text(record, "expires")));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static void requireFields(JsonNode record, Set<String> fields) throws ProblemException {
    var names = new HashSet<String>();
    record.fieldNames().forEachRemaining(names::add);
    if (!names.equals(fields)) {
      throw malformed("a record has the fields " + new TreeSet<>(names));
    }
  }

  private static SortedMap<String, String> inputs(JsonNode node) throws ProblemException {
    if (!node.isObject()) {
      throw malformed("inputs is not an object");
    }
    var inputs = new TreeMap<String, String>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      inputs.put(field.getKey(), text(node, field.getKey()));
    }
    return inputs;
  }

  private static String text(JsonNode node, String field) throws ProblemException {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw malformed(field + " is not text");
    }
    return value.asText();
  }

  private static JsonNode parse(String json) throws ProblemException {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw malformed(e.getOriginalMessage());
    }
  }

  private static ProblemException malformed(String why) {
    return Problem.input(
            "evidence.malformed",
            "The file does not hold Slipway's evidence",
            why,
            "Give a file that `slipway evidence export` wrote")
        .asException();
  }

  private static ProblemException altered(String which) {
    return Problem.input(
            "evidence.altered",
            "The evidence was changed after it was kept",
            "The hash of " + which + " does not fit its content and the record before it",
            "Export it again where it was made; nothing was taken over")
        .asException();
  }

  /// Refuses what was found of another project or release than the one at hand.
  public static void requireRelease(
      String itsProject, String itsRelease, String project, String release)
      throws ProblemException {
    if (!itsProject.equals(project) || !itsRelease.equals(release)) {
      throw Problem.input(
              "evidence.foreign-release",
              "The evidence is about another release",
              "It is about %s %s; this is %s %s"
                  .formatted(itsProject, itsRelease, project, release),
              "Check out the version and the model that it is about, or run the pipeline for this"
                  + " one")
          .asException();
    }
  }
}
