// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import dev.slipway.base.Words;
import java.nio.file.Path;

/// A form of the model that may be tried beside the model as it is.
public enum VariantForm {
  /// 8-bit weights.
  INT8,
  /// The graph as ONNX Runtime rewrites it at the level of that name. Beyond it the file is tied to
  /// the processor that it was written on.
  EXTENDED;

  /// As files and `slipway.yaml` name it.
  public String text() {
    return Words.id(this);
  }

  /// Where an offered form is written.
  public static Path file(OpenedProject opened, String name) {
    return folder(opened).resolve(name + ".onnx");
  }

  public static Path folder(OpenedProject opened) {
    return opened.folder().resolve("variants");
  }
}
