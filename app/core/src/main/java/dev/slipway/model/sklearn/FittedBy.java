// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn;

import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which version of scikit-learn fitted an estimator, where what it means changed without a trace
/// in its attributes.
public final class FittedBy {

  private static final Pattern VERSION =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\.(\\d{1,4}))?.*");

  private FittedBy() {}

  /// Whether an estimator is of a version before one; what does not say is taken for a new one.
  public static boolean before(Instance fitted, int major, int minor, int patch) {
    Matcher parts =
        fitted.find("_sklearn_version").orElse(Value.Nothing.NONE)
                instanceof Value.Text(String version)
            ? VERSION.matcher(version)
            : VERSION.matcher("");
    if (!parts.matches()) {
      return false;
    }
    int last = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4));
    int[] own = {Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), last};
    return Arrays.compare(own, new int[] {major, minor, patch}) < 0;
  }
}
