// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleManifest.Reason;
import dev.slipway.bundle.render.Token;
import dev.slipway.workbench.ExplainFile.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Answers for `bundle.json` itself, whose numbers are the reasons of all others.
final class ExplainManifest {

  private ExplainManifest() {}

  /// @param json the text of `bundle.json`
  static List<Answer> answers(String json, BundleManifest manifest) {
    List<Answer> answers = new ArrayList<>();
    try (JsonParser parser = new ObjectMapper().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME || token.isScalarValue()) {
          String path = parser.getParsingContext().pathAsPointer().toString().substring(1);
          Reason reason =
              reason(Arrays.stream(path.split("/")).map(ExplainManifest::plain).toList(), manifest);
          for (Token number : Token.of(parser.getText())) {
            if (!number.name()) {
              answers.add(
                  new Answer(
                      parser.currentTokenLocation().getLineNr(),
                      number.text(),
                      path.replaceFirst("/.*", ""),
                      reason.basis(),
                      reason.because()));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answers;
  }

  private static String plain(String segment) {
    return segment.replace("~1", "/").replace("~0", "~");
  }

  /// @param path names and indices from the root
  private static Reason reason(List<String> path, BundleManifest manifest) {
    String name = path.size() > 1 ? path.get(1) : "";
    return switch (path.getFirst()) {
      case "reasons" ->
          Optional.ofNullable(manifest.reasons().get(name)).orElse(fixed("A key of the plan."));
      case "sources" ->
          Optional.ofNullable(manifest.sources().get(name))
              .orElse(fixed("Where numbers come from."));
      case "evidence" -> fixed("A measurement, with its reason beside it.");
      case "files" -> file(name, path.size() > 2 ? path.get(2) : "");
      case "overlays" -> fixed("The hash of " + name + ", your own file, as it was exported.");
      case "targets" -> fixed("The hash over the templates of the target " + name + ".");
      case "model" -> fixed("The hash of the model.");
      case "signature" -> fixed("The model's inputs and outputs, as the model says.");
      case "tool" -> fixed("The version of Slipway that made the bundle.");
      case "version" -> new Reason("", "", "stated", "slipway.yaml says so: project.version.");
      default -> fixed("A name.");
    };
  }

  private static Reason file(String path, String part) {
    return switch (part) {
      case "sha256" -> fixed("The hash of " + path + " as it was exported.");
      case "templateSha256" -> fixed("The hash of the template of " + path + ".");
      case "numbers" -> fixed("A line and a number of " + path + ", with where it comes from.");
      default -> fixed("A path.");
    };
  }

  private static Reason fixed(String because) {
    return new Reason("", "", "fixed", because);
  }
}
