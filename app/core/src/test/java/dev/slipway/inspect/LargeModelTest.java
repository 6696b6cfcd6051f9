// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import static dev.slipway.model.TinyOnnx.graph;
import static dev.slipway.model.TinyOnnx.message;
import static dev.slipway.model.TinyOnnx.node;
import static dev.slipway.model.TinyOnnx.opset;
import static dev.slipway.model.TinyOnnx.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.ChildJvm;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.TinyOnnx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that are larger than the heap: their weights are never read into it.
final class LargeModelTest {

  private static final long HALF_A_GIGABYTE = 500_000_000;

  @TempDir Path folder;

  @Test
  @Tag("slow")
  @Timeout(120)
  void inspectsHalfAGigabyteWithAHeapOfSixtyFourMegabytes() throws Exception {
    Path model = inside(HALF_A_GIGABYTE / 4);
    var child = new ChildJvm(InspectingMain.class.getName(), folder);
    Process process = child.start(List.of("-Xmx64m"), List.of(model.toString()));
    try (var said = process.inputReader()) {
      String line = said.readLine();

      assertEquals(0, process.waitFor(), child.lastErrors());
      assertEquals("125000000 parameters, FLOAT=500 MB", line);
    }
  }

  @Test
  @Tag("slow")
  void describesThreeGigabytesOfWeightsInAFileBesideIt() throws Exception {
    long values = 3_000_000_000L / 4;
    sparse(folder.resolve("weights.bin"), new byte[0], 4 * values);
    TinyOnnx weights =
        message()
            .number(1, values)
            .number(2, 1)
            .text(8, "w")
            .bytes(13, message().text(1, "location").text(2, "weights.bin"))
            .number(14, 1);
    Path model =
        Files.write(
            folder.resolve("model.onnx"),
            TinyOnnx.model(
                    graph(node("Add", "x w", "y"))
                        .initializer(weights)
                        .input(value("x", 1, 1))
                        .output(value("y", 1, values)))
                .toBytes());

    Inspection found = Inspector.inspect(ModelIntake.open(model));

    assertEquals(values, found.parameters());
    assertEquals(Map.of("FLOAT", new Bytes(3_000_000_000L)), found.parameterBytes());
    assertTrue(found.model().size().count() < 1000);
  }

  /// A model with its weights inside, of which the disk holds only the frame.
  private Path inside(long values) throws IOException {
    long bytes = 4 * values;
    byte[] tensor = message().number(1, values).number(2, 1).text(8, "w").toBytes();
    byte[] nodes = graph(node("Add", "x w", "y")).toBytes();
    byte[] ends = message().input(value("x", 1, 1)).output(value("y", 1, values)).toBytes();
    long tensorSize = tensor.length + header(9, bytes).length + bytes;
    long graphSize = nodes.length + ends.length + header(5, tensorSize).length + tensorSize;
    var head = new java.io.ByteArrayOutputStream();
    head.writeBytes(message().number(1, 8).bytes(8, opset("", 17)).toBytes());
    head.writeBytes(header(7, graphSize));
    head.writeBytes(nodes);
    head.writeBytes(ends);
    head.writeBytes(header(5, tensorSize));
    head.writeBytes(tensor);
    head.writeBytes(header(9, bytes));
    return sparse(folder.resolve("large.onnx"), head.toByteArray(), head.size() + bytes);
  }

  private static byte[] header(int field, long length) {
    byte[] number = message().number(1, length).toBytes();
    ByteBuffer header = ByteBuffer.allocate(number.length);
    header.put((byte) (field << 3 | 2)).put(number, 1, number.length - 1);
    return header.array();
  }

  private static Path sparse(Path file, byte[] head, long size) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(head));
      channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
    }
    return file;
  }
}
