// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads strict JSON (RFC 8259) from bytes, front to back, without building a tree.
///
/// Written by hand since reading numbers into buffers is most of the work of a request: a general
/// parser takes about twice the time. Every refusal names the byte where it happened.
final class JsonScanner {

  private static final int MAX_DEPTH = 64;
  private static final double[] POWERS_OF_TEN = new double[23];
  private static final long EXACT = 1L << 53;

  static {
    double power = 1;
    for (int i = 0; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = power;
      power *= 10;
    }
  }

  private final byte[] in;
  private final int end;
  private int at;

  // The latest number: its digits as an integer and where the decimal point belongs.
  private long mantissa;
  private int exponent;
  private boolean negative;
  private boolean exact;
  private boolean integral;

  JsonScanner(byte[] in, int from, int end) {
    this.in = in;
    this.at = from;
    this.end = end;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  int remaining() {
    return end - at;
  }

  /// The next byte that is no white space, not consumed; 0 at the end.
  int peek() {
    while (at < end) {
      int c = in[at];
      if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
        return c & 0xFF;
      }
      at++;
    }
    return 0;
  }

  boolean accept(char wanted) {
    if (peek() == wanted && at < end) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char wanted) throws InferenceException {
    if (!accept(wanted)) {
      throw unexpected("'" + wanted + "'");
    }
  }

  /// After an element: true when another follows, false when the closing character did.
  boolean another(char closing) throws InferenceException {
    if (accept(',')) {
      return true;
    }
    if (accept(closing)) {
      return false;
    }
    throw unexpected("',' or '" + closing + "'");
  }

  void expectEnd() throws InferenceException {
    peek();
    if (at < end) {
      throw unexpected("the end");
    }
  }

  InferenceException unexpected(String wanted) {
    if (at >= end) {
      return error("expected " + wanted + ", but the JSON ends");
    }
    int c = in[at] & 0xFF;
    String found = c > ' ' && c < 0x7F ? "'" + (char) c + "'" : "byte 0x%02x".formatted(c);
    return error("expected " + wanted + ", not " + found);
  }

  InferenceException error(String message) {
    return InferenceException.invalid("JSON, byte " + at + ": " + message);
  }

  /// A name and its colon.
  String key() throws InferenceException {
    String key = string();
    expect(':');
    return key;
  }

  String string() throws InferenceException {
    int from = openString();
    int close = endOfPlain(from);
    if (in[close] == '"') {
      at = close + 1;
      return new String(in, from, close - from, StandardCharsets.ISO_8859_1);
    }
    return new String(longString(from), StandardCharsets.UTF_8);
  }

  /// A string as UTF-8 bytes.
  byte[] stringBytes() throws InferenceException {
    int from = openString();
    int close = endOfPlain(from);
    if (in[close] == '"') {
      at = close + 1;
      return Arrays.copyOfRange(in, from, close);
    }
    return longString(from);
  }

  private int openString() throws InferenceException {
    if (peek() != '"') {
      throw unexpected("a string");
    }
    return at + 1;
  }

  /// The first byte that is not plain ASCII text: the closing quote, an escape, or beyond ASCII.
  private int endOfPlain(int from) throws InferenceException {
    for (int i = from; i < end; i++) {
      int c = in[i];
      if (c == '"' || c == '\\' || c < ' ') {
        return i;
      }
    }
    at = end;
    throw error("a string has no end");
  }

  private byte[] longString(int from) throws InferenceException {
    JsonText text = new JsonText(in, from, end);
    try {
      byte[] value = text.read();
      at = text.position();
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
      return value;
    } catch (CharacterCodingException noText) {
      at = from;
      throw error("a string is not UTF-8");
    } catch (IllegalArgumentException refused) {
      at = text.position();
      throw error(String.valueOf(refused.getMessage()));
    }
  }

  boolean bool() throws InferenceException {
    if (acceptWord("true")) {
      return true;
    }
    if (acceptWord("false")) {
      return false;
    }
    throw unexpected("true or false");
  }

  /// Whether `null` is next, which is then consumed.
  boolean nothing() throws InferenceException {
    if (peek() != 'n') {
      return false;
    }
    if (!acceptWord("null")) {
      throw unexpected("null");
    }
    return true;
  }

