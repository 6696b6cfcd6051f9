// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.base.Sha256;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.RunLog;
import dev.slipway.model.VariantMark;
import dev.slipway.tracker.Tracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A variant of the sample's model that somebody tried and was offered: its file, and the evidence
/// of the trial as `slipway evidence import` would have brought it. A real trial would offer it on
/// one machine and not on another.
record OfferedVariant(Path file) {

  private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");

  static OfferedVariant of(Tracker tracker, Path project) throws Exception {
    Path original = project.resolve("model.onnx");
    Path file = project.resolve("variants/int8.onnx");
    Files.createDirectories(project.resolve("variants"));
    Files.write(file, VariantMark.on(Files.readAllBytes(original), Sha256.of(original)));
    SortedMap<String, String> inputs = new TreeMap<>();
    inputs.put("original", Sha256.of(original).hex());
    inputs.put("holdout", Sha256.of(project.resolve("data/holdout.csv")).hex());
    inputs.put("variant int8", Sha256.of(file).hex());
    Map<String, String> facts = new TreeMap<>();
    facts.put("offered", "true");
    facts.put(
        "because", "it takes less processor time here: 0.61 times that of the model as it is");
    facts.put("size_before", "1790");
    facts.put("size_after", "920");
    facts.put("answers_apart", "0.004");
    facts.put("same_class", "1");
    facts.put("cpu_ratio", "0.61");
    facts.put("cpu_ratio_low", "0.58");
    facts.put("cpu_ratio_high", "0.64");
    facts.put("cpu_ratio_confidence", "0.95");
    tracker
        .ledger()
        .append(
            facts.entrySet().stream()
                .map(fact -> evidence(file, "variant.int8." + fact.getKey(), fact, inputs))
                .toList());
    return new OfferedVariant(file);
  }

  private static Evidence evidence(
      Path file, String key, Map.Entry<String, String> fact, SortedMap<String, String> inputs) {
    return new Evidence(
        "penguin-species",
        release(file),
        key,
        fact.getValue(),
        "",
        Evidence.Source.WORKBENCH,
        inputs,
        "0.1.0",
        "another machine",
        AT,
        "slipway variants penguin-species");
  }

  private static String release(Path file) {
    try {
      return "1.0.0+" + Sha256.of(file).brief();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// The recorded profile, as if it had been measured of the variant.
  void profiled(Tracker tracker) throws Exception {
    List<String> lines = Files.readAllLines(RecordedVoyage.FOLDER.resolve("profile.json"));
    tracker
        .runs()
        .keep(
            new RunLog.Run(
                "penguin-species-profile-of-int8",
                "profile",
                "penguin-species",
                release(file),
                Instant.parse("2026-11-25T10:30:00Z"),
                lines.get(2)));
  }
}
