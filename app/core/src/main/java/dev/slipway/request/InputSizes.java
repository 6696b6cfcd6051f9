// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.Bytes;
import dev.slipway.base.Verdict;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// How large requests are, and where that is known from. Whatever is measured, planned, priced or
/// limited for requests rests on it.
///
/// @param shapes for a person: `image 1×3×640×640`; `ids 1×5 to 1×128` where requests differ
/// @param values numbers or texts in the largest request
/// @param longest bytes of the largest request as JSON, each number written as long as its type
///   allows
public record InputSizes(Basis basis, String shapes, long values, Bytes longest) {

  /// Where sizes are known from, the firmest first.
  public enum Basis {
    /// The model leaves no size open.
    MODEL,
    /// `slipway.yaml` says them.
    STATED,
    /// The project's texts, as the model's own tokenizer cuts them.
    TEXTS,
    HOLDOUT,
    GOLDEN,
    /// Nobody says them, and the model leaves them open.
    MADE_UP
  }

  /// Of a model that leaves no size open, and of which no request was looked at.
  public static final InputSizes OF_MODEL = new InputSizes(Basis.MODEL, "", 0, new Bytes(0));

  /// Names, types, shapes and brackets around the numbers.
  private static final int FRAME = 256;

  public InputSizes {
    Objects.requireNonNull(basis);
    Objects.requireNonNull(shapes);
    Objects.requireNonNull(longest);
  }

  /// Of requests that there are.
  public static InputSizes of(Basis basis, List<Map<String, Tensor>> requests) {
    Map<String, Tensor> largest =
        requests.stream().max(Comparator.comparingLong(InputSizes::text)).orElse(Map.of());
    return new InputSizes(
        basis, shapes(requests), values(largest), new Bytes(FRAME + text(largest)));
  }

  public boolean madeUp() {
    return basis == Basis.MADE_UP;
  }

  /// Where the sizes are from, for a person.
  public String because() {
    return switch (basis) {
      case MODEL -> "the model leaves no size open";
      case STATED -> "slipway.yaml states it";
      case TEXTS -> "the project's texts, cut by the model's own tokenizer";
      case HOLDOUT -> "rows of the holdout";
      case GOLDEN -> "the golden requests";
      case MADE_UP ->
          "nobody said how large a request is, and the model leaves it open: the size was made up";
    };
  }

  /// What is to be said beside every number that rests on made-up sizes.
  public String warning() {
    return "the size of a request was made up (" + shapes + ")";
  }

  /// The same behind a number's reason; empty where the sizes are known.
  public String mark() {
    return madeUp() ? "; " + warning() : "";
  }

  /// A verdict as far as it holds: requests of a made-up size give none.
  public Verdict qualified(Verdict verdict) {
    return madeUp()
        ? new Verdict.Inconclusive(
            "%s; %s: %s".formatted(verdict.because(), warning(), remedy()), 0)
        : verdict;
  }

  /// How to say the sizes.
  public static String remedy() {
    return "state model.inputs in slipway.yaml, or add golden requests: slipway golden add";
  }

  private static String shapes(List<Map<String, Tensor>> requests) {
    Set<String> names = new LinkedHashSet<>();
    requests.forEach(request -> names.addAll(request.keySet()));
    List<String> shapes = new ArrayList<>();
    for (String name : names) {
      List<long[]> sorted =
          requests.stream()
              .flatMap(request -> Stream.ofNullable(request.get(name)))
              .map(Tensor::shape)
              .sorted(Comparator.comparingLong(Shapes::elements))
              .toList();
      String least = text(sorted.getFirst());
      String most = text(sorted.getLast());
      shapes.add(name + " " + (least.equals(most) ? most : least + " to " + most));
    }
    return String.join(", ", shapes);
  }

  private static String text(long[] shape) {
    return shape.length == 0
        ? "one value"
        : Shapes.text(shape).replaceAll("[\\[\\]]", "").replace(",", "×");
  }

  private static long values(Map<String, Tensor> request) {
    return request.values().stream().mapToLong(Tensor::size).sum();
  }

  /// Bytes of a request's numbers and texts in JSON, at most.
  private static long text(Map<String, Tensor> request) {
    long bytes = 0;
    for (Map.Entry<String, Tensor> input : request.entrySet()) {
      Tensor tensor = input.getValue();
      bytes += input.getKey().length() + FRAME / 4;
      bytes += (long) tensor.size() * longest(tensor.datatype());
      // A letter outside ASCII may be written as an escape of six characters.
      bytes += 3 * tensor.elements().stream().mapToLong(element -> element.length).sum();
    }
    return bytes;
  }

  /// A number at its longest, with a comma and a space.
  private static int longest(DataType type) {
    return switch (type) {
      case UINT8, INT8, BOOL -> 7;
      case UINT16, INT16 -> 8;
      case UINT32, INT32 -> 13;
      case UINT64, INT64 -> 22;
      case FP16, BF16, FP32 -> 25; // as many clients print it, as a double
      case FP64 -> 27;
      case BYTES -> 4;
    };
  }
}
