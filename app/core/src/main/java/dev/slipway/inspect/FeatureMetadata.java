// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Finding;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.FeatureDomain;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.NamedClasses;
import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Column and class names, and what was seen of the columns, that a model carries in its metadata
/// as JSON arrays.
final class FeatureMetadata {

  static final String FEATURES = "slipway.features";
  static final String LABELS = NamedClasses.KEY;
  static final String INDEPENDENT = "slipway.multi-labels";
  static final String DOMAINS = "slipway.domains";

  private FeatureMetadata() {}

  static FeatureMap read(
      Map<String, String> metadata, Signature signature, List<Finding> findings) {
    List<String> features = names(FEATURES, metadata, findings);
    List<String> labels = names(LABELS, metadata, findings);
    checkWidth(features, signature, findings);
    return new FeatureMap(
        features,
        labels,
        names(INDEPENDENT, metadata, findings),
        domains(metadata, features, findings));
  }

  private static List<FeatureDomain> domains(
      Map<String, String> metadata, List<String> features, List<Finding> findings) {
    String written = metadata.get(DOMAINS);
    if (written == null) {
      return List.of();
    }
    try {
      List<FeatureDomain> domains = new ArrayList<>();
      JsonNode array = Json.tree(written);
      for (JsonNode domain : array) {
        if (array.isArray() && domain.isObject()) {
          domains.add(Json.read(domain.toString(), FeatureDomain.class));
        }
      }
      if (array.isArray() && array.size() == features.size() && domains.size() == array.size()) {
        return domains;
      }
      findings.add(
          failed(
              DOMAINS,
              "It is not a JSON array of %d objects, one for each column."
                  .formatted(features.size())));
    } catch (ProblemException e) {
      findings.add(failed(DOMAINS, e.problem().why()));
    }
    return List.of();
  }

  private static List<String> names(
      String key, Map<String, String> metadata, List<Finding> findings) {
    String written = metadata.get(key);
    if (written == null) {
      return List.of();
    }
    try {
      List<String> names = new ArrayList<>();
      JsonNode array = Json.tree(written);
      for (JsonNode name : array) {
        if (array.isArray() && name.isTextual()) {
          names.add(name.asText());
        }
      }
      if (array.isArray() && names.size() == array.size()) {
        return names;
      }
      findings.add(failed(key, "It is not a JSON array of texts."));
    } catch (ProblemException e) {
      findings.add(failed(key, e.problem().why()));
    }
    return List.of();
  }

  /// One input vector must be as wide as there are names.
  private static void checkWidth(
      List<String> features, Signature signature, List<Finding> findings) {
    if (features.isEmpty() || signature.inputs().size() != 1) {
      return;
    }
    List<Dimension> shape = signature.inputs().getFirst().shape();
    if (shape.size() == 2
        && shape.get(1) instanceof Dimension.Fixed(long width)
        && width != features.size()) {
      findings.add(
          failed(
              FEATURES,
              "It names " + features.size() + " columns; the input takes " + width + "."));
    }
  }

  private static Finding failed(String key, String why) {
    return new Finding.Failed(
        "The model names its columns and classes",
        Problem.input(
            "model.feature-names",
            "The metadata entry " + key + " cannot be used",
            why,
            key.equals(DOMAINS)
                ? "Write it as [{\"least\":0,\"most\":9,\"values\":[]}, ...], one for each column."
                : "Write it as a JSON array of texts, such as [\"length\",\"width\"], in the order"
                    + " of the model's input."));
  }
}
