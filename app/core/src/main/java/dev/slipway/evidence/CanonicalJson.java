// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evidence;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// JSON in the one form that RFC 8785 gives it, so that the same record has the same hash
/// everywhere. Objects of text, nested; nothing else is needed.
final class CanonicalJson {

  private static final String HEX = "0123456789abcdef";

  private CanonicalJson() {}

  static String of(Evidence evidence) {
    var fields = new TreeMap<String, Object>();
    fields.put("at", evidence.at().toString());
    fields.put("command", evidence.command());
    fields.put("environment", evidence.environment());
    fields.put("inputs", evidence.inputs());
    fields.put("key", evidence.key());
    fields.put("project", evidence.project());
    fields.put("release", evidence.release());
    fields.put("source", evidence.source().id());
    fields.put("tool", evidence.tool());
    fields.put("unit", evidence.unit());
    fields.put("value", evidence.value());
    return of(fields);
  }

  static String of(Waiver waiver) {
    var fields = new TreeMap<String, Object>();
    fields.put("approver", waiver.approver());
    fields.put("compensating_control", waiver.compensatingControl());
    fields.put("created", waiver.created().toString());
    fields.put("expires", waiver.expires().toString());
    fields.put("item", waiver.item());
    fields.put("project", waiver.project());
    fields.put("reason", waiver.reason());
    fields.put("release", waiver.release());
    fields.put("requester", waiver.requester());
    return of(fields);
  }

  static String of(SortedMap<String, ?> object) {
    var out = new StringBuilder(256);
    write(object, out);
    return out.toString();
  }

  private static void write(Map<?, ?> object, StringBuilder out) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> field : object.entrySet()) {
      if (!first) {
        out.append(',');
      }
      first = false;
      quote(String.valueOf(field.getKey()), out);
      out.append(':');
      if (field.getValue() instanceof Map<?, ?> nested) {
        write(nested, out);
      } else {
        quote(String.valueOf(field.getValue()), out);
      }
    }
    out.append('}');
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
