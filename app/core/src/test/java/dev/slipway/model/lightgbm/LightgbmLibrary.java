// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.lightgbm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// LightGBM's own library, through its C interface. It is in a jar for x86-64 Linux.
@SuppressWarnings("restricted")
final class LightgbmLibrary implements AutoCloseable {

  private static final String RESOURCE = "/com/microsoft/ml/lightgbm/linux/x86_64/lib_lightgbm.so";
  private static final int DOUBLE = 1;

  private final Arena arena = Arena.ofConfined();
  private final SymbolLookup symbols;

  /// @param folder where the library is unpacked to
  LightgbmLibrary(Path folder) throws IOException {
    Path file = folder.resolve("lib_lightgbm.so");
    if (!Files.exists(file)) {
      try (InputStream in = LightgbmLibrary.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("the tests' class path lacks " + RESOURCE);
        }
        Files.copy(in, file);
      }
    }
    symbols = SymbolLookup.libraryLookup(file, Arena.global());
  }

  /// Trains, and gives the booster.
  MemorySegment train(List<double[]> rows, float[] labels, String parameters, int rounds) {
    MemorySegment data = pointer();
    call(
        "LGBM_DatasetCreateFromMat",
        matrix(rows),
        DOUBLE,
        rows.size(),
        rows.getFirst().length,
        1,
        text(parameters),
        MemorySegment.NULL,
        data);
    MemorySegment dataset = data.get(ADDRESS, 0);
    set(dataset, "label", arena.allocateFrom(JAVA_FLOAT, labels), labels.length, 0);
    if (parameters.contains("rank")) {
      int half = labels.length / 2;
      int[] groups = {half, labels.length - half};
      set(dataset, "group", arena.allocateFrom(JAVA_INT, groups), 2, 2);
    }
    MemorySegment booster = pointer();
    call("LGBM_BoosterCreate", dataset, text(parameters), booster);
    MemorySegment finished = arena.allocate(JAVA_INT);
    for (int i = 0; i < rounds; i++) {
      call("LGBM_BoosterUpdateOneIter", booster.get(ADDRESS, 0), finished);
    }
    return booster.get(ADDRESS, 0);
  }

  void save(MemorySegment booster, Path file) {
    call("LGBM_BoosterSaveModel", booster, 0, -1, 0, text(file.toString()));
  }

  MemorySegment load(Path file) {
    MemorySegment booster = pointer();
    call(
        "LGBM_BoosterCreateFromModelfile",
        text(file.toString()),
        arena.allocate(JAVA_INT),
        booster);
    return booster.get(ADDRESS, 0);
  }

  /// @param width numbers that it answers with to a row
  double[][] ask(MemorySegment booster, List<double[]> rows, int width, String parameters) {
    MemorySegment out = arena.allocate(JAVA_DOUBLE, (long) width * rows.size());
    call(
        "LGBM_BoosterPredictForMat",
        booster,
        matrix(rows),
        DOUBLE,
        rows.size(),
        rows.getFirst().length,
        1,
        0,
        0,
        -1,
        text(parameters),
        arena.allocate(JAVA_LONG),
        out);
    double[][] answers = new double[rows.size()][];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = out.asSlice(8L * i * width, 8L * width).toArray(JAVA_DOUBLE);
    }
    return answers;
  }

  private void set(MemorySegment dataset, String field, MemorySegment values, int count, int type) {
    call("LGBM_DatasetSetField", dataset, text(field), values, count, type);
  }

  private MemorySegment matrix(List<double[]> rows) {
    return arena.allocateFrom(JAVA_DOUBLE, rows.stream().flatMapToDouble(Arrays::stream).toArray());
  }

  private MemorySegment pointer() {
    return arena.allocate(ADDRESS);
  }

  private MemorySegment text(String text) {
    return arena.allocateFrom(text);
  }

  /// Every function takes pointers and ints, and gives zero where all is well.
  private void call(String function, Object... arguments) {
    MemoryLayout[] layouts =
        Arrays.stream(arguments)
            .map(argument -> (MemoryLayout) (argument instanceof Integer ? JAVA_INT : ADDRESS))
            .toArray(MemoryLayout[]::new);
    try {
      Object code =
          Linker.nativeLinker()
              .downcallHandle(
                  symbols.find(function).orElseThrow(), FunctionDescriptor.of(JAVA_INT, layouts))
              .invokeWithArguments(arguments);
      if (!Integer.valueOf(0).equals(code)) {
        throw new AssertionError(function + ": " + lastError());
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(function, e);
    }
  }

  private String lastError() throws Throwable {
    var handle =
        Linker.nativeLinker()
            .downcallHandle(
                symbols.find("LGBM_GetLastError").orElseThrow(), FunctionDescriptor.of(ADDRESS));
    return ((MemorySegment) handle.invoke()).reinterpret(4096).getString(0);
  }

  @Override
  public void close() {
    arena.close();
  }
}
