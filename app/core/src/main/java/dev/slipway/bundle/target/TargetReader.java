// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.target;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.Constant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a `target.yaml`, and says what is wrong with it.
final class TargetReader {

  private static final Set<String> KEYS =
      Set.of(
          "title",
          "description",
          "steps",
          "for",
          "offered",
          "options",
          "files",
          "requires",
          "reads",
          "needs",
          "checks",
          "numbers");
  private static final Set<String> OPTION_KEYS =
      Set.of("name", "type", "default", "rule", "help", "example", "advanced");
  private static final Set<String> FILE_KEYS =
      Set.of("template", "copy", "path", "executable", "when");
  private static final Set<String> NUMBER_KEYS = Set.of("text", "is");
  static final Set<String> TYPES = Set.of("text", "number", "truth", "choice");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final String id;

  private TargetReader(String id) {
    this.id = id;
  }

  static TargetDefinition read(String id, byte[] yaml) throws ProblemException {
    return new TargetReader(id).definition(new String(yaml, StandardCharsets.UTF_8));
  }

  private TargetDefinition definition(String yaml) throws ProblemException {
    if (!ID.matcher(id).matches()) {
      throw bad("its folder's name must be lower-case words joined by hyphens");
    }
    Map<?, ?> root = onlyKeys("the file", load(yaml), KEYS);
    List<Target.Option> options = new ArrayList<>();
    for (Object item : list(root, "options")) {
      options.add(option(item));
    }
    List<TargetFile> files = new ArrayList<>();
    for (Object item : list(root, "files")) {
      files.add(file(item));
    }
    if (files.isEmpty()) {
      throw bad("it names no files");
    }
    Target target =
        new Target(
            id,
            text(root, "the file", "title"),
            text(root, "the file", "description"),
            steps(root),
            options,
            texts(root, "requires"),
            texts(root, "reads"),
            needs(root));
    List<String> checks = texts(root, "checks");
    if (!TargetCatalogue.CHECKS.containsAll(checks)) {
      throw bad(
          "its checks are " + checks + "; known are " + new TreeSet<>(TargetCatalogue.CHECKS));
    }
    return new TargetDefinition(
        target, recipients(root), truth(root, "offered", true), files, checks, numbers(root));
  }

  /// What its author says by another word, such as `no`, must not be taken for the opposite.
  private boolean truth(Map<?, ?> map, String key, boolean unsaid) throws ProblemException {
    if (!map.containsKey(key)) {
      return unsaid;
    }
    if (map.get(key) instanceof Boolean said) {
      return said;
    }
    throw bad("`" + key + "` is " + map.get(key) + "; it is true or false");
  }

  private List<Recipient> recipients(Map<?, ?> root) throws ProblemException {
    List<Recipient> recipients = new ArrayList<>();
    for (String word : texts(root, "for")) {
      recipients.add(
          Recipient.of(word)
              .orElseThrow(() ->
                  bad("it is for `" + word + "`; the nearest one is " + Recipient.nearest(word))));
    }
    return recipients;
  }

  private List<String> needs(Map<?, ?> root) throws ProblemException {
    List<String> needs = texts(root, "needs");
    if (!Target.NEEDS.containsAll(needs)) {
      throw bad("it needs " + needs + "; known are " + new TreeSet<>(Target.NEEDS));
    }
    return needs;
  }

  private List<Constant> numbers(Map<?, ?> root) throws ProblemException {
    List<Constant> numbers = new ArrayList<>();
    for (Object item : list(root, "numbers")) {
      Map<?, ?> map = onlyKeys("an entry of numbers", item, NUMBER_KEYS);
      String text = text(map, "an entry of numbers", "text");
      if (text.chars().noneMatch(Character::isDigit)) {
        throw bad("the entry `" + text + "` of numbers holds no number");
      }
      numbers.add(new Constant(text, text(map, "the number " + text, "is")));
    }
    return numbers;
  }

