// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.bridge;

import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An input whose values are made up, as a command line states it: `image=1x3x32x32`,
/// `ids=1x16:INT64:30522`.
///
/// @param shape of one row: its first axis is 1
/// @param below what whole numbers are below, such as the size of a vocabulary
public record ShapedInput(String name, List<Long> shape, DataType type, long below) {

  /// Names that Python has for an argument, and a file may have.
  static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,60}");

  private static final Pattern WRITTEN =
      Pattern.compile("(" + NAME + ")=1((?:x\\d{1,9})*)(?::([A-Z0-9]+))?(?::(\\d{1,9}))?");

  private static final int MOST_ROWS = 500;
  private static final int LEAST_ROWS = 4;

  /// Numbers in all rows together, so that a picture gets a few rows and a table many.
  private static final long MOST_NUMBERS = 4_000_000;

  /// A single row of more is no request of a service.
  private static final long MOST_A_ROW = 50_000_000;

  public ShapedInput {
    shape = List.copyOf(shape);
  }

  /// Empty where it is not written as an input is.
  public static Optional<ShapedInput> parse(String written) {
    Matcher parts = WRITTEN.matcher(written.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    List<Long> shape =
        Arrays.stream(("1" + parts.group(2)).split("x", -1)).map(Long::valueOf).toList();
    Optional<DataType> type =
        DataType.named(Optional.ofNullable(parts.group(3)).orElse("FP32")).filter(Made::has);
    long below = Optional.ofNullable(parts.group(4)).map(Long::valueOf).orElse(2L);
    var input = new ShapedInput(parts.group(1), shape, type.orElse(DataType.FP32), below);
    boolean fits = shape.stream().allMatch(n -> n > 0) && input.numbers() <= MOST_A_ROW;
    return type.isPresent() && fits && below > 0 ? Optional.of(input) : Optional.empty();
  }

  /// As a command line states it.
  @Override
  public String toString() {
    String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    return "%s=%s:%s:%d".formatted(name, sizes, type, below);
  }

  /// How many rows of all these inputs are made.
  static int rows(List<ShapedInput> inputs) {
    long aRow = inputs.stream().mapToLong(ShapedInput::numbers).sum();
    return Math.clamp(MOST_NUMBERS / Math.max(1, aRow), LEAST_ROWS, MOST_ROWS);
  }

  private long numbers() {
    long numbers = 1;
    for (long n : shape) {
      numbers = numbers > MOST_A_ROW ? numbers : numbers * n;
    }
    return numbers;
  }

  Tensor values(int rows, SplittableRandom random) {
    long[] whole = shape.stream().mapToLong(Long::longValue).toArray();
    whole[0] = rows;
    return Made.of(type, whole, below, random);
  }

  /// The types that values are made of.
  private static final class Made {

    static boolean has(DataType type) {
      return switch (type) {
        case FP32, FP64, INT32, INT64, BOOL -> true;
        case UINT8, UINT16, UINT32, UINT64, INT8, INT16, FP16, BF16, BYTES -> false;
      };
    }

    static Tensor of(DataType type, long[] shape, long below, SplittableRandom random) {
      int n = Shapes.elements(shape);
      return switch (type) {
        case FP64 -> Tensor.doubles(shape, random.doubles(n, -2, 2).toArray());
        case INT64 -> Tensor.longs(shape, random.longs(n, 0, below).toArray());
        case INT32 -> Tensor.ints(shape, random.ints(n, 0, (int) below).toArray());
        case BOOL -> {
          boolean[] values = new boolean[n];
          for (int i = 0; i < n; i++) {
            values[i] = random.nextBoolean();
          }
          yield Tensor.bools(shape, values);
        }
        default -> {
          float[] values = new float[n];
          for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
          }
          yield Tensor.floats(shape, values);
        }
      };
    }
  }
}
