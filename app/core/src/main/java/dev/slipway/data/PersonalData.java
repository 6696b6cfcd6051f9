// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Numbers;
import dev.slipway.data.Suspicion.Confidence;
import dev.slipway.data.Suspicion.Trait;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Finds columns that may hold data about people, by their names and by some of their values.
public final class PersonalData {

  /// From this share of the looked-at values on, a pattern is no accident.
  private static final double NEARLY_ALL = 0.8;

  private static final double SOME = 0.2;
  private static final int FEWEST_VALUES = 3;

  /// From so many values on, few different ones are kinds.
  private static final int FEWEST_OF_A_KIND = 10;

  private static final double VARIED = 0.5;

  /// Digits of the shortest numbers that are checked by their digits.
  private static final int FEWEST_OF_CARD = 13;

  private static final int FEWEST_OF_IDENTITY = 11;

  /// `name` alone, or that of somebody: products, files and countries have names too.
  private static final Pattern NAME_OF_PERSON =
      Pattern.compile(
          "(?i)name|(.*[\\W_])?((first|last|full|family|sur|user|given|maiden|nick|customer|client"
              + "|patient|person|employee|contact|holder|owner|author|member|student|driver"
              + "|passenger|guest).?name|(vor|nach)name|nombre|apellidos?|pr[eé]nom)([\\W_].*|\\d*)");

