// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import java.util.Collection;

/// Writes JSON; numbers are the shortest text that reads back as the same bits.
public final class JsonWriter {

  private final StringBuilder out = new StringBuilder(512);
  private boolean comma;

  public JsonWriter object() {
    separate();
    out.append('{');
    comma = false;
    return this;
  }

  public JsonWriter endObject() {
    out.append('}');
    comma = true;
    return this;
  }

  public JsonWriter array() {
    separate();
    out.append('[');
    comma = false;
    return this;
  }

  public JsonWriter endArray() {
    out.append(']');
    comma = true;
    return this;
  }

  public JsonWriter key(String name) {
    separate();
    quote(name);
    out.append(':');
    comma = false;
    return this;
  }

  /// A key with its quotes and its colon.
  JsonWriter quotedKey(String key) {
    separate();
    out.append(key);
    comma = false;
    return this;
  }

  static String quoted(String text) {
    return new JsonWriter().value(text).toString();
  }

  public JsonWriter value(String text) {
    separate();
    quote(text);
    return this;
  }

  public JsonWriter value(boolean value) {
    separate();
    out.append(value);
    return this;
  }

  public JsonWriter value(long value) {
    separate();
    out.append(value);
    return this;
  }

  public JsonWriter unsigned(long value) {
    separate();
    out.append(Long.toUnsignedString(value));
    return this;
  }

  /// A finite float.
  public JsonWriter value(float value) {
    separate();
    out.append(value);
    return this;
  }

  /// A finite double.
  public JsonWriter value(double value) {
    separate();
    out.append(value);
    return this;
  }

  /// A value that is written as JSON already.
  JsonWriter written(String json) {
    separate();
    out.append(json);
    return this;
  }

  public JsonWriter nothing() {
    separate();
    out.append("null");
    return this;
  }

  public JsonWriter value(long[] values) {
    array();
    for (long value : values) {
      value(value);
    }
    return endArray();
  }

  public JsonWriter value(Collection<String> values) {
    array();
    values.forEach(this::value);
    return endArray();
  }

  private void separate() {
    if (comma) {
      out.append(',');
    }
    comma = true;
  }

  /// What needs no escape goes as a whole: that is nearly all there is.
  private void quote(String text) {
    out.append('"');
    int plainFrom = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, plainFrom, i);
        escape(c);
        plainFrom = i + 1;
      }
    }
    if (plainFrom == 0) {
      out.append(text);
    } else {
      out.append(text, plainFrom, text.length());
    }
    out.append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append(String.format("\\u%04x", (int) c));
    }
  }

  /// Starts a new text with one that was written before.
  public void resume(String written) {
    out.setLength(0);
    out.append(written);
    comma = true;
  }

  /// Starts a new text, keeping the memory of the old one.
  public void reset() {
    out.setLength(0);
    comma = false;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
