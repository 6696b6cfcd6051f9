// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.serving.http.OipPaths;
import dev.slipway.serving.preparation.Embedding;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.token.TextInputs;
import dev.slipway.serving.preparation.token.TextInputs.Encoded;
import dev.slipway.serving.preparation.token.TextTokenizer;
import dev.slipway.serving.protocol.TokenizerReader;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.verify.check.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where texts are taken: each is answered as the tokens are that `slipway predict` makes of it,
/// alone and among others, value by value; so are embeddings.
final class TextsCheck implements ServiceCheck {

  private static final String CHECK = "Texts are answered as their tokens are, bit by bit";

  /// Of several lengths, scripts and signs; two have the same length.
  private static final List<String> TEXTS =
      List.of(
          "a",
          "How deep is the sea?",
          "The invoice was paid late, after its due date.",
          "How deep is the lake?",
          "Ünïcödé 你好, 3.14 %!",
          "one two three ".repeat(20));

  /// A text whose tokens the service answered.
  ///
  /// @param answer every output by name
  private record Asked(Encoded tokens, Map<String, Tensor> answer) {}

  private record Known(
      List<String> labels, Preparation.Texts texts, TextTokenizer tokenizer, TextInputs inputs) {}

  @Override
  public String title() {
    return "texts";
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    var check = new PreparedCheck(CHECK, "texts", rehearsal, report);
    Optional<Known> read =
        check.read((said, file) -> {
          if (said.texts().isEmpty()) {
            return Optional.empty();
          }
          Preparation.Texts texts = said.texts().get();
          return Optional.of(
              new Known(
                  said.labels(),
                  texts,
                  TokenizerReader.read(file.resolveSibling(texts.tokenizer())),
                  TextInputs.of(check.inputs())));
        });
    if (read.isPresent()) {
      ask(check, read.get());
    }
  }

  private static void ask(PreparedCheck check, Known known)
      throws ProblemException, InterruptedException {
    Rehearsal rehearsal = check.rehearsal();
    Map<String, Asked> asked = asked(rehearsal, known.tokenizer(), known.inputs());
    if (asked.isEmpty()) {
      check
          .report()
          .notRun(CHECK, "the service answers the tokens of none of the texts that are tried");
      return;
    }
    Optional<String> why = named(rehearsal, known.labels(), asked);
    if (why.isEmpty() && known.texts().embedding().isPresent()) {
      why = embedded(rehearsal, known.texts().embedding().get(), asked);
    }
    List<Problem> problems =
        why
            .map(reason ->
                check.problem(
                    "A text is answered otherwise than its tokens.",
                    reason,
                    "Export the bundle again, with the tokenizer file that belongs to the model."))
            .stream()
            .toList();
    check.report().judge(CHECK, Words.count(asked.size(), "text"), problems);
  }

  /// What the service answers to the tokens of each text that it takes.
  private static Map<String, Asked> asked(
      Rehearsal rehearsal, TextTokenizer tokenizer, TextInputs inputs)
      throws ProblemException, InterruptedException {
    Map<String, Asked> asked = new LinkedHashMap<>();
    for (String text : TEXTS) {
      Encoded tokens;
      try {
        tokens = inputs.encoded(tokenizer, tokenizer.encode(text, inputs.length()));
      } catch (PreparationException noTokens) {
        continue;
      }
      Map<String, Tensor> request = inputs.tensors(List.of(tokens), TensorMemory.FRESH);
      Http.Reply reply = rehearsal.infer(Json.line(InferenceJson.request(request)));
      if (reply.status() == 200) {
        asked.put(text, new Asked(tokens, Golden.answer(reply.body(), "The answer")));
      }
    }
    return asked;
  }

  /// All of them in one request, and the first in one of its own.
  private static Optional<String> named(
      Rehearsal rehearsal, List<String> labels, Map<String, Asked> asked)
      throws ProblemException, InterruptedException {
    ObjectNode alone =
        JsonNodeFactory.instance.objectNode().put("text", asked.keySet().iterator().next());
    List<Asked> all = List.copyOf(asked.values());
    Optional<String> difference = named(rehearsal, labels, alone, all.subList(0, 1));
    return difference.isPresent()
        ? difference
        : named(rehearsal, labels, listed("texts", asked), all);
  }

  private static Optional<String> named(
      Rehearsal rehearsal, List<String> labels, ObjectNode body, List<Asked> expected)
      throws ProblemException, InterruptedException {
    Http.Reply reply =
        rehearsal.http().post(rehearsal.service().data(), OipPaths.TEXTS, Json.line(body));
    if (reply.status() != 200) {
      return Optional.of("The answer is " + reply.status() + ": " + reply.body());
    }
    return NamedAnswers.differences(
        "Text",
        labels,
        expected.stream().map(Asked::answer).toList(),
        Json.tree(reply.body()).path("texts"));
  }

  private static ObjectNode listed(String field, Map<String, Asked> asked) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode texts = body.putArray(field);
    asked.keySet().forEach(texts::add);
    return body;
  }

  private static Optional<String> embedded(
      Rehearsal rehearsal, Embedding embedding, Map<String, Asked> asked)
      throws ProblemException, InterruptedException {
    Http.Reply reply =
        rehearsal
            .http()
            .post(
                rehearsal.service().data(), OipPaths.EMBEDDINGS, Json.line(listed("input", asked)));
    if (reply.status() != 200) {
      return Optional.of("The answer to embeddings is " + reply.status() + ": " + reply.body());
    }
    JsonNode data = Json.tree(reply.body()).path("data");
    List<Asked> expected = List.copyOf(asked.values());
    for (int i = 0; i < expected.size(); i++) {
      Tensor output = expected.get(i).answer().get(embedding.output());
      float[] vector;
      try {
        if (output == null) {
          return Optional.of("The model answers no '" + embedding.output() + "'.");
        }
        vector = embedding.of(output, 0, expected.get(i).tokens());
      } catch (PreparationException misfit) {
        return Optional.of(misfit.what() + ".");
      }
      JsonNode found = data.path(i).path("embedding");
      for (int j = 0; j < vector.length; j++) {
        if (!found.path(j).asText().equals(Float.toString(vector[j]))) {
          return Optional.of(
              "Embedding %d has %s at %d, not %s.".formatted(i, found.path(j), j, vector[j]));
        }
      }
    }
    return Optional.empty();
  }
}
