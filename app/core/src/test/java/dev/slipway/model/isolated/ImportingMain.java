// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.base.Progress;
import dev.slipway.model.Origin;
import dev.slipway.model.ParityRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// An application that converts files and does nothing else.
public final class ImportingMain {

  private ImportingMain() {}

  /// Says what each became, then the native libraries of models that it has loaded itself.
  ///
  /// @param args where ONNX goes, and the files
  public static void main(String[] args) throws Exception {
    for (int i = 1; i < args.length; i++) {
      Origin origin =
          new IsolatedConversion()
              .convert(Path.of(args[i]), Path.of(args[0]), ParityRows.none(), Progress.NONE);
      System.out.println(origin.format());
    }
    try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
      mapped.filter(line -> line.matches(".*(onnxruntime|xgboost).*")).forEach(System.out::println);
    }
  }
}
