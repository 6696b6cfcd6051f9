// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

/// Changes single rules in a rules file and leaves every other character as it is: comments, order
/// and layout are the user's.
public final class RulesEdit {

  private static final Pattern COMMENT = Pattern.compile("\\s#");

  private final String yaml;
  private final String source;
  private final List<QualityRule> rules;

  private RulesEdit(String yaml, String source) throws ProblemException {
    this.yaml = yaml;
    this.source = source;
    this.rules = new ArrayList<>(QualityRules.parse(yaml, source));
  }

  /// @param place of the rule, from 0 on
  /// @return the whole file
  public static String changed(String yaml, String source, int place, QualityRule rule)
      throws ProblemException {
    var edit = new RulesEdit(yaml, source);
    edit.rules.set(place, QualityRules.asWritten(rule));
    Node old = edit.list().getValue().get(place);
    edit.requireNoComment(old);
    return edit.checked(
        yaml.substring(0, edit.start(old))
            + QualityRules.line(rule)
            + yaml.substring(edit.end(old)));
  }

  /// Puts a rule behind all others.
  public static String added(String yaml, String source, QualityRule rule) throws ProblemException {
    var edit = new RulesEdit(yaml, source);
    edit.rules.add(QualityRules.asWritten(rule));
    SequenceNode list = edit.list();
    String line = QualityRules.line(rule);
    if (list.getValue().isEmpty()) {
      int start = edit.start(list);
      String before = yaml.substring(0, start).stripTrailing();
      return edit.checked(before + "\n  - " + line + yaml.substring(edit.close(list)));
    }
    Node last = list.getValue().getLast();
    int end = edit.end(last);
    if (list.getFlowStyle() == FlowStyle.FLOW) {
      return edit.checked(yaml.substring(0, end) + ", " + line + yaml.substring(end));
    }
    int lineEnd = yaml.indexOf('\n', end);
    String before = lineEnd < 0 ? yaml + "\n" : yaml.substring(0, lineEnd + 1);
    int dash = edit.dash(last);
    String indent = yaml.substring(yaml.lastIndexOf('\n', dash) + 1, dash);
    return edit.checked(
        before + indent + "- " + line + "\n" + (lineEnd < 0 ? "" : yaml.substring(lineEnd + 1)));
  }

  /// Takes a rule out, and what stands behind it on its line.
  ///
  /// @param place of the rule, from 0 on
  public static String removed(String yaml, String source, int place) throws ProblemException {
    var edit = new RulesEdit(yaml, source);
    edit.rules.remove(place);
    SequenceNode list = edit.list();
    List<Node> entries = list.getValue();
    Node old = entries.get(place);
    edit.requireNoComment(old);
    if (list.getFlowStyle() == FlowStyle.FLOW) {
      boolean last = place + 1 == entries.size();
      int from = last && place > 0 ? edit.end(entries.get(place - 1)) : edit.start(old);
      int to = last ? edit.end(old) : edit.start(entries.get(place + 1));
      return edit.checked(yaml.substring(0, from) + yaml.substring(to));
    }
    int from = edit.lineStart(old);
    int next = yaml.indexOf('\n', edit.end(old));
    String rest = next < 0 ? "" : yaml.substring(next + 1);
    if (entries.size() == 1) {
      return edit.checked(yaml.substring(0, from).stripTrailing() + " []\n" + rest);
    }
    return edit.checked(yaml.substring(0, from) + rest);
  }

  /// A comment between the lines of a rule would be lost. What only looks like one, within quotes,
  /// is refused too.
  private void requireNoComment(Node rule) throws ProblemException {
    if (COMMENT.matcher(yaml).region(start(rule), end(rule)).find()) {
      throw byHand("A comment stands within it, which would be lost.");
    }
  }

  private ProblemException byHand(String why) {
    return Problem.input(
            "data.rules-by-hand", source + " cannot be changed here", why, "Change it by hand.")
        .asException();
  }

  /// What was meant is what is there: an anchor or another way to write YAML may come between.
  private String checked(String edited) throws ProblemException {
    if (!isMeant(edited)) {
      throw byHand("It is written in a way that a change of one rule would change others.");
    }
    return edited;
  }

  private boolean isMeant(String edited) {
    try {
      return QualityRules.parse(edited, source).equals(rules);
    } catch (ProblemException brokenByTheChange) {
      return false;
    }
  }

  private SequenceNode list() throws ProblemException {
    try {
      Node root = new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow();
      if (root instanceof MappingNode mapping) {
        for (NodeTuple entry : mapping.getValue()) {
          if (entry.getKeyNode() instanceof ScalarNode key
              && key.getValue().equals("rules")
              && entry.getValueNode() instanceof SequenceNode list) {
            return list;
          }
        }
      }
      throw new IllegalStateException("a rules file without rules was parsed");
    } catch (YamlEngineException e) {
      throw new IllegalStateException(e);
    }
  }

  private int start(Node node) {
    return index(node.getStartMark().orElseThrow());
  }

  /// Where a node's own text ends; the mark of a block lies at the start of a later line.
  private int end(Node node) {
    if (node instanceof MappingNode mapping
        && mapping.getFlowStyle() != FlowStyle.FLOW
        && !mapping.getValue().isEmpty()) {
      return end(mapping.getValue().getLast().getValueNode());
    }
    if (node instanceof SequenceNode list
        && list.getFlowStyle() != FlowStyle.FLOW
        && !list.getValue().isEmpty()) {
      return end(list.getValue().getLast());
    }
    int end = index(node.getEndMark().orElseThrow());
    while (end > start(node) && Character.isWhitespace(yaml.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private int close(Node node) {
    return index(node.getEndMark().orElseThrow());
  }

  private int lineStart(Node node) {
    return yaml.lastIndexOf('\n', start(node) - 1) + 1;
  }

  /// Where the dash before an entry stands, which may have a line of its own.
  private int dash(Node entry) {
    return yaml.lastIndexOf('-', start(entry) - 1);
  }

  /// Marks count code points.
  private int index(Mark mark) {
    return yaml.offsetByCodePoints(
        0, Math.min(mark.getIndex(), yaml.codePointCount(0, yaml.length())));
  }
}
