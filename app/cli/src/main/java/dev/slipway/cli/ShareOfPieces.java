// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.score.Share;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads one of several shares, such as `2/8`.
final class ShareOfPieces implements ITypeConverter<Share> {

  private static final Pattern SHARE = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  @Override
  public Share convert(String text) {
    Matcher share = SHARE.matcher(text.strip());
    if (share.matches()) {
      int index = Integer.parseInt(share.group(1));
      int of = Integer.parseInt(share.group(2));
      if (index < of) {
        return new Share(index, of);
      }
    }
    throw new TypeConversionException(
        "'%s' is no share; the first of eight is 0/8, the last 7/8".formatted(text));
  }
}
