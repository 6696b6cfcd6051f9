// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a share: `1%`, `0.5 %`, `0.01` or `0`. A whole number alone could be a count of rows too.
final class ShareOption implements ITypeConverter<Double> {

  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?) ?(%?)");
  private static final Pattern WHOLE = Pattern.compile("0*[1-9]\\d*");

  @Override
  public Double convert(String text) {
    if (WHOLE.matcher(text).matches()) {
      throw new TypeConversionException(
          "'%1$s' may mean %2$s of all rows or %3$s: write a percentage such as 1%%, or a share with a decimal point such as 0.01"
              .formatted(
                  text,
                  text.equals("1") ? "1 % or 100 %" : text + " %",
                  text.equals("1") ? "1 row" : text + " rows"));
    }
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
