// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import dev.slipway.model.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `model.ini` says: values, columns and the texts of categories.
final class MojoInfo {

  /// Columns, classes and trees of a model; real ones have some thousands.
  static final int MOST = 100_000;

  private final Map<String, String> values = new HashMap<>();
  private final List<String> columns = new ArrayList<>();
  private final Map<Integer, List<String>> domains = new HashMap<>();

  private MojoInfo() {}

  static MojoInfo read(MojoArchive archive) throws IOException, MalformedException {
    var info = new MojoInfo();
    Map<Integer, String> files = new HashMap<>();
    String section = "";
    for (String raw : archive.lines("model.ini")) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      switch (line) {
        case "[info]", "[columns]", "[domains]" -> section = line;
        default -> info.add(section, line, files);
      }
    }
    if (info.columns.size() != info.count("n_columns")) {
      throw new MalformedException(
          "it names %d of %d columns".formatted(info.columns.size(), info.count("n_columns")),
          false);
    }
    for (Map.Entry<Integer, String> file : files.entrySet()) {
      info.domains.put(file.getKey(), info.domain(archive, file.getValue()));
    }
    return info;
  }

  private void add(String section, String line, Map<Integer, String> files)
      throws MalformedException {
    switch (section) {
      case "[info]" -> {
        String[] pair = line.split("=", 2);
        values.put(pair[0].strip(), pair.length < 2 ? "" : pair[1].strip());
      }
      case "[columns]" -> columns.add(line);
      case "[domains]" -> {
        String[] pair = line.split(":\\s*", 2);
        if (pair.length < 2 || !pair[0].matches("[0-9]{1,6}")) {
          throw new MalformedException("model.ini has the line \"" + line + "\"", false);
        }
        files.put(Integer.parseInt(pair[0]), pair[1]);
      }
      default -> throw new MalformedException("model.ini does not begin with [info]", false);
    }
  }

  /// @param stated number of texts and name of the file, such as `3 d000.txt`
  private List<String> domain(MojoArchive archive, String stated)
      throws IOException, MalformedException {
    String[] parts = stated.split(" ", 2);
    if (parts.length < 2 || !parts[0].matches("[0-9]{1,9}")) {
      throw new MalformedException("model.ini has the domain \"" + stated + "\"", false);
    }
    List<String> texts = archive.lines("domains/" + parts[1]);
    if (texts.size() != Integer.parseInt(parts[0])) {
      throw new MalformedException(
          "domains/%s has %d texts, not %s".formatted(parts[1], texts.size(), parts[0]), false);
    }
    boolean escaped = text("escape_domain_values").orElse("").equals("true");
    List<String> plain = escaped ? texts.stream().map(MojoInfo::unescaped).toList() : texts;
    if (new HashSet<>(plain).size() < plain.size()) {
      throw new MalformedException("domains/" + parts[1] + " has a text twice", false);
    }
    return plain;
  }

  private static String unescaped(String text) {
    var plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        plain.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /// A value that is stated.
  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.equals("null"));
  }

  String need(String key) throws MalformedException {
    return text(key).orElseThrow(() -> new MalformedException("model.ini lacks " + key, false));
  }

  boolean truth(String key) {
    return text(key).orElse("").equals("true");
  }

  int count(String key) throws MalformedException {
    String value = need(key);
    if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) > MOST) {
      throw new MalformedException(
          "model.ini has %s = %s, no number up to %d".formatted(key, value, MOST), false);
    }
    return Integer.parseInt(value);
  }

  double number(String key, double otherwise) throws MalformedException {
    Optional<String> value = text(key);
    return value.isEmpty() ? otherwise : number(key, value.get());
  }

  private static double number(String key, String value) throws MalformedException {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new MalformedException("model.ini has %s = %s".formatted(key, value), false);
    }
  }

  /// A list such as `[1.0, 2.5]`; empty where none is stated.
  double[] numbers(String key) throws MalformedException {
    String stated = text(key).orElse("[]");
    if (!stated.startsWith("[") || !stated.endsWith("]")) {
      throw new MalformedException("model.ini has %s = %s".formatted(key, stated), false);
    }
    String inside = stated.substring(1, stated.length() - 1).strip();
    String[] parts = inside.isEmpty() ? new String[0] : inside.split(",", -1);
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = number(key, parts[i].strip());
    }
    return numbers;
  }

  /// Columns that the model is asked with, by their place.
  List<String> features() throws MalformedException {
    int count = count("n_features");
    if (count == 0 || count > columns.size()) {
      throw new MalformedException(
          "it takes %d of %d columns".formatted(count, columns.size()), false);
    }
    List<String> features = columns.subList(0, count);
    if (new HashSet<>(features).size() < count) {
      throw new MalformedException("it gives two columns the same name", false);
    }
    return List.copyOf(features);
  }

  /// The texts of a column; empty for one of numbers.
  List<String> texts(int column) {
    return domains.getOrDefault(column, List.of());
  }

  /// The classes' names, which are the texts of the last column.
  List<String> classes() throws MalformedException {
    int classes = count("n_classes");
    List<String> names = texts(columns.size() - 1);
    if (names.isEmpty() && classes == 2) {
      return List.of("0", "1");
    }
    if (names.size() != classes || classes < 2) {
      throw new MalformedException(
          "it has names of %d classes for %d".formatted(names.size(), classes), false);
    }
    return names;
  }
}
