// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Sets single values in a `slipway.yaml` and leaves every other character as it is: comments,
/// order and layout are the user's.
public final class ProjectEdit {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");

  /// `10 ms`, `120/s`, `99.9 %`, `400 USD/month`
  private static final Pattern AMOUNT =
      Pattern.compile("\\d+(\\.\\d+)?( %|%| [A-Za-z]+(/[a-z]+)?|/[a-z]+)");

  private static final Pattern WORD_OF_YAML = Pattern.compile("(?i)true|false|null|yes|no|on|off");

  private final String yaml;

  private ProjectEdit(String yaml) {
    this.yaml = yaml;
  }

  /// @param path keys from the outermost on; those that are not there are made
  /// @param value a text
  /// @return the whole file, which is still a project
  /// @throws ProblemException when the file is none, or the value does not fit
  public static String set(String yaml, List<String> path, String value) throws ProblemException {
    String edited = draft(yaml, List.of(new ProjectChange.Text(path, value)));
    ProjectParser.parse(edited, "slipway.yaml");
    return edited;
  }

  /// Makes several changes, which need not give a project yet; [ProjectParser#errorsIn] says what
  /// is wrong with it.
  public static String draft(String yaml, List<ProjectChange> changes) throws ProblemException {
    String edited = yaml;
    for (ProjectChange change : changes) {
      var edit = new ProjectEdit(edited);
      edited =
          switch (change) {
            case ProjectChange.Text text -> edit.set(text.path(), quoted(text.value()));
            case ProjectChange.Decimal number ->
                edit.set(number.path(), number.value().toPlainString());
            case ProjectChange.Texts texts ->
                edit.set(
                    texts.path(),
                    texts.values().stream()
                        .map(ProjectEdit::quoted)
                        .collect(Collectors.joining(", ", "[", "]")));
            case ProjectChange.Mapping mapping ->
                edit.set(mapping.path(), mapping(mapping.path(), mapping.value()));
            case ProjectChange.Removal removal -> edit.without(removal.path());
          };
    }
    return edited;
  }

  /// What stands at each place: a text as it is written, a list with commas; empty where nothing
  /// does.
  public static List<Optional<String>> get(String yaml, List<List<String>> paths)
      throws ProblemException {
    Node root = new ProjectEdit(yaml).root();
    return paths.stream().map(path -> at(root, path)).toList();
  }

  private static Optional<String> at(Node root, List<String> path) {
    Node at = root;
    for (String key : path) {
      Optional<Node> found =
          at instanceof MappingNode mapping ? valueOf(mapping, key) : Optional.empty();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      at = found.get();
    }
    return switch (at) {
      case ScalarNode scalar -> Optional.of(scalar.getValue());
      case SequenceNode sequence ->
          Optional.of(
              sequence.getValue().stream()
                  .filter(ScalarNode.class::isInstance)
                  .map(node -> ((ScalarNode) node).getValue())
                  .collect(Collectors.joining(", ")));
      default -> Optional.empty();
    };
  }

  /// Without the value at a path, and without what would then be empty.
  private String without(List<String> path) throws ProblemException {
    MappingNode holder = root();
    String key = path.getFirst();
    MappingNode at = holder;
    for (int i = 0; i < path.size(); i++) {
      Optional<Node> found = valueOf(at, path.get(i));
      if (found.isEmpty()) {
        return yaml;
      }
      if (i == 0 || at.getValue().size() > 1) {
        holder = at;
        key = path.get(i);
      }
      if (i < path.size() - 1) {
        if (!(found.get() instanceof MappingNode next)) {
          return yaml;
        }
        at = next;
      }
    }
    return cut(holder, key);
  }

  private String cut(MappingNode mapping, String key) {
    List<NodeTuple> entries = mapping.getValue();
    int place = 0;
    while (!(entries.get(place).getKeyNode() instanceof ScalarNode scalar
        && scalar.getValue().equals(key))) {
      place++;
    }
    int from = start(entries.get(place).getKeyNode());
    int to = end(entries.get(place).getValueNode());
    if (mapping.getFlowStyle() != FlowStyle.FLOW) {
      int line = yaml.lastIndexOf('\n', from) + 1;
      int next = yaml.indexOf('\n', to);
      return yaml.substring(0, line) + (next < 0 ? "" : yaml.substring(next + 1));
    }
    if (place + 1 < entries.size()) {
      to = start(entries.get(place + 1).getKeyNode());
    } else if (place > 0) {
      from = end(entries.get(place - 1).getValueNode());
    }
    return yaml.substring(0, from) + yaml.substring(to);
  }

  /// @param value as YAML writes it
  private String set(List<String> path, String value) throws ProblemException {
    MappingNode at = root();
    for (int i = 0; i < path.size(); i++) {
      Optional<Node> found = valueOf(at, path.get(i));
      if (found.isEmpty()) {
        List<String> rest = path.subList(i + 1, path.size());
        boolean section = i == 0 && !rest.isEmpty() && at.getFlowStyle() != FlowStyle.FLOW;
        return withEntry(at, path.get(i), section ? section(rest, value) : nested(rest, value));
      }
      Node node = found.get();
      if (i == path.size() - 1) {
        return replaced(node, value);
      }
      if (!(node instanceof MappingNode mapping)) {
        return replaced(node, nested(path.subList(i + 1, path.size()), value));
      }
      at = mapping;
    }
    throw new IllegalArgumentException("a path has a key");
  }

