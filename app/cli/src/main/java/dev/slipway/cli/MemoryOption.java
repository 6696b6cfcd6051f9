// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Bytes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an amount of memory, such as `900 MB` or `8GB`.
final class MemoryOption implements ITypeConverter<Bytes> {

  private static final Pattern AMOUNT = Pattern.compile("([1-9]\\d{0,5}) ?(MB|GB)");

  @Override
  public Bytes convert(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no amount of memory: write 900MB or 8GB");
    }
    long unit = amount.group(2).equals("GB") ? 1_000_000_000L : 1_000_000L;
    return new Bytes(Long.parseLong(amount.group(1)) * unit);
  }
}
