// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Attestation;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.Waiver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A release and what is known of it, put together sentence by sentence.
public final class Release {

  public static final String NAME = "1.4.0+9f2c41d7a0b1";
  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  public final List<Ledger.Entry> entries = new ArrayList<>();
  final List<Waiver> waivers = new ArrayList<>();
  final TreeMap<String, String> inputs = new TreeMap<>();
  final TreeSet<String> flags = new TreeSet<>(Set.of("service"));
  final TreeMap<String, String> settings = new TreeMap<>();

  public Release() {
    inputs.put("model", "a".repeat(64));
    inputs.put("slipway.yaml", "b".repeat(64));
  }

  /// What was found today, from the model as it is now.
  public Release found(String key, String value, Evidence.Source source) {
    return keeps(evidence(key, value, source, Duration.ZERO), true);
  }

  public Release foundBefore(Duration age, String key, String value, Evidence.Source source) {
    return keeps(evidence(key, value, source, age), true);
  }

  Release attested(String item, Attestation.Word word) {
    return attested("Ada", item, word);
  }

  Release attested(String by, String item, Attestation.Word word) {
    return attested(by, item, word, Duration.ZERO);
  }

  Release attested(String by, String item, Attestation.Word word, Duration age) {
    return said(new Attestation(item, word, "see the note of 2 March", by, Optional.empty()), age);
  }

  Release said(Attestation word, Duration age) {
    return keeps(
        new Evidence(
            "wine",
            NAME,
            Attestation.keyOf(word.about()),
            word.text(),
            "",
            Evidence.Source.MANUAL,
            new TreeMap<>(),
            "0.1.0",
            "laptop",
            NOW.minus(age),
            "slipway checklist"),
        true);
  }

  Release waived(String item, int days, Duration ago) {
    Instant created = NOW.minus(ago);
    waivers.add(
        new Waiver(
            "wine",
            NAME,
            item,
            "no fix yet",
            "inside only",
            "Ada",
            "Grace",
            created,
            created.plus(Duration.ofDays(days))));
    return this;
  }

  public Release keeps(Evidence evidence, boolean intact) {
    entries.add(new Ledger.Entry(entries.size() + 1L, evidence, "c".repeat(64), intact));
    return this;
  }

  public Evidence evidence(String key, String value, Evidence.Source source, Duration age) {
    var rests = new TreeMap<String, String>();
    rests.put("model", inputs.getOrDefault("model", ""));
    return new Evidence(
        "wine", NAME, key, value, "", source, rests, "0.1.0", "laptop", NOW.minus(age), "slipway");
  }

  ChecklistContext context() {
    return new ChecklistContext("wine", NAME, inputs, flags, settings, NOW);
  }

  Checklist judged(Catalogue catalogue) {
    return ChecklistEvaluator.evaluate(catalogue, entries, waivers, context());
  }

  /// State and reason of an item, as a person reads them.
  String tells(Catalogue catalogue, String item) {
    Checklist.Line line = judged(catalogue).line(item).orElseThrow();
    return line.state() + ": " + line.because();
  }

  static Catalogue shipped() throws ProblemException {
    return Catalogue.parse(resource(Catalogue.SHIPPED));
  }

  static String resource(String name) {
    try (InputStream in = Release.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
