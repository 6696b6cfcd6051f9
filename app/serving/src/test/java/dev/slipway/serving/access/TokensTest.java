// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {

  private static final String ONE = "one-token-of-a-caller";
  private static final String OTHER = "aGVsbG8gd29ybGQgaGVsbG8=";

  private static Tokens of(String file) throws UnusableSecretException {
    return Tokens.of(file.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void holdsOneALineAndNothingElse() throws Exception {
    Tokens tokens = of("# pricing, until May\r\n" + ONE + "\r\n\n  " + OTHER + "  \n#" + ONE);

    assertEquals(2, tokens.count());
    List<Boolean> held = new ArrayList<>();
    for (String given :
        List.of(
            ONE,
            OTHER,
            "",
            ONE + "x",
            ONE.substring(1),
            OTHER.toUpperCase(Locale.ROOT),
            "# pricing")) {
      held.add(tokens.holds(given));
    }
    assertEquals(List.of(true, true, false, false, false, false, false), held);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '# only a comment' | there is no token in it
          '' | there is no token in it
          '#\nshort' | line 2 is no token: one has 16 to 512 letters, digits or -._~+/, and perhaps = at its end
          'a token with spaces in it' | line 1 is no token: one has 16 to 512 letters, digits or -._~+/, and perhaps = at its end
          """)
  void saysWhatIsWrongWithoutShowingIt(String file, String why) {
    UnusableSecretException refused =
        assertThrows(UnusableSecretException.class, () -> of(file.replace("\\n", "\n")));

    assertEquals(why, refused.reason());
  }

  @Test
  void takesAHundredAtMost() throws Exception {
    String hundred = (ONE + "\n").repeat(100);

    assertEquals(100, of(hundred).count());
    assertEquals(
        "there are more than 100 tokens",
        assertThrows(UnusableSecretException.class, () -> of(hundred + OTHER)).reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Bearer one-token-of-a-caller | -
          bearer   one-token-of-a-caller | -
          '' | INVALID_TOKEN
          Bearer | INVALID_TOKEN
          one-token-of-a-caller | INVALID_TOKEN
          Basic one-token-of-a-caller | INVALID_TOKEN
          Bearer one-token-of-a-calleR | INVALID_TOKEN
          Bearer one-token-of-a-caller,Bearer one-token-of-a-caller | INVALID_TOKEN
          """)
  void aHeaderLetsInByOneKnownToken(String header, String kind) throws Exception {
    List<String> refused = new ArrayList<>();
    Tokens tokens = of(ONE);
    BearerGate gate = new BearerGate(() -> tokens, refused::add);
    List<String> said = List.of(header.split(","));

    if (kind == null) {
      gate.check("rest", said);
      assertEquals(List.of(), refused);
    } else {
      var why = assertThrows(InferenceException.class, () -> gate.check("rest", said));
      assertEquals(Kind.valueOf(kind), why.kind());
      assertEquals(List.of("rest"), refused);
    }
  }
}
