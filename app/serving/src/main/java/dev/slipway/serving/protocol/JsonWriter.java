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

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
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
