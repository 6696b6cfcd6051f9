// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules are changed where they stand; what else is in the file stays.
final class RulesEditTest {

  private static final String FILE =
      """
      # ours
      rules:
        - {rows: 100}        # a day
        # birds
        - missing: sex
          allow: 3 %
        - {range: mass, from: 1, to: 9}
      """;

  private static final QualityRule RANGE =
      new QualityRule.Range("mass", OptionalDouble.of(2), OptionalDouble.empty(), 0.01);

  @Test
  void changesOneRuleAndKeepsComments() throws Exception {
    assertEquals(
        FILE.replace("{rows: 100}", "{range: mass, from: 2, allow: 1 %}"),
        RulesEdit.changed(FILE, "f", 0, RANGE));
    assertEquals(
        FILE.replace("missing: sex\n    allow: 3 %", "{range: mass, from: 2, allow: 1 %}"),
        RulesEdit.changed(FILE, "f", 1, RANGE));
  }

  @Test
  void addsBehindTheLastWithItsIndent() throws Exception {
    assertEquals(
        FILE + "  - {range: mass, from: 2, allow: 1 %}\n", RulesEdit.added(FILE, "f", RANGE));
    assertEquals(
        "rules: [{rows: 1}, {unique: id}]\n",
        RulesEdit.added("rules: [{rows: 1}]\n", "f", new QualityRule.Unique("id", 0)));
    assertEquals(
        "rules:\n  - {unique: id}\n# end\n",
        RulesEdit.added("rules: []\n# end\n", "f", new QualityRule.Unique("id", 0)));
  }

  @Test
  void removesARuleAndTheLastOne() throws Exception {
    assertEquals(
        FILE.replace("  - missing: sex\n    allow: 3 %\n", ""), RulesEdit.removed(FILE, "f", 1));
    assertEquals(
        FILE.replace("  - {range: mass, from: 1, to: 9}\n", ""), RulesEdit.removed(FILE, "f", 2));
    assertEquals(
        "rules: [{rows: 1}]\n", RulesEdit.removed("rules: [{rows: 1}, {unique: id}]\n", "f", 1));
    assertEquals(
        "# x\nrules: []\n# y\n", RulesEdit.removed("# x\nrules:\n  - {rows: 1}\n# y\n", "f", 0));
  }

  @Test
  void refusesWhatWouldChangeMoreThanWasMeant() {
    String shared = "rules:\n  - &a {rows: 1}\n  - *a\n";

    assertEquals(
        "data.rules-by-hand",
        assertThrows(
                ProblemException.class,
                () -> RulesEdit.changed(shared, "f", 0, new QualityRule.Rows(2)))
            .problem()
            .code()
            .id());
  }

  @Test
  void refusesToLoseACommentWithinARule() {
    String commented = FILE.replace("allow:", "# some never told\n    allow:");

    for (Executable edit :
        List.<Executable>of(
            () -> RulesEdit.changed(commented, "f", 1, RANGE),
            () -> RulesEdit.removed(commented, "f", 1))) {
      var problem = assertThrows(ProblemException.class, edit).problem();
      assertEquals("data.rules-by-hand", problem.code().id());
      assertEquals("A comment stands within it, which would be lost.", problem.why());
    }
  }

  @Test
  void addsBehindADashThatStandsAlone() throws Exception {
    String alone = "rules:\n  -\n    missing: sex\n";

    assertEquals(
        alone + "  - {unique: id}\n", RulesEdit.added(alone, "f", new QualityRule.Unique("id", 0)));
  }

  @Test
  void takesAShareThatIsReadBackWithAnotherLastDigit() throws Exception {
    assertEquals(
        "rules:\n  - {unique: id, allow: 0.07 %}\n",
        RulesEdit.changed("rules:\n  - {rows: 1}\n", "f", 0, new QualityRule.Unique("id", 0.0007)));
  }

  @ParameterizedTest
  @CsvSource({"1e-7,0.00001 %", "0.0000014,0.00014 %", "0.0123456,1.23456 %", "1e-10,1.0E-8 %"})
  void aShareKeepsItsDigits(double share, String written) throws Exception {
    var rule = new QualityRule.Unique("id", share);

    assertEquals(
        "rules:\n  - {rows: 1}\n  - {unique: id, allow: " + written + "}\n",
        RulesEdit.added("rules:\n  - {rows: 1}\n", "f", rule));
    assertEquals(share, QualityRules.asWritten(rule).allowed(), 1e-15);
  }

  @Test
  void aSingleRuleSaysWhatIsWrongWithItself() throws Exception {
    assertEquals(new QualityRule.Rows(5), QualityRules.of(Map.of("rows", 5)));
    assertEquals(
        "'from' is no number: a few.",
        assertThrows(
                ProblemException.class,
                () -> QualityRules.of(Map.of("range", "mass", "from", "a few")))
            .problem()
            .why());
  }
}
