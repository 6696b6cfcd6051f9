// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.serving.predict.InferenceException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scanner against Jackson and BigDecimal, on fixed and on random texts.
class JsonScannerTest {

  private static final ObjectMapper JACKSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static JsonScanner scanner(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new JsonScanner(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.0",
        "1",
        "10",
        "0.1",
        "1e5",
        "1E+5",
        "1e-5",
        "123456789012345678",
        "9007199254740993",
        "9007199254740992",
        "1.7976931348623157e308",
        "4.9e-324",
        "2.4e-324",
        "2.2250738585072014E-308",
        "2.2250738585072011e-308",
        "1e23",
        "8.5e22",
        "1e-400",
        "0e999",
        "1000000000000000000000000000000",
        "0.000000000000000000000000000000001",
        "3.4028234663852886e38",
        "1.1754943508222875e-38",
        "7.038531e-26",
        "16777217.0000001"
      })
  void readsTheNearestDouble(String text) throws Exception {
    assertNumber(text);
  }

  private static void assertNumber(String text) throws InferenceException {
    double expected = new BigDecimal(text).doubleValue();
    double signed = text.startsWith("-") && expected == 0 ? -0.0 : expected;
    assertEquals(signed, scanner(text).number(), text);
    assertEquals((float) signed, scanner(text).floatNumber(), text);
  }

  @Test
  void readsRandomNumbersAsBigDecimalDoes() throws Exception {
    Random random = new Random(42);
    for (int i = 0; i < 200_000; i++) {
      assertNumber(randomNumber(random));
    }
  }

  private static String randomNumber(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Float.toString(finite(Float.intBitsToFloat(random.nextInt())));
      case 1 -> Double.toString(finite(Double.longBitsToDouble(random.nextLong())));
      case 2 -> Double.toString(random.nextGaussian());
      case 3 -> Long.toString(random.nextLong());
      default -> random.nextInt(1000) + "." + Math.abs(random.nextLong() >> random.nextInt(64));
    };
  }

  private static float finite(float value) {
    return Float.isFinite(value) ? value : 0;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  @Test
  void printedFloatsReadBackAsTheSameBits() throws Exception {
    Random random = new Random(43);
    for (int i = 0; i < 500_000; i++) {
      float value = finite(Float.intBitsToFloat(random.nextInt()));
      String text = new JsonWriter().value(value).toString();
      assertEquals(
          Float.floatToRawIntBits(value),
          Float.floatToRawIntBits(scanner(text).floatNumber()),
          text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "NaN",
        "Infinity",
        "-Infinity",
        "1,",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "\"",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"a\nb\"",
        "tru",
        "nul",
        "True",
        "[1 2]",
        "// x",
        "1 2",
        "{}}",
        "\u00a01",
        "\"\t\""
      })
  void refusesWhatIsNoJson(String text) {
    assertThrows(JsonProcessingException.class, () -> requireValue(JACKSON.readTree(text)));
    assertThrows(InferenceException.class, () -> skipAll(text));
  }

  private static void requireValue(JsonNode node) throws JsonProcessingException {
    if (node == null || node.isMissingNode()) {
      throw new JsonParseException(null, "nothing");
    }
  }

  private static void skipAll(String text) throws InferenceException {
    JsonScanner scanner = scanner(text);
    scanner.skip();
    scanner.expectEnd();
  }

  @Test
  void acceptsAndRefusesBrokenTextsAsJacksonDoes() throws Exception {
    Random random = new Random(44);
    String seed =
        "{\"a\":[1,-2.5e3,true,null,\"x\\n\\u00e9\\\\ é\"],\"b\":{\"c\":[[],{}]},\"d\":\"\"}";
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder(seed);
      for (int change = 0; change <= random.nextInt(3); change++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.setCharAt(at, "{}[],:\"\\0159-+.eEtn u".charAt(random.nextInt(21)));
          default -> text.insert(at, "{}[],:\"\\0159-+.eEtn u".charAt(random.nextInt(21)));
        }
      }
      refused += sameVerdict(text.toString()) ? 0 : 1;
    }
    assertTrue(refused > 10_000, "the texts were hardly broken");
  }

  /// True when both accept, false when both refuse.
  private static boolean sameVerdict(String text) {
    boolean jackson;
    try {
      requireValue(JACKSON.readTree(text));
      jackson = true;
    } catch (JsonProcessingException broken) {
      jackson = false;
    }
    boolean ours;
    try {
      skipAll(text);
      ours = true;
    } catch (InferenceException broken) {
      ours = false;
    }
    assertEquals(jackson, ours, text);
    return ours;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"plain\"",
        "\"\\u00e9\"",
        "\"é\"",
        "\"日本\"",
        "\"\\ud83d\\ude00\"",
        "\"😀\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"a\\u0000b\"",
        "\"tail\\n\""
      })
  void readsTextsAsJacksonDoes(String text) throws Exception {
    String expected = JACKSON.readTree(text).asText();

    assertEquals(expected, scanner(text).string());
    assertEquals(expected, new String(scanner(text).stringBytes(), StandardCharsets.UTF_8));
    assertEquals(expected, JACKSON.readTree(new JsonWriter().value(expected).toString()).asText());
  }

  @Test
  void refusesHalfASurrogatePairAndBrokenUtf8() {
    assertThrows(InferenceException.class, () -> scanner("\"\\ud83d\"").string());
    assertThrows(InferenceException.class, () -> scanner("\"\\ude00\"").string());
    assertThrows(InferenceException.class, () -> scanner("\"\\ud83d\\u0041\"").string());
    byte[] broken = {'"', (byte) 0xC3, '"'};
    assertThrows(InferenceException.class, () -> new JsonScanner(broken, 0, 3).string());
  }

  @Test
  void keepsWholeNumbersWithinTheirBounds() throws Exception {
    assertEquals(127, scanner("127").integer(-128, 127));
    assertEquals(-128, scanner("-128").integer(-128, 127));
    assertEquals(Long.MIN_VALUE, whole("-9223372036854775808"));
    assertEquals(Long.MAX_VALUE, whole("9223372036854775807"));
    assertEquals(-1L, scanner("18446744073709551615").integer(0, -1));
    for (String outside : new String[] {"128", "-129", "1.0", "1e2", "99999999999999999999"}) {
      assertThrows(InferenceException.class, () -> scanner(outside).integer(-128, 127), outside);
    }
    assertThrows(InferenceException.class, () -> scanner("-1").integer(0, -1));
    assertThrows(InferenceException.class, () -> scanner("18446744073709551616").integer(0, -1));
    assertThrows(InferenceException.class, () -> whole("9223372036854775808"));
  }

  private static long whole(String text) throws InferenceException {
    return scanner(text).integer(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void namesTheByteOfARefusal() {
    var refused = assertThrows(InferenceException.class, () -> skipAll("{\"a\": NaN}"));

    assertEquals("JSON, byte 6: expected a number, not 'N'", refused.getMessage());
  }

  @Test
  void refusesDeepNestingWithoutOverflowing() {
    assertThrows(InferenceException.class, () -> skipAll("[".repeat(1_000_000)));
    assertThrows(InferenceException.class, () -> skipAll("{\"a\":".repeat(100_000)));
  }
}
