// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import static dev.slipway.model.TinyOnnx.graph;
import static dev.slipway.model.TinyOnnx.message;
import static dev.slipway.model.TinyOnnx.metadata;
import static dev.slipway.model.TinyOnnx.model;
import static dev.slipway.model.TinyOnnx.node;
import static dev.slipway.model.TinyOnnx.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.inspect.NodeDetails.Constant;
import dev.slipway.inspect.NodeDetails.Value;
import dev.slipway.model.ModelFile;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.TinyOnnx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GraphDetailsTest {

  private static final int FLOAT = 1;

  @TempDir Path folder;

  @Test
  void saysHowANodeIsSetAndWhatPassesThroughIt() throws Exception {
    ModelFile file =
        file(
            graph(
                    node("Gemm", "x W", "s").integer("transB", 1).floats("beta", 0.5f),
                    node("Softmax", "s", "p").integer("axis", -1))
                .initializer(tensor("W", FLOAT, floats(1, 2, 3, 4, 5, 6), 3, 2))
                .input(value("x", FLOAT, "batch", 2))
                .output(value("p", FLOAT, "batch", 3)));

    NodeDetails gemm = GraphDetails.nodes(file).getFirst();

    assertEquals(
        List.of("transB = 1", "beta = 0.5"),
        gemm.settings().stream().map(s -> s.name() + " = " + s.text()).toList());
    assertEquals(
        List.of(
            new Value("x", "float [batch × 2]", true, Optional.empty()),
            new Value("W", "float [3 × 2]", true, Optional.of(new Constant(6, new Bytes(24))))),
        gemm.inputs());
    assertEquals(
        List.of(new Value("s", "[1 × 3] for one row", false, Optional.empty())), gemm.outputs());
  }

  @Test
  void cutsALongListOfNumbersAndSaysHowManyThereAre() throws Exception {
    float[] many = new float[500];
    ModelFile file = file(graph(node("Scaler", "x", "y").floats("scale", many)));

    NodeDetails.Setting scale = GraphDetails.nodes(file).getFirst().settings().getFirst();

    assertEquals(500, scale.numbers());
    assertEquals("0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, … (500 numbers)", scale.text());
  }

  @Test
  void drawsTheValuesOfAConstantWhereverTheyAreKept() throws Exception {
    Files.write(folder.resolve("weights.bin"), floats(9, 0, 0, 1));
    TinyOnnx beside =
        message()
            .number(1, 3)
            .number(2, FLOAT)
            .text(8, "far")
            .number(14, 1)
            .bytes(13, metadata("location", "weights.bin"))
            .bytes(13, metadata("offset", "4"));
    ModelFile file =
        file(
            graph(node("Sum", "x near far small", "y"))
                .initializer(tensor("near", FLOAT, floats(-1, 0, Float.NaN, 3), 4))
                .initializer(beside)
                .initializer(tensor("small", 3, new byte[] {-128, 127}, 2)));

    List<WeightHistogram> found = GraphDetails.histograms(file, 0);

    assertEquals(
        List.of("near", "far", "small"), found.stream().map(WeightHistogram::name).toList());
    WeightHistogram near = found.getFirst();
    assertEquals(
        List.of(4.0, 4.0, -1.0, 3.0, 2.0 / 3, 1.0, 1.0),
        List.of(
            (double) near.count(),
            (double) near.looked(),
            near.low(),
            near.high(),
            near.mean(),
            (double) near.zeros(),
            (double) near.odd()));
    assertEquals(3, near.bins().stream().mapToLong(Long::longValue).sum());
    assertEquals(List.of(0.0, 1.0), List.of(found.get(1).low(), found.get(1).high()));
    assertEquals(List.of(-128.0, 127.0), List.of(found.get(2).low(), found.get(2).high()));
  }

  @Test
  void looksAtNoMoreThanAMillionValues() {
    var found = WeightHistogram.of("large", new StoredNumbers(10_000_001, i -> (double) i));

    assertEquals(10_000_001, found.count());
    assertEquals(909_091, found.looked());
    assertEquals(0, found.low());
    assertEquals(9_999_990, found.high());
  }

  @Test
  void opensNoFileOutsideTheFolderOfTheModel() throws Exception {
    Files.write(folder.resolve("weights.bin"), floats(1, 2));
    Path inner = Files.createDirectories(folder.resolve("inner"));
    TinyOnnx outside =
        message()
            .number(1, 2)
            .number(2, FLOAT)
            .text(8, "w")
            .number(14, 1)
            .bytes(13, metadata("location", "../weights.bin"));
    Path file = inner.resolve("model.onnx");
    Files.write(file, model(graph(node("Add", "x w", "y")).initializer(outside)).toBytes());

    assertEquals(List.of(), GraphDetails.histograms(ModelIntake.open(file), 0));
  }

  private ModelFile file(TinyOnnx graph) throws Exception {
    Path file = folder.resolve("model.onnx");
    Files.write(file, model(graph).toBytes());
    return ModelIntake.open(file);
  }

  private static TinyOnnx tensor(String name, int element, byte[] raw, long... dimensions) {
    TinyOnnx tensor = message();
    for (long dimension : dimensions) {
      tensor.number(1, dimension);
    }
    return tensor.number(2, element).text(8, name).raw(9, raw);
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
