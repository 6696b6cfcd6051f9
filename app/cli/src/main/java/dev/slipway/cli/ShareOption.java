// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a share: `1%`, `0.5 %` or `0.01`.
final class ShareOption implements ITypeConverter<Double> {

  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?) ?(%?)");

  @Override
  public Double convert(String text) {
    Matcher share = SHARE.matcher(text);
    double value =
        share.matches()
            ? Double.parseDouble(share.group(1)) / (share.group(2).isEmpty() ? 1 : 100)
            : -1;
    if (!(value >= 0 && value <= 1)) {
      throw new TypeConversionException("'" + text + "' is no share: write 1% or 0.01");
    }
    return value;
  }
}
