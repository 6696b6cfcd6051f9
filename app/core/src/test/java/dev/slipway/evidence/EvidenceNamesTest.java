// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person reads where the ledger keeps a key.
final class EvidenceNamesTest {

  private static final Path CATALOGUE =
      Path.of("src/main/resources/dev/slipway/checklist/production-readiness.yaml");

  private static final Path VOYAGE =
      Path.of("../desktop/src/test/resources/dev/slipway/desktop/recorded/evidence.json");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.holdout_score           | Score on the holdout",
        "profile.served_p95_ms         | p95 of answers, served here",
        "profile.served_p99.9          | Verdict on p99.9, served here",
        "serving.latency_p99_ms        | p99 of answers at the peak",
        "serving.split_queue_ms        | Time of an answer, part of the queue",
        "variant.int8-dynamic.offered  | Variant int8-dynamic, offered",
        "model.provenance.trained on   | Provenance, trained on",
        "model.origin                  | File that the model was converted from",
        "our.own_fact                  | our.own_fact",
        "model.provenance              | model.provenance"
      })
  void aKeyHasAName(String key, String name) {
    assertEquals(name, EvidenceNames.of(key));
  }

  @Test
  void eachKeyThatTheChecklistReadsAndAVoyageLeavesHasOne() throws Exception {
    var nameless = new TreeSet<String>();
    for (var source :
        List.of(
            Pattern.compile("evidence_key: (\\S+)").matcher(Files.readString(CATALOGUE)),
            Pattern.compile("\"key\"\\s*:\\s*\"([^\"]+)\"").matcher(Files.readString(VOYAGE)))) {
      source
          .results()
          .map(found -> found.group(1))
          .filter(key -> EvidenceNames.of(key).equals(key))
          .forEach(nameless::add);
    }

    assertEquals(new TreeSet<>(), nameless);
  }
}
