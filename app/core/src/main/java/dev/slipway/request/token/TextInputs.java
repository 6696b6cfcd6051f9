// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request.token;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which of a model's inputs take what of a text.
public final class TextInputs {

  /// What an input takes, known by its name.
  private enum Role {
    IDS,
    MASK,
    SEGMENTS,
    PLACES;

    static Role of(String name) {
      String low = name.toLowerCase(Locale.ROOT);
      if (low.contains("mask")) {
        return MASK;
      }
      if (low.contains("type") || low.contains("segment")) {
        return SEGMENTS;
      }
      return low.contains("position") ? PLACES : IDS;
    }
  }

  /// A text and the request that asks the model about it.
  public record TextRequest(TokenizedText text, Map<String, Tensor> request) {}

  private final Map<Role, TensorSpec> inputs;
  private final Optional<Integer> length;

  private TextInputs(Map<Role, TensorSpec> inputs, Optional<Integer> length) {
    this.inputs = inputs;
    this.length = length;
  }

  /// Whether a model takes the numbers of tokens, by what it says of its inputs.
  public static boolean suit(Signature signature) {
    boolean whole = !signature.inputs().isEmpty();
    boolean named = false;
    for (TensorSpec input : signature.inputs()) {
      whole &= isRow(input);
      String given = input.name();
      String low = given.toLowerCase(Locale.ROOT);
      named |= low.contains("ids") || low.contains("token");
    }
    return whole && named && roles(signature).size() == signature.inputs().size();
  }

  public static TextInputs of(Signature signature) throws ProblemException {
    for (TensorSpec input : signature.inputs()) {
      if (!isRow(input)) {
        throw unsuited(
            "Its input '%s' is not a row of whole numbers: %s %s."
                .formatted(input.name(), input.datatype(), Arrays.toString(input.protocolShape())));
      }
    }
    Map<Role, TensorSpec> roles = roles(signature);
    if (roles.size() != signature.inputs().size() || !roles.containsKey(Role.IDS)) {
      throw unsuited(
          "Its inputs are %s: token ids and, by their names, a mask, segments and positions can"
                  .formatted(signature.inputs().stream().map(TensorSpec::name).toList())
              + " be made of a text.");
    }
    Optional<Integer> length = Optional.empty();
    for (TensorSpec input : signature.inputs()) {
      if (input.shape().size() == 2
          && input.shape().getFirst() instanceof Dimension.Fixed(long rows)
          && rows != 1) {
        throw unsuited("It takes " + rows + " texts at once, not one.");
      }
      if (input.shape().getLast() instanceof Dimension.Fixed(long size)) {
        length = Optional.of(Math.toIntExact(Math.min(size, 1 << 20)));
      }
    }
    return new TextInputs(roles, length);
  }

  public TextRequest ask(TextTokenizer tokenizer, String text) throws ProblemException {
    TokenizedText tokens = tokenizer.encode(text, length);
    if (tokens.rows().isEmpty() && length.isEmpty()) {
      throw Problem.input(
              "predict.no-tokens",
              "No part of this text becomes a token",
              tokenizer.file() + " puts nothing around a text either.",
              "Give a text with letters or numbers.")
          .asException();
    }
    int fill = length.orElse(tokens.rows().size()) - tokens.rows().size();
    List<String> notes = new ArrayList<>(tokens.notes());
    Padding padding = new Padding(new Token(0, ""), 0, false);
    if (fill > 0) {
      padding = tokenizer.padding().orElse(padding);
      notes.add(
          "The model takes %,d tokens: %,d of %s fill up."
              .formatted(
                  length.get(),
                  fill,
                  padding.token().text().isEmpty() ? "number 0" : padding.token().text()));
    }
    Map<String, Tensor> request = new LinkedHashMap<>();
    for (Map.Entry<Role, TensorSpec> input : inputs.entrySet()) {
      long[] values = values(input.getKey(), tokens.rows(), padding, fill);
      request.put(input.getValue().name(), tensor(input.getValue(), values));
    }
    return new TextRequest(
        new TokenizedText(tokens.text(), tokens.rows(), tokens.dropped(), notes), request);
  }

  private static long[] values(Role role, List<TokenizedText.Row> rows, Padding padding, int fill) {
    long[] values = new long[rows.size() + fill];
    Arrays.fill(
        values,
        switch (role) {
          case IDS -> padding.token().id();
          case SEGMENTS -> padding.type();
          case MASK, PLACES -> 0;
        });
    int begin = padding.left() ? fill : 0;
    for (int i = 0; i < rows.size(); i++) {
      TokenizedText.Row row = rows.get(i);
      values[begin + i] =
          switch (role) {
            case IDS -> row.token().id();
            case MASK -> 1;
            case SEGMENTS -> row.segment();
            case PLACES -> i;
          };
    }
    return values;
  }

  private static Tensor tensor(TensorSpec input, long[] values) {
    long[] shape =
        input.shape().size() == 1 ? new long[] {values.length} : new long[] {1, values.length};
    return input.datatype() == DataType.INT64
        ? Tensor.longs(shape, values)
        : Tensor.ints(shape, Arrays.stream(values).mapToInt(Math::toIntExact).toArray());
  }

  private static boolean isRow(TensorSpec input) {
    int axes = input.shape().size();
    return (input.datatype() == DataType.INT64 || input.datatype() == DataType.INT32)
        && (axes == 1 || axes == 2);
  }

  private static Map<Role, TensorSpec> roles(Signature signature) {
    Map<Role, TensorSpec> roles = new EnumMap<>(Role.class);
    signature.inputs().forEach(input -> roles.putIfAbsent(Role.of(input.name()), input));
    return roles;
  }

  private static ProblemException unsuited(String why) {
    return Problem.input(
            "predict.no-text",
            "The model does not take a text's tokens",
            why,
            "Ask it with --row, --data or --request; slipway inspect shows what it takes.")
        .asException();
  }
}
