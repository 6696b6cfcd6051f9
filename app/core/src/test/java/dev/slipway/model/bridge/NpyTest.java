// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.model.MalformedException;
import dev.slipway.model.Mutants;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NpyTest {

  @TempDir Path folder;

  static Stream<Tensor> tensors() {
    return Stream.of(
        Tensor.floats(new long[] {2, 3}, 1, -2, 3.5f, Float.NaN, 0, -0f),
        Tensor.doubles(new long[] {2}, Math.PI, Double.NEGATIVE_INFINITY),
        Tensor.longs(new long[] {1, 1, 2}, Long.MIN_VALUE, 7),
        Tensor.ints(new long[] {3}, 1, 2, 3),
        Tensor.bools(new long[] {2, 1}, true, false),
        Tensor.doubles(new long[] {}, 4),
        Tensor.floats(new long[] {0, 5}));
  }

  @ParameterizedTest
  @MethodSource("tensors")
  void readsWhatItWrites(Tensor tensor) throws Exception {
    Path file = folder.resolve("a.npy");

    Npy.write(file, tensor);

    assertEquals(tensor, Npy.read(file));
  }

  /// `numpy.save(f, numpy.arange(4, dtype='<f4').reshape(2, 2))` of NumPy 2.2, byte for byte.
  @Test
  void writesWhatNumPyWrites() throws Exception {
    Path file = folder.resolve("a.npy");

    Npy.write(file, Tensor.floats(new long[] {2, 2}, 0, 1, 2, 3));

    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
    byte[] written = Files.readAllBytes(file);
    assertEquals(
        "\u0093NUMPY\u0001\u0000v\u0000" + header + " ".repeat(58) + "\n",
        new String(written, 0, 128, StandardCharsets.ISO_8859_1));
    assertEquals(128 + 16, written.length);
  }

  @Test
  void readsTexts() throws Exception {
    byte[] data = "Adelie\0\0Gentoo\0\0".getBytes(StandardCharsets.UTF_32LE);

    Tensor read = Npy.read(file("{'descr': '<U8', 'fortran_order': False, 'shape': (2,), }", data));

    assertEquals(List.of("Adelie", "Gentoo"), read.asStrings());
    assertArrayEquals(new long[] {2}, read.shape());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }",
        "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (60000, 60000, 60000), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 99999999999), }",
        "{'descr': '<U0', 'fortran_order': False, 'shape': (2147483647,), }",
        "{'descr': '<U0', 'fortran_order': False, 'shape': (2000000,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2,), }",
        "{'descr': '<U999999', 'fortran_order': False, 'shape': (9999,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
        "__import__('os').system('true')",
      })
  void refusesWhatIsNoPlainArray(String header) {
    assertThrows(MalformedException.class, () -> Npy.read(file(header, new byte[8])));
  }

  @Test
  void noChangeToAFileDoesMoreThanBeRefused() throws Exception {
    Path file = folder.resolve("a.npy");
    Npy.write(file, Tensor.doubles(new long[] {4, 2}, 1, 2, 3, 4, 5, 6, 7, 8));
    byte[] whole = Files.readAllBytes(file);
    var random = new Random(14);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      Files.write(file, Mutants.of(whole, random));
      try {
        assertTrue(Npy.read(file).size() >= 0);
      } catch (MalformedException | IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 60, "refused only " + refused);
  }

  private Path file(String header, byte[] data) throws IOException {
    byte[] text = (header + "\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer all =
        ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    all.put("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    all.putShort((short) text.length).put(text).put(data);
    return Files.write(folder.resolve("made.npy"), all.array());
  }
}