  private boolean acceptWord(String word) {
    peek();
    if (end - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (in[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  /// The nearest double.
  double number() throws InferenceException {
    int from = scanNumber();
    if (exact && mantissa <= EXACT && exponent >= -22 && exponent <= 22) {
      return scaled();
    }
    return Double.parseDouble(text(from));
  }

  /// The nearest double, rounded to a float: what Python's json and numpy make of the same text.
  float floatNumber() throws InferenceException {
    int from = scanNumber();
    if (exact && exponent >= -22 && exponent <= 22) {
      double near = scaled();
      if (mantissa <= EXACT) {
        return (float) near;
      }
      // At most two roundings away from the true value: if both sides give one float, it is that.
      float below = (float) (near * (1 - 0x1p-50));
      if (below == (float) (near * (1 + 0x1p-50))) {
        return below;
      }
    }
    return (float) Double.parseDouble(text(from));
  }

  private double scaled() {
    double magnitude =
        exponent < 0 ? mantissa / POWERS_OF_TEN[-exponent] : mantissa * POWERS_OF_TEN[exponent];
    return negative ? -magnitude : magnitude;
  }

  /// A whole number within bounds; for UINT64 give the bounds 0 and -1.
  long integer(long least, long most) throws InferenceException {
    int from = scanNumber();
    if (!integral) {
      at = from;
      throw error("expected a whole number");
    }
    boolean unsigned = most == -1 && least == 0;
    try {
      if (unsigned && negative) {
        throw new NumberFormatException("negative");
      }
      long value = exact ? signed() : parsed(from, unsigned);
      if (unsigned || (value >= least && value <= most)) {
        return value;
      }
    } catch (NumberFormatException tooLarge) {
      // told below
    }
    at = from;
    throw error(
        "expected a whole number from %d to %s"
            .formatted(least, unsigned ? Long.toUnsignedString(most) : Long.toString(most)));
  }

  private long signed() {
    return negative ? -mantissa : mantissa;
  }

  private long parsed(int from, boolean unsigned) {
    return unsigned ? Long.parseUnsignedLong(text(from)) : Long.parseLong(text(from));
  }

  private String text(int from) {
    return new String(in, from, at - from, StandardCharsets.ISO_8859_1);
  }

  /// Consumes a number and returns where it began.
  private int scanNumber() throws InferenceException {
    peek();
    int from = at;
    mantissa = 0;
    exponent = 0;
    exact = true;
    integral = true;
    negative = at < end && in[at] == '-';
    if (negative) {
      at++;
    }
    if (at < end && in[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < end && in[at] == '.') {
      at++;
      integral = false;
      int point = at;
      digits();
      exponent = point - at;
    }
    if (at < end && (in[at] | 0x20) == 'e') {
      at++;
      integral = false;
      power();
    }
    return from;
  }

  private void digits() throws InferenceException {
    int from = at;
    long value = mantissa;
    while (at < end) {
      int digit = in[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      if (value >= Long.MAX_VALUE / 10 - 1) {
        exact = false;
      } else {
        value = value * 10 + digit;
      }
      at++;
    }
    if (at == from) {
      throw unexpected("a number");
    }
    mantissa = value;
  }

  private void power() throws InferenceException {
    boolean minus = at < end && in[at] == '-';
    if (minus || (at < end && in[at] == '+')) {
      at++;
    }
    int from = at;
    int power = 0;
    while (at < end && in[at] >= '0' && in[at] <= '9') {
      power = Math.min(power * 10 + in[at] - '0', 100_000);
      at++;
    }
    if (at == from) {
      throw unexpected("the digits of an exponent");
    }
    exponent += minus ? -power : power;
  }

  /// Passes over one value of any kind, checking it.
  void skip() throws InferenceException {
    skip(0);
  }

  private void skip(int depth) throws InferenceException {
    if (depth > MAX_DEPTH) {
      throw error("nested deeper than " + MAX_DEPTH);
    }
    switch (peek()) {
      case '"' -> skipString();
      case '{' -> {
        at++;
        boolean more = !accept('}');
        while (more) {
          key();
          skip(depth + 1);
          more = another('}');
        }
      }
      case '[' -> {
        at++;
        boolean more = !accept(']');
        while (more) {
          skip(depth + 1);
          more = another(']');
        }
      }
      case 't', 'f' -> bool();
      case 'n' -> nothing();
      default -> scanNumber();
    }
  }

  private void skipString() throws InferenceException {
    int from = openString();
    int close = endOfPlain(from);
    if (in[close] == '"') {
      at = close + 1;
    } else {
      longString(from);
    }
  }
}
