// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.serving.ServingOption;
import dev.slipway.serving.preparation.Embedding;
import dev.slipway.serving.preparation.Embedding.Pooling;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the service makes a model's inputs of texts: what `preparation.json` tells it where there
/// are no rows.
///
/// @param tokenizer name of the file beside it
/// @param embedding which output is an embedding, if one is
/// @param labels class names in the order of the scores; may be empty
/// @param limits what callers are told
record TextsPreparation(
    String tokenizer, Optional<Vector> embedding, List<String> labels, Limits limits) {

  /// What the service takes unless its owner wants otherwise.
  ///
  /// @param texts most of a request
  /// @param characters most of a text
  record Limits(int texts, int characters) {

    static final Limits DEFAULT =
        new Limits(of(ServingOption.TEXTS_MAX), of(ServingOption.TEXTS_MAX_CHARACTERS));

    private static int of(ServingOption option) {
      return Integer.parseInt(option.defaultValue());
    }
  }

  /// An embedding in the words of the file.
  record Vector(String output, String pooling, boolean normalise) {}

  TextsPreparation {
    labels = List.copyOf(labels);
  }

  /// Empty for a model that takes no texts, or whose tokenizer file is not there or cannot be used.
  static Optional<TextsPreparation> of(BundleInput input) {
    return input
        .texts()
        .filter(source -> source.unusable().isEmpty())
        .map(source ->
            new TextsPreparation(
                source.name(),
                embedding(input)
                    .map(found ->
                        new Vector(found.output(), found.pooling().text(), found.normalise())),
                input.inspection().featureMap().labels(),
                Limits.DEFAULT));
  }

  private static Optional<Embedding> embedding(BundleInput input) {
    return input
        .project()
        .model()
        .embedding()
        .or(() -> named(input.inspection().signature().outputs()));
  }

  /// An output of one vector a text that is called an embedding is one.
  private static Optional<Embedding> named(List<TensorSpec> outputs) {
    List<Embedding> found =
        outputs.stream()
            .map(TensorSpec::name)
            .filter(name -> name.toLowerCase(Locale.ROOT).contains("embedding"))
            .map(name -> new Embedding(name, Pooling.NONE, false))
            .filter(embedding -> fits(embedding, outputs))
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static boolean fits(Embedding embedding, List<TensorSpec> outputs) {
    try {
      var _ = embedding.check(outputs);
      return true;
    } catch (PreparationException misfit) {
      return false;
    }
  }

  GeneratedFile.Content content() {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ObjectNode texts = file.putObject("texts").put("tokenizer", tokenizer);
    embedding.ifPresent(vector ->
        texts
            .putObject("embedding")
            .put("output", vector.output())
            .put("pooling", vector.pooling())
            .put("normalise", vector.normalise()));
    ArrayNode names = file.putArray("labels");
    labels.forEach(names::add);
    return ByteContent.of(Json.text(file));
  }
}