  private static final Map<Trait, Pattern> NAMES = new EnumMap<>(names());

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]+\\.[A-Za-z]{2,}");
  private static final Pattern PHONE =
      Pattern.compile("(\\+|00)?[1-9(][0-9() ./-]{6,20}[0-9]|0[0-9() ./-]{6,20}[0-9]");
  private static final Pattern GROUPED = Pattern.compile("\\+.*|.*\\d[) ./-]+\\d+[) ./-]+\\d.*");
  private static final Pattern DATE =
      Pattern.compile("\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}([ T].*)?");
  private static final Pattern FULL_NAME =
      Pattern.compile("\\p{Lu}[\\p{L}'’.-]+(,? \\(?\\p{Lu}[\\p{L}'’.-]*\\)?){1,6}");
  private static final Pattern ONE_NAME = Pattern.compile("\\p{Lu}[\\p{L}'’-]+");
  private static final Pattern DEGREES = Pattern.compile("-?\\d{1,3}\\.\\d{3,}");

  private PersonalData() {}

  private static Map<Trait, Pattern> names() {
    return Map.of(
        Trait.EMAIL, words("e.?mail|mail.?address|correo|courriel"),
        Trait.PHONE,
            words("(tele)?phone(.?number)?|mobile|tel|fax|msisdn|tel[eé]fono|telefon(nummer)?"),
        Trait.IBAN, words("iban|bank.?account|account.?(number|no)"),
        Trait.PAYMENT_CARD, words("card.?(number|no)|credit.?card|pan"),
        Trait.IP_ADDRESS, words("ip|ip.?addr(ess)?|client.?ip|remote.?addr"),
        Trait.COORDINATE, words("lat(itude)?|lon(gitude)?|lng|gps|coordinates?"),
        Trait.NAME, NAME_OF_PERSON,
        Trait.BIRTH_DATE,
            words(
                "(date.?of.?)?birth(.?da(y|te))?|birthday|dob|geburtsdatum|fecha.?(de.?)?nac.*"
                    + "|date.?(de.?)?naissance"),
        Trait.ADDRESS,
            words(
                "(home|street|postal)?.?address|street|post.?code|zip(.?code)?|plz|direcci[oó]n"
                    + "|(code|c[oó]digo).?postal"),
        Trait.IDENTITY_NUMBER,
            words(
                "ssn|social.?sec.*|passport.*|national.?id|tax.?id|licen[cs]e.?plate|dni|nif|cpf"
                    + "|pesel|bsn|nino|aadhaar|codice.?fiscale"));
  }

  /// The words stand alone or between separators: `e_mail`, `customer.phone`, but not `filename`.
  private static Pattern words(String words) {
    return Pattern.compile("(?i)(.*[\\W_])?(" + words + ")([\\W_].*|\\d*)");
  }

  private static final Pattern PERSON_KEY =
      Pattern.compile("(?i)(customer|patient|employee|person|user|client|member)([\\W_]?id)?");

  /// @param values some of the column's values, as texts, none of them missing
  public static Optional<Suspicion> in(String column, List<String> values) {
    String name = column.replaceAll("(?<=[a-z])(?=[A-Z])", "_");
    List<Suspicion> found = new ArrayList<>();
    for (Trait trait : Trait.values()) {
      suspicion(column, name, trait, values).ifPresent(found::add);
    }
    return found.stream()
        .reduce((best, next) -> next.confidence().compareTo(best.confidence()) > 0 ? next : best);
  }

  private static Optional<Suspicion> suspicion(
      String column, String name, Trait trait, List<String> values) {
    Pattern pattern = trait == Trait.PERSON_KEY ? PERSON_KEY : NAMES.get(trait);
    boolean named = pattern != null && pattern.matcher(name).matches() && !isFlag(values);
    double share =
        trait == Trait.NAME && !named && !isVaried(values) ? 0 : share(trait, named, values);
    boolean enough = values.size() >= FEWEST_VALUES;
    Optional<Confidence> confidence = Optional.empty();
    if (enough && share >= NEARLY_ALL) {
      confidence = Optional.of(named || isChecked(trait) ? Confidence.HIGH : Confidence.MEDIUM);
    } else if (enough && share >= SOME && (named || isChecked(trait))) {
      confidence = Optional.of(Confidence.MEDIUM);
    } else if (named) {
      confidence = Optional.of(Confidence.LOW);
    }
    return confidence.map(
        c -> new Suspicion(column, trait, c, because(trait, named, share, values.size())));
  }

  /// Whether it only says if somebody has such a thing.
  private static boolean isFlag(List<String> values) {
    return values.size() >= FEWEST_OF_A_KIND && values.stream().distinct().count() <= 2;
  }

  /// Names of people are many: those of places or products come again and again.
  private static boolean isVaried(List<String> values) {
    return values.size() < FEWEST_OF_A_KIND
        || values.stream().distinct().count() > VARIED * values.size();
  }

  private static String because(Trait trait, boolean named, double share, int seen) {
    List<String> reasons = new ArrayList<>();
    if (named) {
      reasons.add("its name says so");
    }
    if (share > 0) {
      reasons.add(
          "%s of %d values %s"
              .formatted(
                  Numbers.percent(share),
                  seen,
                  switch (trait) {
                    case IBAN, PAYMENT_CARD -> "have its check digits";
                    default -> "look like it";
                  }));
    }
    return String.join("; ", reasons);
  }

  /// Whether values pass the trait's test by accident only rarely.
  private static boolean isChecked(Trait trait) {
    return switch (trait) {
      case EMAIL, IBAN, PAYMENT_CARD, IP_ADDRESS -> true;
      case PHONE, COORDINATE, NAME, BIRTH_DATE, ADDRESS, IDENTITY_NUMBER, PERSON_KEY -> false;
    };
  }

  private static double share(Trait trait, boolean named, List<String> values) {
    Predicate<String> test =
        switch (trait) {
          case EMAIL -> value -> EMAIL.matcher(value).matches();
          case PHONE -> value -> isPhone(value, named);
          case IBAN -> CheckDigits::isIban;
          case PAYMENT_CARD -> CheckDigits::isCard;
          case IP_ADDRESS -> IpAddress::isOne;
          // A latitude is a number like any other: only the name tells.
          case COORDINATE -> value -> named && DEGREES.matcher(value).matches();
          case NAME ->
              value ->
                  FULL_NAME.matcher(value).matches()
                      || (named && ONE_NAME.matcher(value).matches());
          case BIRTH_DATE -> value -> named && DATE.matcher(value).matches();
          case IDENTITY_NUMBER -> IdentityNumber::isOne;
          case ADDRESS, PERSON_KEY -> value -> false;
        };
    long hits =
        values.stream()
            .map(String::strip)
            .filter(value -> named || mayBe(trait, value))
            .filter(test)
            .count();
    return values.isEmpty() ? 0 : (double) hits / values.size();
  }

  /// Whether a value may have a trait that the column's name does not tell of. Most values are
  /// plain numbers, and those are told by how many digits they have, in less time than by patterns.
  private static boolean mayBe(Trait trait, String value) {
    int digits = digits(value);
    return switch (trait) {
      case PAYMENT_CARD -> digits < 0 || digits >= FEWEST_OF_CARD;
      case IDENTITY_NUMBER -> digits < 0 || digits >= FEWEST_OF_IDENTITY;
      case EMAIL, PHONE, IBAN, IP_ADDRESS, COORDINATE, NAME, BIRTH_DATE, ADDRESS, PERSON_KEY ->
          digits < 0;
    };
  }

  /// How many digits a plain number has, such as `-12.5`; negative where it is none.
  private static int digits(String value) {
    int digits = 0;
    int points = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && points == 0) {
        points++;
      } else if (c != '-' || i > 0) {
        return -1;
      }
    }
    return digits == 0 ? -1 : digits;
  }

  /// A bare number is a telephone number only where the column is called so.
  private static boolean isPhone(String value, boolean named) {
    long digits = value.chars().filter(Character::isDigit).count();
    return PHONE.matcher(value).matches()
        && !DATE.matcher(value).matches()
        && digits >= 7
        && digits <= 15
        && (named || GROUPED.matcher(value).matches())
        && !IdentityNumber.isOne(value)
        && !IpAddress.isOne(value);
  }
}
