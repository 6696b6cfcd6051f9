// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.measure.load.ArrivalPattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `poisson`, `constant`, `burst:2s/8s` and `trace:FILE`.
final class ArrivalOption implements ITypeConverter<ArrivalPattern> {

  @Override
  public ArrivalPattern convert(String text) {
    return ArrivalPattern.parse(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "'"
                    + text
                    + "' is not an arrival pattern: write poisson, constant, burst:2s/8s or"
                    + " trace:FILE"));
  }
}