  private MappingNode root() throws ProblemException {
    try {
      Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(yaml);
      if (root.orElse(null) instanceof MappingNode mapping) {
        return mapping;
      }
    } catch (YamlEngineException e) {
      throw new ProblemException(unreadable(String.valueOf(e.getMessage())), e);
    }
    throw unreadable("It is not a mapping.").asException();
  }

  /// The mapping as it is written; one alone, so that it ends where it seems to.
  private static String mapping(List<String> path, String value) throws ProblemException {
    String why = "It is no mapping.";
    try {
      Optional<Node> node = new Compose(LoadSettings.builder().build()).composeString(value);
      if (node.orElse(null) instanceof MappingNode mapping
          && mapping.getFlowStyle() == FlowStyle.FLOW) {
        return value;
      }
    } catch (YamlEngineException e) {
      why = String.valueOf(e.getMessage());
    }
    throw Problem.input(
            "project.not-yaml",
            String.join(".", path) + " cannot be set to " + value,
            why,
            "Write it as slipway.yaml would have it, such as {rows: 20000, every: day}.")
        .asException();
  }

  private static Problem unreadable(String why) {
    return Problem.input(
        "project.not-yaml", "slipway.yaml cannot be changed", why, "Correct it by hand first.");
  }

  private static Optional<Node> valueOf(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .filter(entry ->
            entry.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  private String replaced(Node node, String text) {
    int start = start(node);
    int end = end(node);
    String before = yaml.substring(0, start);
    boolean needsSpace = before.endsWith(":");
    return before + (needsSpace ? " " : "") + text + yaml.substring(end);
  }

  private String withEntry(MappingNode mapping, String key, String value) {
    boolean apart = value.startsWith("\n") && yaml.contains("\n\n");
    String entry =
        (apart ? "\n" : "") + quoted(key) + (value.startsWith("\n") ? ":" : ": ") + value;
    if (mapping.getFlowStyle() == FlowStyle.FLOW) {
      int close = end(mapping) - 1;
      String before = yaml.substring(0, close).stripTrailing();
      return before
          + (mapping.getValue().isEmpty() || before.endsWith(",") ? "" : ",")
          + (before.endsWith("{") ? "" : " ")
          + entry
          + yaml.substring(close);
    }
    NodeTuple last = mapping.getValue().getLast();
    int indent = column(mapping.getValue().getFirst().getKeyNode());
    int lineEnd = yaml.indexOf('\n', end(last.getValueNode()));
    String before = lineEnd < 0 ? yaml + "\n" : yaml.substring(0, lineEnd + 1);
    String after = lineEnd < 0 ? "" : yaml.substring(lineEnd + 1);
    return before + " ".repeat(indent) + entry + "\n" + after;
  }

  /// Where a node's own text ends. YAML's mark of a block's end lies behind the comments that
  /// follow it, so that its last entry is asked.
  private int end(Node node) {
    if (node instanceof MappingNode mapping
        && mapping.getFlowStyle() != FlowStyle.FLOW
        && !mapping.getValue().isEmpty()) {
      return end(mapping.getValue().getLast().getValueNode());
    }
    if (node instanceof SequenceNode sequence
        && sequence.getFlowStyle() != FlowStyle.FLOW
        && !sequence.getValue().isEmpty()) {
      return end(sequence.getValue().getLast());
    }
    int end = index(node.getEndMark().orElseThrow());
    // The mark of a text over several lines lies at the start of the next line.
    while (end > start(node) && Character.isWhitespace(yaml.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private int start(Node node) {
    return index(node.getStartMark().orElseThrow());
  }

  /// Marks count code points.
  private int index(Mark mark) {
    return yaml.offsetByCodePoints(
        0, Math.min(mark.getIndex(), yaml.codePointCount(0, yaml.length())));
  }

  private static int column(Node node) {
    return node.getStartMark().map(Mark::getColumn).orElse(0);
  }

  /// A part of the file that was not there begins on a line of its own, as people write it.
  private static String section(List<String> keys, String value) {
    return "\n  " + quoted(keys.getFirst()) + ": " + nested(keys.subList(1, keys.size()), value);
  }

  private static String nested(List<String> keys, String value) {
    String text = value;
    for (String key : keys.reversed()) {
      text = "{" + quoted(key) + ": " + text + "}";
    }
    return text;
  }

  private static String quoted(String text) {
    boolean plain =
        (PLAIN.matcher(text).matches() && !WORD_OF_YAML.matcher(text).matches())
            || AMOUNT.matcher(text).matches();
    // A class is named "none", which YAML takes for a text.
    return plain ? text : "'" + text.replaceAll("\\p{Cntrl}", " ").replace("'", "''") + "'";
  }
}