  private Object load(String yaml) throws ProblemException {
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(id + "/target.yaml")
              .setAllowDuplicateKeys(false)
              // One piece: the reader fails on a pair of surrogates that its buffer cuts in two.
              .setBufferSize(yaml.length() + 2)
              .build();
      return new Load(settings).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private Target.Option option(Object item) throws ProblemException {
    Map<?, ?> map = onlyKeys("an option", item, OPTION_KEYS);
    String name = text(map, "an option", "name");
    String where = "option " + name;
    Target.Option option =
        new Target.Option(
            name,
            text(map, where, "type"),
            optional(map, "default"),
            optional(map, "rule"),
            text(map, where, "help"),
            optional(map, "example"),
            truth(map, "advanced", false));
    if (!ID.matcher(name).matches()) {
      throw bad(where + " must be lower-case words joined by hyphens");
    }
    if (!TYPES.contains(option.type())) {
      throw bad(where + " has type " + option.type() + "; types are " + new TreeSet<>(TYPES));
    }
    try {
      TargetOptions.check(option, option.defaultValue());
      if (!option.example().isEmpty()) {
        TargetOptions.check(option, option.example());
      }
    } catch (PatternSyntaxException e) {
      throw bad(where + " has a rule that is no pattern: " + e.getDescription());
    } catch (IllegalArgumentException e) {
      throw bad(where + " has a default, example or rule that does not fit: " + e.getMessage());
    }
    return option;
  }

  private TargetFile file(Object item) throws ProblemException {
    Map<?, ?> map = onlyKeys("an entry of files", item, FILE_KEYS);
    String path = text(map, "an entry of files", "path");
    String template = optional(map, "template");
    String copy = optional(map, "copy");
    if (!PATH.matcher(path).matches() || isOutside(path)) {
      throw bad("the path " + path + " must be relative, of letters, digits, '.', '_', '-', '/'");
    }
    if (template.isEmpty() == copy.isEmpty()) {
      throw bad("the file " + path + " needs either a template or a copy");
    }
    if (!copy.isEmpty() && !TargetFile.COPIES.contains(copy)) {
      throw bad(
          "the file "
              + path
              + " copies "
              + copy
              + "; known are "
              + new TreeSet<>(TargetFile.COPIES));
    }
    boolean executable = truth(map, "executable", false);
    return new TargetFile(fromRoot(template), copy, path, executable, optional(map, "when"));
  }

  private static boolean isOutside(String path) {
    return List.of(path.split("/")).stream()
        .anyMatch(part -> part.equals("..") || part.equals("."));
  }

  /// A name that begins with `/` counts from the root of all targets.
  private String fromRoot(String template) {
    if (template.isEmpty()) {
      return "";
    }
    return template.startsWith("/") ? template.substring(1) : id + "/" + template;
  }

  private List<Integer> steps(Map<?, ?> root) throws ProblemException {
    List<Integer> steps = new ArrayList<>();
    for (Object step : list(root, "steps")) {
      if (!(step instanceof Integer number && number >= 1 && number <= 7)) {
        throw bad("steps are numbers from 1 to 7, not " + step);
      }
      steps.add(number);
    }
    return steps;
  }

  private Map<?, ?> onlyKeys(String where, Object value, Set<String> known)
      throws ProblemException {
    if (!(value instanceof Map<?, ?> map)) {
      throw bad(where + " must be a mapping");
    }
    for (Object key : map.keySet()) {
      if (!(key instanceof String) || !known.contains(key)) {
        throw bad(where + " has the unknown key `" + key + "`; known are " + new TreeSet<>(known));
      }
    }
    return map;
  }

  private String text(Map<?, ?> map, String where, String key) throws ProblemException {
    String value = optional(map, key);
    if (value.isBlank()) {
      throw bad(where + " needs `" + key + "`");
    }
    return value.strip();
  }

  private static String optional(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? "" : String.valueOf(value);
  }

  private List<String> texts(Map<?, ?> map, String key) throws ProblemException {
    List<String> texts = new ArrayList<>();
    for (Object value : list(map, key)) {
      texts.add(String.valueOf(value));
    }
    return texts;
  }

  private List<?> list(Map<?, ?> map, String key) throws ProblemException {
    Object value = map.get(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw bad("`" + key + "` must be a list");
    }
    return list;
  }

  private ProblemException bad(String why) {
    return Problem.input(
            "bundle.bad-target",
            "The target " + id + " cannot be read from its target.yaml.",
            why,
            "Correct templates/" + id + "/target.yaml, or remove your copy of it.")
        .asException();
  }
}
