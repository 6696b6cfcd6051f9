// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.math.BigInteger;
import java.util.regex.Pattern;

/// Numbers that carry digits computed from the others, so that few texts are one by accident.
final class CheckDigits {

  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
  private static final Pattern CARD = Pattern.compile("[2-6]\\d{12,18}");
  private static final Pattern SEPARATORS = Pattern.compile("[ -]");
  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

  private CheckDigits() {}

  /// ISO 13616: the first four characters moved to the end and letters read as 10 to 35, it leaves
  /// 1 when divided by 97.
  static boolean isIban(String text) {
    String bare = text.replace(" ", "");
    if (!IBAN.matcher(bare).matches()) {
      return false;
    }
    StringBuilder digits = new StringBuilder();
    (bare.substring(4) + bare.substring(0, 4))
        .chars()
        .forEach(c -> digits.append(Character.digit(c, 36)));
    return new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue() == 1;
  }

  /// ISO 7812: from the right every second digit doubled and its digits added, the sum is a
  /// multiple of ten.
  static boolean isCard(String text) {
    String bare = SEPARATORS.matcher(text).replaceAll("");
    if (!CARD.matcher(bare).matches()) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < bare.length(); i++) {
      int digit = bare.charAt(bare.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit : 2 * digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum % 10 == 0;
  }
}
