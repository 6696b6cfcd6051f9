// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.model.Signature;
import dev.slipway.request.InputSizes.Basis;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sizes that a model leaves open, and who says them.
final class InputShapesTest {

  private static final Signature PICTURE =
      signature(input("image", DataType.FP32, "batch", 3, "height", "width"));

  private static final Signature TEXT =
      signature(
          input("input_ids", DataType.INT64, "batch", "sequence"),
          input("attention_mask", DataType.INT64, "batch", "sequence"));

  @Test
  void theAxisThatCountsRowsIsNoSize() {
    assertEquals(
        List.of("image axis 3 (height)", "image axis 4 (width)"),
        FreeAxis.of(PICTURE).stream().map(FreeAxis::toString).toList());
    assertEquals(List.of(), FreeAxis.of(signature(input("x", DataType.FP32, "", 6))));
    assertEquals(List.of(), FreeAxis.of(signature(input("name", DataType.BYTES, ""))));
    assertEquals(
        List.of("audio axis 1"),
        FreeAxis.of(signature(input("audio", DataType.FP32, ""))).stream()
            .map(FreeAxis::toString)
            .toList());
    assertEquals(
        List.of("x axis 1 (time)"),
        FreeAxis.of(signature(input("x", DataType.FP32, "time", "batch", 40))).stream()
            .map(FreeAxis::toString)
            .toList());
  }

  /// A short name counts rows only where rows come: first, and once in an input.
  @Test
  void aNameThatMayMeanRowsIsASizeBehindTheFirstAxis() {
    assertEquals(
        List.of(
            "points axis 2 (N)",
            "audio axis 2 (num_samples)",
            "table axis 2 (rows)",
            "steps axis 1 (n)"),
        FreeAxis.of(
                signature(
                    input("points", DataType.FP32, "batch", "N", 3),
                    input("audio", DataType.FP32, "batch", "num_samples"),
                    input("table", DataType.FP32, "n", "rows"),
                    input("steps", DataType.FP32, "n", "batch", 4)))
            .stream()
            .map(FreeAxis::toString)
            .toList());
  }

  @Test
  void requestsHaveTheStatedSize() throws Exception {
    InputShapes shapes = InputShapes.of(PICTURE, stated("image", "1x3x640x480"));

    List<Map<String, Tensor>> made = MadeUpInputs.of(shapes, 1);

    assertEquals(
        new InputSizes(Basis.STATED, "image 1×3×640×480", 921_600, new Bytes(23_040_325)),
        InputSizes.of(shapes.basis(), made));
    assertEquals(1, made.size());
  }

  @Test
  void severalSizesOfAnAxisAreTakenInTurnByAllInputsThatNameIt() throws Exception {
    InputShapes shapes = InputShapes.of(TEXT, stated("input_ids", "1x16,16,32,128"));

    List<Map<String, Tensor>> made = MadeUpInputs.of(shapes, 1);

    assertEquals(Basis.STATED, shapes.basis());
    assertEquals(64, made.size());
    Map<String, Integer> counts = new TreeMap<>();
    for (Map<String, Tensor> request : made) {
      String ids = Shapes.text(Objects.requireNonNull(request.get("input_ids")).shape());
      assertEquals(ids, Shapes.text(Objects.requireNonNull(request.get("attention_mask")).shape()));
      counts.merge(ids, 1, Integer::sum);
    }
    assertEquals(Map.of("[1,16]", 32, "[1,32]", 16, "[1,128]", 16), counts);
    assertEquals(
        "input_ids 1×16 to 1×128, attention_mask 1×16 to 1×128",
        InputSizes.of(Basis.STATED, made).shapes());
    assertTrue(shapes.fits(made.getLast()));
  }

  @Test
  void whatNobodySaysIsMadeUpThoughAPartIsStated() throws Exception {
    Signature two =
        signature(
            input("image", DataType.FP32, "", 3, "", ""), input("size", DataType.INT64, "", "k"));

    assertEquals(Basis.MADE_UP, InputShapes.of(two, stated("image", "1x3x8x8")).basis());
    assertEquals(Basis.MADE_UP, InputShapes.unstated(TEXT).basis());
    assertEquals(
        Basis.MODEL, InputShapes.unstated(signature(input("x", DataType.FP32, "n", 4))).basis());
  }

  @ParameterizedTest
  @CsvSource({
    "picture, 1x3x8x8, no such input",
    "image, 1x3x8, 'has 4 axes, and 3 sizes are stated'",
    "image, 1x4x8x8, 'axis 2 is 3 in the model, and stated as [4]'",
  })
  void whatDoesNotFitTheModelIsSaid(String input, String shape, String why) {
    var problem =
        assertThrows(ProblemException.class, () -> InputShapes.of(PICTURE, stated(input, shape)))
            .problem();

    assertEquals("inputs.misfit", problem.code().id());
    assertTrue(problem.why().contains(why), problem.why());
  }

  @Test
  void oneNameHasOneSize() {
    var both = new TreeMap<String, List<List<Long>>>();
    both.put("input_ids", List.of(List.of(1L), List.of(16L)));
    both.put("attention_mask", List.of(List.of(1L), List.of(32L)));

    assertThrows(ProblemException.class, () -> InputShapes.of(TEXT, new StatedShapes(both)));
  }

