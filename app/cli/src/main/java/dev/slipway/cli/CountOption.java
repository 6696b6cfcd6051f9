// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a count from 1 on.
final class CountOption implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw new TypeConversionException("'" + text + "' is not a count: write 1 to 9999");
    }
    return Integer.valueOf(text);
  }
}
