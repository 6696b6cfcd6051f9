// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.ProblemException;
import dev.slipway.model.Signature;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.token.TextInputs;
import dev.slipway.serving.preparation.token.TextInputs.TextRequest;
import dev.slipway.serving.preparation.token.TextTokenizer;
import java.util.ArrayList;
import java.util.List;

/// Makes requests of one text each, as the service makes them of its callers' texts.
public final class ModelTexts {

  private ModelTexts() {}

  /// Whether a model takes the numbers of tokens, by what it says of its inputs.
  public static boolean suit(Signature signature) {
    return TextInputs.suit(signature.inputs());
  }

  /// @throws ProblemException when the model takes something else than texts, or one of these
  ///   cannot be made into tokens
  public static List<TextRequest> of(
      List<String> texts, TextTokenizer tokenizer, Signature signature) throws ProblemException {
    try {
      TextInputs inputs = TextInputs.of(signature.inputs());
      List<TextRequest> requests = new ArrayList<>(texts.size());
      for (String text : texts) {
        requests.add(inputs.ask(tokenizer, text));
      }
      return requests;
    } catch (PreparationException refused) {
      throw ModelInputs.problem(refused);
    }
  }
}