  /// A request that is as long as its types allow still fits the limit that is made of its size.
  @Test
  void theLongestTextOfARequestIsNeverUnderestimated() {
    Map<String, Tensor> request =
        Map.of(
            "a", Tensor.floats(new long[] {1, 3}, -Float.MIN_NORMAL, -Float.MAX_VALUE, Float.NaN),
            "b", Tensor.doubles(new long[] {2}, -Double.MIN_NORMAL, -Double.MAX_VALUE),
            "c", Tensor.longs(new long[] {1, 2}, Long.MIN_VALUE, -1),
            "d", Tensor.strings(new long[] {1}, "\"\\\n".repeat(50)));

    long longest = InputSizes.of(Basis.GOLDEN, List.of(request)).longest().count();

    String text = new dev.slipway.measure.golden.Golden.Case("x", request, Map.of()).requestText();
    assertTrue(text.length() <= longest, text.length() + " > " + longest);
  }

  /// As a client prints them that turns each number into a double, and each letter into an escape.
  @Test
  void manyNumbersAndLettersAreNotUnderestimated() {
    float[] small = new float[10_000];
    Arrays.fill(small, -1.40117e-40f);
    String text = "я".repeat(1_000);
    String numbers = Double.toString(small[0]) + ", ";

    long floats =
        InputSizes.of(
                Basis.GOLDEN, List.of(Map.of("x", Tensor.floats(new long[] {1, 10_000}, small))))
            .longest()
            .count();
    long letters =
        InputSizes.of(Basis.GOLDEN, List.of(Map.of("x", Tensor.strings(new long[] {1}, text))))
            .longest()
            .count();

    assertTrue(numbers.length() * 10_000L <= floats, numbers + floats);
    assertTrue("\\u044f".length() * 1_000L <= letters, letters + " bytes");
  }

  /// A mix that is stated keeps its sizes and proportions, however few of them were recorded.
  @Test
  void aStatedMixIsNotReplacedByTheOneSizeThatWasRecorded() throws Exception {
    Signature sound = signature(input("x", DataType.FP32, "batch", "length"));
    InputShapes shapes = InputShapes.of(sound, stated("x", "1x16,16,32,128"));
    Map<String, Tensor> recorded = Map.of("x", Tensor.zeros(DataType.FP32, 1, 16));
    Map<String, Tensor> other = Map.of("x", Tensor.zeros(DataType.FP32, 1, 7));

    StatedMix mix = StatedMix.of(shapes, List.of(recorded, other), 1);

    Map<String, Integer> counts = new TreeMap<>();
    for (Map<String, Tensor> request : mix.requests()) {
      counts.merge(Shapes.text(Objects.requireNonNull(request.get("x")).shape()), 1, Integer::sum);
    }
    assertEquals(Map.of("[1,16]", 32, "[1,32]", 16, "[1,128]", 16), counts);
    assertEquals(32, mix.requests().stream().filter(recorded::equals).count());
    assertTrue(mix.recorded() && mix.madeUp());
  }

  /// Nothing is made up, and nothing repeated, where every size was recorded.
  @Test
  void recordedRequestsOfTheOneStatedSizeAreTakenAsTheyAre() throws Exception {
    Signature sound = signature(input("x", DataType.FP32, "batch", "length"));
    InputShapes shapes = InputShapes.of(sound, stated("x", "1x2"));
    List<Map<String, Tensor>> recorded =
        List.of(
            Map.of("x", Tensor.floats(new long[] {1, 2}, 1, 2)),
            Map.of("x", Tensor.floats(new long[] {1, 2}, 3, 4)));

    assertEquals(new StatedMix(recorded, true, false), StatedMix.of(shapes, recorded, 1));
  }

  @ParameterizedTest
  @CsvSource({"1x3x40000x40000", "1x3x20000x20000", "268435456x3x268435456x268435456"})
  void sizesThatAreTooLargeTogetherAreAProblem(String shape) {
    var problem =
        assertThrows(ProblemException.class, () -> InputShapes.of(PICTURE, stated("image", shape)))
            .problem();

    assertEquals("inputs.too-large", problem.code().id());
    assertTrue(problem.why().contains("268,435,456"), problem.why());
  }

  /// 320, 640 beside 320, 640, 1280: nobody said which width goes with which height.
  @Test
  void sizesThatRequestsHaveInTurnAreAsManyForEachAxis() throws Exception {
    var problem =
        assertThrows(
                ProblemException.class,
                () -> InputShapes.of(PICTURE, stated("image", "1x3x320,640x320,640,1280")))
            .problem();

    assertEquals("inputs.misfit", problem.code().id());
    assertTrue(
        problem.why().contains("3 sizes, and another axis that is stated has 2"), problem.why());
    assertEquals(
        List.of("1×3×320×480", "1×3×640×480"),
        MadeUpInputs.of(InputShapes.of(PICTURE, stated("image", "1x3x320,640x480")), 1).stream()
            .map(request -> InputSizes.of(Basis.STATED, List.of(request)).shapes().substring(6))
            .distinct()
            .sorted()
            .toList());
  }

  @Test
  void noAxisIsLargerThanTheFileMaySay() {
    assertTrue(StatedShapes.shape("1x268435456").isPresent());
    assertTrue(StatedShapes.shape("1x268435457").isEmpty());
  }

  private static StatedShapes stated(String input, String shape) {
    return new StatedShapes(new TreeMap<>(Map.of(input, StatedShapes.shape(shape).orElseThrow())));
  }

  private static Signature signature(TensorSpec... inputs) {
    return new Signature(List.of(inputs), List.of());
  }

  /// @param axes sizes and names
  private static TensorSpec input(String name, DataType type, Object... axes) {
    List<Dimension> shape = new ArrayList<>();
    Arrays.stream(axes)
        .forEach(axis ->
            shape.add(
                axis instanceof Integer size
                    ? new Dimension.Fixed(size)
                    : new Dimension.Dynamic(axis.toString())));
    return new TensorSpec(name, type, shape);
  }
}
