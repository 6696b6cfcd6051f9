// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.util.Locale;
import java.util.regex.Pattern;

/// Numbers that states give to people, by their form and, where they have some, their check digits.
final class IdentityNumber {

  /// United States: 078-05-1120
  private static final Pattern SOCIAL_SECURITY = Pattern.compile("\\d{3}-\\d{2}-\\d{4}");

  /// United Kingdom: QQ 12 34 56 C
  private static final Pattern NATIONAL_INSURANCE =
      Pattern.compile("[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\\d{6}[A-D]");

  /// Italy: RSSMRA85T10A562S
  private static final Pattern CODICE_FISCALE =
      Pattern.compile("[A-Z]{6}\\d{2}[A-EHLMPR-T]\\d{2}[A-Z]\\d{3}[A-Z]");

  /// Spain: eight digits, or seven after X, Y or Z, and a letter
  private static final Pattern DNI = Pattern.compile("[XYZ\\d]\\d{7}[A-Z]");

  private static final Pattern SEPARATORS = Pattern.compile("[ .-]");
  private static final Pattern ELEVEN = Pattern.compile("\\d{11}");
  private static final Pattern FIFTEEN = Pattern.compile("[1278]\\d{14}");

  private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final int[] PESEL_WEIGHTS = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};

  private IdentityNumber() {}

  static boolean isOne(String text) {
    String bare = SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
    return SOCIAL_SECURITY.matcher(text).matches()
        || NATIONAL_INSURANCE.matcher(bare).matches()
        || CODICE_FISCALE.matcher(bare).matches()
        || isDni(bare)
        || isCpf(bare)
        || isPesel(bare)
        || isNir(bare);
  }

  /// The number's remainder by 23 chooses its letter.
  private static boolean isDni(String bare) {
    if (!DNI.matcher(bare).matches()) {
      return false;
    }
    int first = "XYZ".indexOf(bare.charAt(0));
    String digits = (first < 0 ? bare.substring(0, 1) : "" + first) + bare.substring(1, 8);
    return DNI_LETTERS.charAt(Integer.parseInt(digits) % 23) == bare.charAt(8);
  }

  /// Brazil: two check digits by the remainder by 11 of a weighed sum.
  private static boolean isCpf(String bare) {
    if (!ELEVEN.matcher(bare).matches() || bare.chars().distinct().count() == 1) {
      return false;
    }
    return cpfDigit(bare, 9) == bare.charAt(9) - '0' && cpfDigit(bare, 10) == bare.charAt(10) - '0';
  }

  private static int cpfDigit(String digits, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (digits.charAt(i) - '0') * (length + 1 - i);
    }
    return sum * 10 % 11 % 10;
  }

  /// Poland: a date of birth, in whose month the century hides, and one check digit.
  private static boolean isPesel(String bare) {
    if (!ELEVEN.matcher(bare).matches()) {
      return false;
    }
    int month = Integer.parseInt(bare.substring(2, 4)) % 20;
    int day = Integer.parseInt(bare.substring(4, 6));
    int sum = 0;
    for (int i = 0; i < PESEL_WEIGHTS.length; i++) {
      sum += (bare.charAt(i) - '0') * PESEL_WEIGHTS[i];
    }
    boolean date = month >= 1 && month <= 12 && day >= 1 && day <= 31;
    return date && (10 - sum % 10) % 10 == bare.charAt(10) - '0';
  }

  /// France: thirteen digits, and 97 less their remainder by 97.
  private static boolean isNir(String bare) {
    return FIFTEEN.matcher(bare).matches()
        && 97 - Long.parseLong(bare.substring(0, 13)) % 97 == Long.parseLong(bare.substring(13));
  }
}
