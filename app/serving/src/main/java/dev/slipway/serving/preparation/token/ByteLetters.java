// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.nio.charset.StandardCharsets;

/// A text as its UTF-8 bytes, each written as a letter that can be seen: what GPT-2's vocabulary is
/// made of.
final class ByteLetters {

  private ByteLetters() {}

  static String of(String text, StepBudget budget) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    budget.spend(bytes.length);
    StringBuilder letters = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      letters.append(letter(b & 0xFF));
    }
    return letters.toString();
  }

  /// Bytes that are printable in Latin-1 stand for themselves; the others follow from U+0100.
  private static char letter(int b) {
    if (b <= 0x20) {
      return (char) (0x100 + b);
    }
    if (b >= 0x7F && b <= 0xA0) {
      return (char) (0x121 + b - 0x7F);
    }
    return b == 0xAD ? (char) 0x143 : (char) b;
  }
}
