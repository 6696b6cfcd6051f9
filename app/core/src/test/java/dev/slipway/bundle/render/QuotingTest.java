// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.xml.sax.InputSource;

public final class QuotingTest {

  /// Texts that break out of careless quoting, and random ones made of such pieces.
  public static Stream<String> hostile() {
    List<String> pieces = Stream.concat(marks(), words()).toList();
    Random random = new Random(42);
    Stream<String> mixed =
        Stream.generate(
                () -> {
                  StringBuilder text = new StringBuilder();
                  for (int i = random.nextInt(12); i >= 0; i--) {
                    text.append(pieces.get(random.nextInt(pieces.size())));
                  }
                  return text.toString();
                })
            .limit(200);
    return Stream.of(
            pieces.stream(), mixed, Stream.of("", "x".repeat(10_000), "a: \"b\"\n# c".repeat(1000)))
        .flatMap(texts -> texts);
  }

  /// What ends or begins something somewhere.
  private static Stream<String> marks() {
    return Stream.of(
        "\"",
        "'",
        "\n",
        "\r\n",
        ": ",
        " #",
        "{{",
        "}}",
        "${",
        "$(",
        "`",
        "\\",
        "]]>",
        "- ",
        "|",
        "&",
        "*",
        "!",
        "%",
        "@",
        "[",
        "]",
        "[=",
        "[#",
        "<",
        ">",
        "~",
        "\t",
        "\u0000",
        "\u0085",
        "\u2028",
        "\ufeff",
        "é",
        "漢",
        "\ud83d\ude80",
        "---",
        "```",
        "EOF");
  }

  /// What YAML, a shell or a pipeline reads as something else than a text.
  private static Stream<String> words() {
    return Stream.of(
        " ",
        "\r",
        "\u2029",
        "\u202e",
        "\u00a0",
        "?",
        "=",
        "<<",
        "...",
        "no",
        "on",
        "y",
        "true",
        "null",
        "1e3",
        "0x10",
        "0o7",
        "08",
        "1_000",
        "190:20:30",
        ".inf",
        "2026-11-26",
        "2026-11-26T03:00:00Z",
        "{% raw %}",
        "$$",
        "%0A",
        "::set-output name=a::b",
        "<!--",
        "x".repeat(300));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void yamlAndJsonReadBackTheSameText(String text) throws Exception {
    String quoted = Quoting.doubleQuoted(text);
    String document = "before: 1\nvalue: " + quoted + " # " + quoted + "\nafter: 2\n";

    Object yaml = new Load(LoadSettings.builder().build()).loadFromString(document);

    assertEquals(Map.of("before", 1, "value", text, "after", 2), yaml);
    assertEquals(text, new ObjectMapper().readValue(quoted, String.class));
    assertEquals(1, quoted.lines().count());
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void htmlShowsTheSameTextAndNoElement(String text) throws Exception {
    String quoted = Quoting.html(text);
    String document = "<p title=\"" + quoted + "\">" + quoted + "</p>";

    var paragraph =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(document)))
            .getDocumentElement();

    String seen =
        text.replaceAll("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\p{Cf}]", "\ufffd");
    assertEquals(seen, paragraph.getTextContent());
    assertEquals(seen.replace('\n', ' '), paragraph.getAttribute("title"));
    assertEquals(0, paragraph.getElementsByTagName("*").getLength());
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void propertiesReadBackTheSameText(String text) throws Exception {
    String value = Quoting.properties(text);
    Properties properties = new Properties();

    properties.load(new StringReader("# " + value + "\nkey=" + value + "\nafter=2\n"));

    assertEquals(Map.of("key", text, "after", "2"), properties);
  }

  /// As older readers of Groovy do: characters by number first, unless behind an even backslash.
  @ParameterizedTest
  @MethodSource("hostile")
  void groovyReadsBackTheSameText(String text) {
    String quoted = Quoting.groovy(text);

    String numbered =
        Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u([0-9a-f]{4})")
            .matcher(quoted)
            .replaceAll(found ->
                Matcher.quoteReplacement(
                    found.group(1) + (char) Integer.parseInt(found.group(2), 16)));

    assertEquals(1, numbered.split("[\r\n]", -1).length, quoted);
    String inner = numbered.substring(1, numbered.length() - 1);
    assertTrue(inner.replaceAll("\\\\.", "").indexOf('\'') < 0, quoted);
    assertEquals(text, inner.translateEscapes());
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aCommentStaysOnItsLine(String text) {
    String document = "a: 1 # " + Quoting.comment(text) + "\nb: 2\n";

    Object yaml = new Load(LoadSettings.builder().build()).loadFromString(document);

    assertEquals(Map.of("a", 1, "b", 2), yaml);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void markdownKeepsTheTextAsTextOnOneLine(String text) {
    String markdown = Quoting.markdown(text);

    assertEquals(shown(text), unescaped(markdown));
    assertEquals(markdown.isEmpty() ? 0 : 1, markdown.lines().count());
    assertFalse(markdown.matches("(?s).*(?<!\\\\)[`*_\\[\\]|~$].*"), markdown);
  }

  private static String shown(String text) {
    return text.replaceAll("\r\n|[\n\r\u2028\u2029]", "\n")
        .replaceAll("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\p{Cf}]", "\ufffd");
  }

  private static String unescaped(String markdown) {
    return markdown
        .replace("<br>", "\n")
        .replaceAll("\\\\([^\\n])", "$1")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  @Test
  void aDockerfileRefusesWhatItCannotHold() {
    assertEquals("\"a \\\"b\\\" \\$c \\\\ # `d`\"", Quoting.dockerfile("a \"b\" $c \\ # `d`"));
    assertThrows(IllegalArgumentException.class, () -> Quoting.dockerfile("a\nRUN evil"));
  }

  @Test
  void aShellWordStaysPlainAndAnythingElseIsQuoted() {
    assertEquals("deployment/wine-quality", Quoting.shell("deployment/wine-quality"));
    assertEquals("''", Quoting.shell(""));
    assertEquals("'it'\\''s $(x) `y`'", Quoting.shell("it's $(x) `y`"));
    assertEquals("$'two\\u000alines \\'x\\''", Quoting.shell("two\nlines 'x'"));
  }

  @Test
  void codeOfMarkdownStaysCode() {
    assertEquals("`kubectl get pods`", Quoting.code("kubectl get pods"));
    assertEquals("<code>a&#124;b&#96;&#10;</code>", Quoting.code("a|b`\n"));
    assertEquals("<code>a&#65533;b</code>", Quoting.code("a\u202eb"));
  }

  /// A bundle's version that is shown backwards, or in another order than it is read.
  @Test
  void whatSteersHowOthersAreShownIsReplaced() {
    String hostile = "a\u2066b\udb40\udc01c\u202e";

    assertEquals("a\ufffdb\ufffdc\ufffd", Quoting.markdown(hostile));
    assertEquals("a\ufffdb\ufffdc\ufffd", Quoting.html(hostile));
    assertEquals("a b c", Quoting.comment(hostile));
  }

  @Test
  void aWordIsNothingElse() {
    assertEquals("eclipse-temurin:25-jdk", Quoting.word("eclipse-temurin:25-jdk"));
    for (String bad : List.of("", "a b", "a\nb", "-x", "a\"", "${x}")) {
      assertThrows(IllegalArgumentException.class, () -> Quoting.word(bad), bad);
    }
  }

  @Test
  void halvesOfPairsDoNotReachAFile() {
    assertEquals("\"a\\ufffdb\"", Quoting.doubleQuoted("a\ud83db"));
    assertEquals("a b", Quoting.comment("a\ud83db"));
  }
}
