// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The instructions of a Dockerfile, continued lines joined.
public record Dockerfile(List<Instruction> instructions) {

  public Dockerfile {
    instructions = List.copyOf(instructions);
  }

  /// @param line where it begins, from 1
  /// @param name in capitals
  /// @param stage number of the stage it belongs to, from 0; -1 before the first FROM
  public record Instruction(int line, String name, String arguments, int stage) {

    /// The words after the options (`--from=…`).
    List<String> words() {
      return all().stream().filter(word -> !word.startsWith("--")).toList();
    }

    List<String> options() {
      return all().stream().takeWhile(word -> word.startsWith("--")).toList();
    }

    private List<String> all() {
      return arguments.isBlank() ? List.of() : List.of(arguments.strip().split("\\s+"));
    }

    boolean isExecForm() {
      return arguments.strip().replaceFirst("^(--\\S+\\s+)*(CMD\\s+)?", "").startsWith("[");
    }
  }

  public static Dockerfile parse(String text) {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    int stage = -1;
    int start = 0;
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.startsWith("#") || (line.isEmpty() && joined.isEmpty())) {
        continue;
      }
      start = joined.isEmpty() ? number : start;
      if (line.endsWith("\\")) {
        joined.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      String all = joined.append(line).toString().strip();
      joined.setLength(0);
      String[] parts = all.split("\\s+", 2);
      String name = parts[0].toUpperCase(Locale.ROOT);
      stage += name.equals("FROM") ? 1 : 0;
      instructions.add(new Instruction(start, name, parts.length > 1 ? parts[1] : "", stage));
    }
    return new Dockerfile(instructions);
  }

  /// Instructions of the stage that the image is made of.
  List<Instruction> last(String name) {
    int stage = instructions.isEmpty() ? -1 : instructions.getLast().stage();
    return all(name).stream().filter(one -> one.stage() == stage).toList();
  }

  List<Instruction> all(String name) {
    return instructions.stream().filter(one -> one.name().equals(name)).toList();
  }
}
