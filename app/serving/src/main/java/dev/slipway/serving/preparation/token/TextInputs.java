// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /// A text as whole rows of numbers, as long as the model's inputs.
  ///
  /// @param ids of its tokens, with what fills up
  /// @param segments of the same tokens
  /// @param begin the first token that is no filling
  /// @param end after the last
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  public record Encoded(int[] ids, int[] segments, int begin, int end) {
    public int length() {
      return ids.length;
    }
  }

  private final Map<Role, TensorSpec> inputs;
  private final Optional<Integer> length;

  private TextInputs(Map<Role, TensorSpec> inputs, Optional<Integer> length) {
    this.inputs = inputs;
    this.length = length;
  }

  /// Whether a model takes the numbers of tokens, by what it says of its inputs.
  public static boolean suit(List<TensorSpec> inputs) {
    boolean whole = !inputs.isEmpty();
    boolean named = false;
    for (TensorSpec input : inputs) {
      whole &= isRow(input);
      String given = input.name();
      String low = given.toLowerCase(Locale.ROOT);
      named |= low.contains("ids") || low.contains("token");
    }
    return whole && named && roles(inputs).size() == inputs.size();
  }

  public static TextInputs of(List<TensorSpec> inputs) throws PreparationException {
    for (TensorSpec input : inputs) {
      if (!isRow(input)) {
        throw unsuited(
            "Its input '%s' is not a row of whole numbers: %s %s."
                .formatted(input.name(), input.datatype(), Arrays.toString(input.protocolShape())));
      }
    }
    Map<Role, TensorSpec> roles = roles(inputs);
    if (roles.size() != inputs.size() || !roles.containsKey(Role.IDS)) {
      throw unsuited(
          "Its inputs are %s: token ids and, by their names, a mask, segments and positions can"
                  .formatted(inputs.stream().map(TensorSpec::name).toList())
              + " be made of a text.");
    }
    Optional<Integer> length = Optional.empty();
    for (TensorSpec input : inputs) {
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

  /// How many tokens the model takes of every text, where it says so.
  public Optional<Integer> length() {
    return length;
  }

  /// Whether texts of one length may go together.
  public boolean takesSeveral() {
    return inputs.values().stream()
        .allMatch(input ->
            input.shape().size() == 2 && !(input.shape().getFirst() instanceof Dimension.Fixed));
  }

  public TextRequest ask(TextTokenizer tokenizer, String text) throws PreparationException {
    TokenizedText tokens = tokenizer.encode(text, length);
    Encoded encoded = encoded(tokenizer, tokens);
    List<String> notes = new ArrayList<>(tokens.notes());
    int fill = encoded.length() - tokens.rows().size();
    if (fill > 0) {
      Token with = padding(tokenizer).token();
      notes.add(
          "The model takes %,d tokens: %,d of %s fill up."
              .formatted(encoded.length(), fill, with.text().isEmpty() ? "number 0" : with.text()));
    }
    return new TextRequest(
        new TokenizedText(tokens.text(), tokens.rows(), tokens.dropped(), notes),
        tensors(List.of(encoded), TensorMemory.FRESH));
  }

  private static Padding padding(TextTokenizer tokenizer) {
    return tokenizer.padding().orElse(new Padding(new Token(0, ""), 0, false));
  }

  /// @throws PreparationException when nothing is left that a model could be asked about
  public Encoded encoded(TextTokenizer tokenizer, TokenizedText tokens)
      throws PreparationException {
    int size = tokens.rows().size();
    if (size == 0) {
      throw new PreparationException(
          "predict.no-tokens",
          "No part of this text becomes a token",
          tokenizer.file() + " puts nothing around a text either.",
          "Give a text with letters or numbers.");
    }
    Padding padding = padding(tokenizer);
    int whole = length.orElse(size);
    int begin = padding.left() ? whole - size : 0;
    int[] ids = new int[whole];
    int[] segments = new int[whole];
    Arrays.fill(ids, padding.token().id());
    Arrays.fill(segments, padding.type());
    for (int i = 0; i < size; i++) {
      TokenizedText.Row row = tokens.rows().get(i);
      ids[begin + i] = row.token().id();
      segments[begin + i] = row.segment();
    }
    return new Encoded(ids, segments, begin, begin + size);
  }

  /// Several texts as one request.
  ///
  /// @param texts of one length
  public Map<String, Tensor> tensors(List<Encoded> texts, TensorMemory memory) {
    int tokens = texts.getFirst().length();
    Map<String, Tensor> request = new LinkedHashMap<>();
    for (Map.Entry<Role, TensorSpec> input : inputs.entrySet()) {
      TensorSpec spec = input.getValue();
      int bytes = Math.toIntExact(bytes(spec, texts.size(), tokens));
      ByteBuffer data = memory.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int at = 0;
      for (Encoded text : texts) {
        for (int i = 0; i < tokens; i++) {
          int value = value(input.getKey(), text, i);
          if (spec.datatype() == DataType.INT64) {
            data.putLong(8 * at++, value);
          } else {
            data.putInt(4 * at++, value);
          }
        }
      }
      long[] shape =
          spec.shape().size() == 1 ? new long[] {tokens} : new long[] {texts.size(), tokens};
      request.put(spec.name(), Tensor.wrap(spec.datatype(), shape, data));
    }
    return request;
  }

  private static long bytes(TensorSpec input, int texts, int tokens) {
    return (long) texts * tokens * input.datatype().byteSize();
  }

  private static int value(Role role, Encoded text, int i) {
    boolean own = i >= text.begin() && i < text.end();
    return switch (role) {
      case IDS -> text.ids()[i];
      case SEGMENTS -> text.segments()[i];
      case MASK -> own ? 1 : 0;
      case PLACES -> own ? i - text.begin() : 0;
    };
  }

  private static boolean isRow(TensorSpec input) {
    int axes = input.shape().size();
    return (input.datatype() == DataType.INT64 || input.datatype() == DataType.INT32)
        && (axes == 1 || axes == 2);
  }

  private static Map<Role, TensorSpec> roles(List<TensorSpec> inputs) {
    Map<Role, TensorSpec> roles = new EnumMap<>(Role.class);
    inputs.forEach(input -> roles.putIfAbsent(Role.of(input.name()), input));
    return roles;
  }

  private static PreparationException unsuited(String why) {
    return new PreparationException(
        "predict.no-text",
        "The model does not take a text's tokens",
        why,
        "Ask it with --row, --data or --request; slipway inspect shows what it takes.");
  }
}
