// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.workbench.CompareModels;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `model.onnx`, `.@threads=2` and `RUN@threads=1,level=basic`.
final class SideOption implements ITypeConverter<CompareModels.Side> {

  private static final List<String> LEVELS = List.of("NONE", "BASIC", "EXTENDED", "ALL");

  @Override
  public CompareModels.Side convert(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0 || !text.substring(at).contains("=")) {
      return new CompareModels.Side(text, Optional.empty(), Optional.empty());
    }
    Optional<Integer> threads = Optional.empty();
    Optional<String> level = Optional.empty();
    for (String setting : text.substring(at + 1).split(",")) {
      String value = setting.substring(setting.indexOf('=') + 1);
      if (setting.startsWith("threads=") && value.matches("[1-9]\\d{0,3}")) {
        threads = Optional.of(Integer.valueOf(value));
      } else if (setting.startsWith("level=") && LEVELS.contains(value.toUpperCase(Locale.ROOT))) {
        level = Optional.of(value.toUpperCase(Locale.ROOT));
      } else {
        throw new TypeConversionException(
            "'" + setting + "' is not a setting: write threads=N or level=none|basic|extended|all");
      }
    }
    return new CompareModels.Side(text.substring(0, at), threads, level);
  }
}
