// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The tables of a JPEG, which it may define anew between its scans (ITU T.81, B.2.4).
final class JpegTables {

  private static final int LAST = 3;

  private final Map<Integer, int[]> quantization = new HashMap<>();
  private final Map<Integer, HuffmanCode> first = new HashMap<>();
  private final Map<Integer, HuffmanCode> others = new HashMap<>();

  /// @param body of the marker
  void quantization(JpegBody body) throws PreparationException {
    while (body.hasMore()) {
      int head = body.one();
      int at = body.within(head & 15, LAST, "a table of quantization");
      int[] factors = new int[JpegComponent.BLOCK];
      for (int i = 0; i < factors.length; i++) {
        factors[i] = head >> 4 == 0 ? body.one() : body.two();
      }
      quantization.put(at, factors);
    }
  }

  /// @param body of the marker
  void codes(JpegBody body) throws PreparationException {
    while (body.hasMore()) {
      int head = body.one();
      int at = body.within(head & 15, LAST, "a Huffman table");
      int[] counts = new int[16];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = body.one();
      }
      int codes = body.within(Arrays.stream(counts).sum(), 256, "a Huffman table");
      byte[] values = new byte[codes];
      for (int i = 0; i < codes; i++) {
        values[i] = (byte) body.one();
      }
      var code = new HuffmanCode(counts, values);
      switch (head >> 4) {
        case 0 -> first.put(at, code);
        case 1 -> others.put(at, code);
        default -> throw Unreadable.damaged("a Huffman table is of no class that there is");
      }
    }
  }

  int[] quantization(int at) throws PreparationException {
    return Optional.ofNullable(quantization.get(at))
        .orElseThrow(() -> Unreadable.damaged("a table of quantization is missing"));
  }

  /// A code of the lengths of differences between blocks.
  HuffmanCode first(int at) throws PreparationException {
    return Optional.ofNullable(first.get(at))
        .filter(HuffmanCode::isOfLengths)
        .orElseThrow(() -> Unreadable.damaged("a Huffman table is missing or wrong"));
  }

  /// A code of all other coefficients.
  HuffmanCode others(int at) throws PreparationException {
    return Optional.ofNullable(others.get(at))
        .orElseThrow(() -> Unreadable.damaged("a Huffman table is missing or wrong"));
  }
}
