// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateEngineTest {

  record Facts(
      String name,
      Optional<String> absent,
      OptionalLong flops,
      Bytes size,
      Duration limit,
      double share,
      List<Integer> steps,
      Path file,
      Verdict verdict) {}

  private static final Facts FACTS =
      new Facts(
          "wine",
          Optional.empty(),
          OptionalLong.of(46),
          new Bytes(4200),
          Duration.ofMillis(20),
          0.999,
          List.of(2, 3),
          Path.of("/somewhere/model.onnx"),
          new Verdict.NotMet("too slow"));

  private static String render(String path, String template) throws ProblemException {
    return render(path, template, Map.of());
  }

  private static String render(String path, String template, Map<String, Object> more)
      throws ProblemException {
    Map<String, byte[]> templates = new TreeMap<>(Map.of("t/" + path, template.getBytes(UTF_8)));
    templates.put("t/_lib.ftl", "[#assign twice = facts.name + facts.name]".getBytes(UTF_8));
    TemplateEngine engine = new TemplateEngine(new TreeMap<>(templates), new TemplateValues());
    Map<String, Object> values = new HashMap<>(TemplateEngine.functions());
    values.put("facts", FACTS);
    values.putAll(more);
    return engine.render("t/" + path, values).text();
  }

  @Test
  void readsComponentsOfRecordsAndNothingElse() throws ProblemException {
    String template =
        """
        - [=facts.name]
        - [=facts.flops]
        - [=facts.size] [=facts.size.count]
        - [=facts.limit] [=facts.limit.ms] [=facts.limit.seconds]
        - [=1 - facts.share]
        - [=facts.steps?join("+")]
        - [=facts.file]
        - [=facts.verdict.kind] [=facts.verdict.because]
        - [=facts.absent??]
        """;

    String expected =
        """
        - "wine"
        - 46
        - "4.2 kB" 4200
        - "20 ms" 20 0.02
        - 0.001
        - "2+3"
        - "model.onnx"
        - "not-met" "too slow"
        - false
        """;
    assertEquals(expected, render("a.yaml", template));
  }

  @Test
  void includesTemplatesOfItsFolders() throws ProblemException {
    String template = "[#import \"_lib.ftl\" as lib][#import \"/t/_lib.ftl\" as same][=lib.twice]";

    assertEquals("\"winewine\"", render("a.json", template));
  }

  @Test
  void leavesTheSyntaxOfOthersAlone() throws ProblemException {
    String text = "${HOME} {{ $labels.x }} <#if> rate(x[5m]) [[ -f x ]] $(date) ${{ github.ref }}";

    assertEquals(text, render("a.sh", text));
  }

  @Test
  void saysWhereATemplateIsWrongAndWithWhichValue() {
    var thrown =
        assertThrows(
            ProblemException.class, () -> render("a.yaml", "name: x\nother: [=facts.nothing]\n"));

    Problem problem = thrown.problem();
    assertEquals("bundle.template-error", problem.code().id());
    assertEquals(
        "The template t/a.yaml, line 2, column 10, at `facts.nothing` cannot be rendered.",
        problem.what());
  }

  @Test
  void saysWhereATemplateCannotBeRead() {
    var thrown = assertThrows(ProblemException.class, () -> render("a.yaml", "a: 1\n[#if x]\n"));

    assertTrue(
        thrown.problem().what().startsWith("The template t/a.yaml, line 2"),
        thrown.problem().what());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[=facts.absent]",
        "[=\"freemarker.template.utility.Execute\"?new()(\"id\")]",
        "[=facts?api.getClass()]",
        "[=facts.getClass()]",
        "[=facts.class]",
        "[=facts.name.class]",
        "[#include \"/etc/passwd\"]",
        "[#include \"../../pom.xml\"]",
        "[#include \"file:///etc/passwd\"]",
        "[=.now]",
        "[#assign x = .now?iso_utc]",
        "[=secret]",
        "[=facts.limit.name]",
        "[=.get_optional_template(\"/etc/passwd\").include()]"
      })
  void refusesWhatATemplateMustNotSee(String template) {
    Map<String, Object> more = Map.of("secret", new Object());

    assertThrows(ProblemException.class, () -> render("a.yaml", template, more));
  }

  @Test
  void keepsNumbersAndTruthsPlainAndTextsThatLookLikeThemQuoted() throws ProblemException {
    Map<String, Object> more =
        Map.of("number", 0.25, "truth", true, "text", "0.25", "marked", "\ufdd05\ufdd1");

    assertEquals(
        "0.25 true \"0.25\" \"p0.25\" \"\ufffd5\ufffd\" -5",
        render("a.yaml", "[=number] [=truth] [=text] [=\"p\" + number] [=marked] [=-5]", more));
  }

  @Test
  void refusesANumberThatIsNone() {
    assertThrows(ProblemException.class, () -> render("a.yaml", "[=n]", Map.of("n", Double.NaN)));
  }

  @Test
  void aTemplateCannotSwitchQuotingOff() {
    assertThrows(
        ProblemException.class, () -> render("a.yaml", "[#noautoesc][=facts.name][/#noautoesc]"));
    assertThrows(ProblemException.class, () -> render("a.yaml", "[=facts.name?no_esc]"));
    assertThrows(
        ProblemException.class,
        () -> render("a.yaml", "[#ftl output_format=\"undefined\"][=facts.name]"));
    assertThrows(
        ProblemException.class,
        () -> render("a.yaml", "[#outputformat \"plainText\"][=facts.name][/#outputformat]"));
  }
}
