// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.PickleFile;
import dev.slipway.model.pickle.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which version of scikit-learn fitted a model, and whether its attributes are known: they are
/// private, and move from version to version.
final class Versions {

  /// The first and the last version whose attributes were looked up.
  static final String OLDEST = "1.0";

  static final String NEWEST = "1.7";

  private static final Pattern PARTS = Pattern.compile("(\\d{1,5})\\.(\\d{1,5}).*");
  private static final int DEEPEST = 12;

  private Versions() {}

  /// As in `scikit-learn 1.4.2, a joblib dump`.
  static String format(Instance fitted, PickleFile file) {
    return "scikit-learn %s, %s"
        .formatted(of(fitted).orElse("of an unknown version"), file.format());
  }

  /// What to say of a version that nobody looked up.
  static Optional<String> note(Instance fitted) {
    Optional<String> version = of(fitted);
    if (version.isPresent() && isKnown(version.get())) {
      return Optional.empty();
    }
    return Optional.of(
        "scikit-learn %s fitted it; attributes are known of %s to %s. Compare some answers with"
                .formatted(version.orElse("of an unknown version"), OLDEST, NEWEST)
            + " Python's.");
  }

  private static boolean isKnown(String version) {
    return number(version) >= number(OLDEST) && number(version) <= number(NEWEST);
  }

  private static int number(String version) {
    Matcher parts = PARTS.matcher(version);
    return parts.matches()
        ? 1000 * Integer.parseInt(parts.group(1)) + Integer.parseInt(parts.group(2))
        : -1;
  }

  /// What the first estimator that says so says.
  static Optional<String> of(Instance fitted) {
    return of(fitted, DEEPEST, new HashSet<>());
  }

  /// @param seen objects and lists that were looked at: a file may hold one that is within itself
  private static Optional<String> of(Instance fitted, int left, Set<Value> seen) {
    if (fitted.find("_sklearn_version").orElse(Value.Nothing.NONE)
        instanceof Value.Text(String version)) {
      return Optional.of(version);
    }
    if (left == 0) {
      return Optional.empty();
    }
    for (Value.Entry attribute : fitted.attributes().entries()) {
      Optional<String> found = within(fitted, attribute.value(), left - 1, seen);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> within(Instance fitted, Value value, int left, Set<Value> seen) {
    boolean holds = value instanceof Value.Items || value instanceof Value.Call;
    if (left < 0 || !holds || !seen.add(value)) {
      return Optional.empty();
    }
    if (value instanceof Value.Items items) {
      List<Value> values = items.values();
      return values.stream()
          .limit(4)
          .map(one -> within(fitted, one, left - 1, seen))
          .flatMap(Optional::stream)
          .findFirst();
    }
    return fitted.within("", value).flatMap(part -> of(part, left, seen));
  }
}
