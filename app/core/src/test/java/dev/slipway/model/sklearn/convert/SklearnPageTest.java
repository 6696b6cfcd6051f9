// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page of models names what is converted, no more and no less.
final class SklearnPageTest {

  private static final Path PAGE = Path.of("../../docs/models.md");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  /// Told of in words there: no class of scikit-learn's own, and one that no pipeline holds.
  private static final Set<String> OTHERS = Set.of("_ConstantPredictor", "LabelEncoder");

  @Test
  void thePageNamesEachEstimatorThatIsConverted() throws Exception {
    String page = Files.readString(PAGE);
    int from = page.indexOf("<!-- kinds -->");
    int to = page.indexOf("<!-- end of kinds -->");
    Set<String> named = new TreeSet<>();
    NAME.matcher(page.substring(from, to)).results().forEach(found -> named.add(found.group(1)));

    Set<String> known = new TreeSet<>();
    Known.all().keySet().stream()
        .filter(name -> !OTHERS.contains(name))
        .map(name -> name.substring(name.indexOf('.') + 1))
        .forEach(known::add);
    assertEquals(known, named);
  }
}
