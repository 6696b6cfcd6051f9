// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.preparation.Embedding;
import dev.slipway.serving.preparation.token.TextInputs;
import dev.slipway.serving.preparation.token.TextTokenizer;
import dev.slipway.serving.protocol.TextsReader;
import java.util.List;
import java.util.Optional;

/// How texts become a model's inputs, and its answers theirs.
///
/// @param labels class names in the order of the scores; may be empty
/// @param embedding empty where the model answers none
/// @param tokens most that one text may become, where the model itself has no length
/// @param together most of one length that go through the model together
public record Texts(
    TextInputs inputs,
    TextTokenizer tokenizer,
    List<String> labels,
    Optional<Embedding> embedding,
    TextsReader.Limits limits,
    int tokens,
    int together) {

  public Texts {
    labels = List.copyOf(labels);
  }
}
