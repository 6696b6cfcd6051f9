// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.base.Words;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.LiteralSecret;
import dev.slipway.verify.check.Places;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.check.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// No text of the bundle holds a key or a token, and no variable of Compose, of a stack or of a
/// pipeline a secret. Those of Kubernetes are judged with its manifests.
public final class SecretsCheck implements Check {

  private static final String CHECK = "No file holds a secret";

  /// What is written for machines, and what no text of ours is as long as.
  private static final String NO_TEXT = ".*\\.(jar|so|dylib|dll|onnx|aot|jsa|zip|gz|png|parquet)";

  private static final long LONGEST = 1 << 20;

  /// Where variables stand: as a mapping, or as a list of names with their values.
  private static final Pattern VARIABLES =
      Pattern.compile("(.*\\.)?(environment|env|variables|Environment)");

  @Override
  public String title() {
    return "secrets in files";
  }

  @Override
  public void look(BundleFolder bundle, Report report) {
    List<Problem> problems = new ArrayList<>();
    int looked = 0;
    for (String file : bundle.everywhere(path -> !path.matches(NO_TEXT))) {
      if (size(bundle, file) > LONGEST) {
        continue;
      }
      String text = bundle.text(file);
      looked++;
      LiteralSecret.first(text)
          .ifPresent(found ->
              problems.add(
                  problem(
                      file + ":" + found.line() + " holds " + found.what() + ".",
                      "No other text has this form.")));
      if (file.matches(".*\\.ya?ml")) {
        variables(file, text, problems);
      }
    }
    report.judge(CHECK, Words.count(looked, "text"), problems);
  }

  private static long size(BundleFolder bundle, String file) {
    try {
      return Files.size(bundle.path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void variables(String file, String text, List<Problem> problems) {
    List<JsonNode> documents;
    try {
      documents = Yaml.documents(text);
    } catch (IllegalArgumentException toldWithAllYaml) {
      return;
    }
    for (JsonNode document : documents) {
      if (document.has("apiVersion")) {
        continue;
      }
      Set<String> named = Set.copyOf(names(document));
      Places.each(
          document,
          (place, node) -> {
            if (VARIABLES.matcher(place).matches()) {
              variables(file, place, node, named, problems);
            }
          });
    }
  }

  /// What a stack names instead of writing it: the reader takes `!Ref Key` for `Key`.
  private static List<String> names(JsonNode stack) {
    List<String> names = new ArrayList<>();
    for (String part : List.of("Parameters", "Resources")) {
      stack.path(part).fieldNames().forEachRemaining(names::add);
    }
    return names;
  }

  private static void variables(
      String file, String place, JsonNode node, Set<String> named, List<Problem> problems) {
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      JsonNode one = node.path(i);
      String at = place + "[" + i + "]";
      String[] pair = one.asText("").split("=", 2);
      if (pair.length == 2) {
        variable(file, at, pair[0], pair[1], problems);
      } else {
        String value = one.path("value").asText(one.path("Value").asText(""));
        if (!named.contains(value)) {
          variable(file, at, one.path("name").asText(one.path("Name").asText("")), value, problems);
        }
      }
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String value = entry.getValue().asText("");
      if (!named.contains(value)) {
        variable(file, Places.in(place, entry.getKey()), entry.getKey(), value, problems);
      }
    }
  }

  private static void variable(
      String file, String place, String name, String value, List<Problem> problems) {
    LiteralSecret.in(name, value)
        .ifPresent(why ->
            problems.add(
                problem(
                    "%s: %s looks like a secret.".formatted(file, place),
                    "Taken for one because " + why + ".")));
  }

  /// The value itself is not repeated.
  private static Problem problem(String what, String why) {
    return Problem.gate(
        "bundle.plain-secret",
        what,
        why + " Whoever reads the bundle would have it.",
        "Give it to what runs by a secret of the platform, and renew what stood here.");
  }
}
