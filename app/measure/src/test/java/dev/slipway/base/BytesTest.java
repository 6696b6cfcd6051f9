// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BytesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "4200, 4.2 kB",
    "9949, 9.9 kB",
    "9950, 10 kB",
    "98000000, 98 MB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "9223372036854775807, 9223372 TB"
  })
  void readsWellInDecimalUnits(long count, String text) {
    assertEquals(text, new Bytes(count).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "1023, 1023 B",
    "6144, 6.0 KiB",
    "524288, 512 KiB",
    "1048575, 1.0 MiB",
    "107374182, 102 MiB",
    "268435456, 256 MiB",
    "1610612736, '1,536 MiB'"
  })
  void whatMemoryHoldsIsInTheUnitsOfItsLimits(long count, String text) {
    assertEquals(text, new Bytes(count).inMemory());
  }

  @Test
  void roundsMebibytesUp() {
    assertEquals(0, new Bytes(0).mebibytesUp());
    assertEquals(1, new Bytes(1).mebibytesUp());
    assertEquals(250, Bytes.mebibytes(250).mebibytesUp());
    assertEquals(251, new Bytes(Bytes.mebibytes(250).count() + 1).mebibytesUp());
  }

  @Test
  void refusesNegativeSizes() {
    assertThrows(IllegalArgumentException.class, () -> new Bytes(-1));
  }
}
