// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person calls a value that the ledger keeps under a key: files and programs read
/// `model.holdout_score`, people "Score on the holdout".
public final class EvidenceNames {

  private static final String FILE = "names.properties";

  /// `95` in `serving.latency_p95_ms`, `int8` in `variant.int8.offered`, `date` in
  /// `model.provenance.date`.
  private static final Pattern DIFFERS =
      Pattern.compile(
          "(?<=_p)\\d+(?:[._]\\d+)?(?=_ms$|$)"
              + "|(?<=^serving\\.split_).+(?=_ms$)"
              + "|(?<=^variant\\.).+(?=\\.\\w+$)"
              + "|(?<=^model\\.(?:provenance|origin)\\.).+$");

  private static final Map<String, String> NAMES = read();

  private EvidenceNames() {}

  /// The key itself where it has no name, such as one of a target of the team's own.
  public static String of(String key) {
    String exact = NAMES.get(key);
    if (exact != null) {
      return exact;
    }
    Matcher part = DIFFERS.matcher(key);
    if (!part.find()) {
      return key;
    }
    String name = NAMES.getOrDefault(part.replaceFirst("#"), key);
    return name.replace("#", part.group().replace('_', ' '));
  }

  private static Map<String, String> read() {
    var properties = new Properties();
    try (var in =
        new InputStreamReader(
            Objects.requireNonNull(EvidenceNames.class.getResourceAsStream(FILE)),
            StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> names = new HashMap<>();
    properties.forEach((key, name) -> names.put(key.toString(), name.toString()));
    return Map.copyOf(names);
  }
}
