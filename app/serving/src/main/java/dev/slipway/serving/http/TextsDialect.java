// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.Embedding;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.token.TextInputs.Encoded;
import dev.slipway.serving.protocol.EmbeddingsWriter;
import dev.slipway.serving.protocol.ListAnswerWriter;
import dev.slipway.serving.protocol.RowsAnswerWriter;
import dev.slipway.serving.protocol.TextsReader;
import dev.slipway.serving.protocol.TextsRequest;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How texts are asked about and answered on one path.
interface TextsDialect {

  /// Texts of one request that went through the model together.
  ///
  /// @param places of the texts in the request
  record Together(List<Integer> places, List<Encoded> texts) {}

  /// What is known of a request when all of its texts are answered.
  ///
  /// @param items what was written of each text
  /// @param tokens that the model read
  /// @param notes what the caller should know
  record Done(TextsRequest request, List<String> items, long tokens, List<String> notes) {}

  /// @throws InferenceException where the caller must change it
  TextsRequest read(byte[] body, int length) throws InferenceException;

  /// How many characters [#items] takes at most, and what it needs to write them.
  long most(Together texts, Map<String, Tensor> outputs);

  /// What is written of each text.
  ///
  /// @param outputs every output of the model, in its order
  /// @throws InferenceException when an output cannot be written
  List<String> items(TextsRequest request, Together texts, Map<String, Tensor> outputs)
      throws InferenceException;

  String whole(Done done);

  /// Answers by the names that rows have.
  record Named(TextsReader reader, RowsAnswerWriter rows, ListAnswerWriter writer)
      implements TextsDialect {
    @Override
    public TextsRequest read(byte[] body, int length) throws InferenceException {
      return reader.texts(body, length);
    }

    @Override
    public long most(Together texts, Map<String, Tensor> outputs) {
      return RowsAnswerWriter.most(outputs);
    }

    @Override
    public List<String> items(TextsRequest request, Together texts, Map<String, Tensor> outputs)
        throws InferenceException {
      return rows.items(
          outputs, texts.places().size(), row -> "texts[" + texts.places().get(row) + "]");
    }

    @Override
    public String whole(Done done) {
      return writer.write(done.request().id(), done.items(), done.notes());
    }
  }

  /// A vector for each text.
  record Embeddings(TextsReader reader, Embedding embedding, EmbeddingsWriter writer)
      implements TextsDialect {
    @Override
    public TextsRequest read(byte[] body, int length) throws InferenceException {
      return reader.embeddings(body, length);
    }

    @Override
    public long most(Together texts, Map<String, Tensor> outputs) {
      Tensor answer = outputs.get(embedding.output());
      if (answer == null || answer.rank() == 0) {
        return 0;
      }
      return EmbeddingsWriter.most(texts.places().size(), answer.dimension(answer.rank() - 1));
    }

    @Override
    public List<String> items(TextsRequest request, Together texts, Map<String, Tensor> outputs)
        throws InferenceException {
      Tensor answer = outputs.get(embedding.output());
      if (answer == null) {
        throw internal("the model answers no '" + embedding.output() + "'");
      }
      if (answer.rank() == 0 || answer.dimension(0) != texts.places().size()) {
        // Rows of something else, such as of tokens, are nobody's vector.
        throw internal("'" + embedding.output() + "' has not one answer for each text");
      }
      List<String> items = new ArrayList<>();
      for (int row = 0; row < texts.places().size(); row++) {
        float[] vector;
        try {
          vector = embedding.of(answer, row, texts.texts().get(row));
        } catch (PreparationException misfit) {
          throw internal(misfit.told());
        }
        items.add(writer.item(texts.places().get(row), vector, request.packed()));
      }
      return items;
    }

    private static InferenceException internal(String why) {
      return new InferenceException(InferenceException.Kind.INTERNAL, why);
    }

    @Override
    public String whole(Done done) {
      return writer.write(done.items(), done.tokens(), done.notes());
    }
  }
}
