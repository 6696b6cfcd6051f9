// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells a secret that stands in a file from what only looks like one: a digest, an identifier, a
/// path, a public address, a reference to where the secret is.
public final class LiteralSecret {

  private static final String WORDS =
      "PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|CREDENTIALS?|PRIVATE_?KEY";

  /// A word of a name: `DB_PASSWORD`, `apiKey`, `token`; not `MAX_TOKENS`.
  private static final Pattern NAME =
      Pattern.compile("(.*[_.-])?(" + WORDS + ")([_.-](VALUE|STRING|BASE64))?");

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /// What is no secret whatever it is called.
  private static final Pattern PLAIN =
      Pattern.compile(
          "true|false|none|null|yes|no|[0-9]{1,5}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /// A shell's variable, a template's value, an instruction to the reader, a file, an address.
  private static final Pattern REFERENCE =
      Pattern.compile("[$<%\\[].*|.*(\\$\\{|\\$\\(|\\{\\{|…).*|\\.{0,2}/.*|[a-z][a-z0-9+.-]*://.*");

  private static final Pattern HASH_NAME = Pattern.compile(".*(SHA|DIGEST|HASH|CHECKSUM).*");
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]+|sha(256|384|512)[-:].*");

  /// In what is written as one word.
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+/_=-]{24,}");

  private static final Pattern LONG_PART = Pattern.compile("[A-Za-z0-9]{12,}");
  private static final Pattern DIGITS = Pattern.compile("(?<=[A-Za-z])[0-9]+(?=[A-Za-z])");

  /// Bits a character from which a word is no word of a language.
  private static final double RANDOM = 4.0;

  private static final Pattern WITH_PASSWORD =
      Pattern.compile("[a-z][a-z0-9+.-]*://[^/\\s:@]*:(?<password>[^/\\s@]+)@.*");

  /// A form that only secrets of one kind have.
  ///
  /// @param hint in every one of them; found sooner than the pattern
  private record Shape(String what, String hint, Pattern pattern) {
    static Shape of(String what, String hint, String pattern) {
      return new Shape(what, hint, Pattern.compile("(?<![A-Za-z0-9_-])" + pattern));
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          Shape.of("a private key", "PRIVATE KEY-----", "-----BEGIN [A-Z ]*PRIVATE KEY-----"),
          Shape.of("a signed token (JWT)", ".eyJ", "eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]+"),
          Shape.of("an access key of AWS", "AKIA", "AKIA(?![0-9A-Z]*EXAMPLE)[0-9A-Z]{16}"),
          Shape.of("a temporary key of AWS", "ASIA", "ASIA(?![0-9A-Z]*EXAMPLE)[0-9A-Z]{16}"),
          Shape.of("a token of GitHub", "gh", "gh[pousr]_[A-Za-z0-9]{36,}"),
          Shape.of("a token of GitHub", "github_pat_", "github_pat_[A-Za-z0-9_]{60,}"),
          Shape.of("a token of GitLab", "glpat-", "glpat-[\\w-]{20,}"),
          Shape.of("a token of Slack", "xox", "xox[abeprs]-[A-Za-z0-9-]{10,}"),
          Shape.of("a key of Google", "AIza", "AIza[\\w-]{35}"),
          Shape.of("a token of npm", "npm_", "npm_[A-Za-z0-9]{36}"),
          Shape.of("a token of Docker", "dckr_pat_", "dckr_pat_[\\w-]{27}"),
          Shape.of("a token of PyPI", "pypi-AgE", "pypi-AgE[\\w-]{20,}"),
          Shape.of("a token of Hugging Face", "hf_", "hf_[A-Za-z0-9]{34}"),
          Shape.of("a key of a model's provider", "sk-", "sk-[\\w-]{32,}"));

  private LiteralSecret() {}

  /// Why a variable's value is taken for a secret; empty where it is not.
  public static Optional<String> in(String name, String value) {
    String text = value.strip();
    Matcher address = WITH_PASSWORD.matcher(text);
    if (address.matches()) {
      String password = String.valueOf(address.group("password"));
      return REFERENCE.matcher(password).matches()
          ? Optional.empty()
          : Optional.of("the address holds a password");
    }
    if (text.isEmpty() || PLAIN.matcher(text).matches() || REFERENCE.matcher(text).matches()) {
      return Optional.empty();
    }
    String upper = HUMP.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
    if (NAME.matcher(upper).matches()) {
      return Optional.of("its name says that it is one");
    }
    boolean hash = HASH.matcher(text).matches() || HASH_NAME.matcher(upper).matches();
    return !hash && isRandom(text) ? Optional.of("it is as random as a key") : Optional.empty();
  }

  /// A secret that a text holds.
  ///
  /// @param line counted from 1
  public record Found(String what, int line) {}

  /// The first secret in a text by a form that only secrets have.
  public static Optional<Found> first(String text) {
    for (Shape shape : SHAPES) {
      Matcher found = shape.pattern().matcher(text);
      if (text.contains(shape.hint()) && found.find()) {
        int line =
            1 + (int) text.substring(0, found.start()).chars().filter(c -> c == '\n').count();
        return Optional.of(new Found(shape.what(), line));
      }
    }
    return Optional.empty();
  }

  /// Large letters, small ones and digits, none of them much more often than others, without the
  /// hyphens that names have, and with digits here and there.
  private static boolean isRandom(String text) {
    return WORD.matcher(text).matches()
        && LONG_PART.matcher(text).find()
        && DIGITS.matcher(text).results().count() >= 2
        && has(text, Character::isUpperCase)
        && has(text, Character::isLowerCase)
        && has(text, Character::isDigit)
        && entropy(text) >= RANDOM;
  }

  private static boolean has(String text, IntPredicate kind) {
    return text.chars().anyMatch(kind);
  }

  /// Shannon's, of the characters by how often each is there.
  private static double entropy(String text) {
    return text.chars()
        .distinct()
        .mapToDouble(c -> {
          double share = (double) text.chars().filter(other -> other == c).count() / text.length();
          return -share * Math.log(share) / Math.log(2);
        })
        .sum();
  }
}
