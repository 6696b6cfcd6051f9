// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.xgboost;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.xgboost.Doc.Numbers;
import dev.slipway.model.xgboost.Doc.Obj;
import dev.slipway.model.xgboost.XgboostModel.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Finds its way through a saved model.
final class XgboostReader {

  /// Features and classes of a model; real ones have some thousands.
  private static final int MOST = 1 << 20;

  private final Obj root;
  private final Obj learner;
  private final Obj parameters;
  private final Obj model;
  private final boolean marked;
  private final List<String> notes = new ArrayList<>();

  private XgboostReader(Obj root, boolean marked) throws MalformedException, NotConvertible {
    this.root = root;
    this.marked = marked;
    this.learner = root.object("learner");
    this.parameters = learner.object("learner_model_param");
    this.model = booster();
  }

  static XgboostReader of(Doc doc) throws MalformedException, NotConvertible {
    return of(doc, false);
  }

  /// @param marked whether it is of one of XGBoost's scikit-learn classes, though it may not say so
  static XgboostReader of(Doc doc, boolean marked) throws MalformedException, NotConvertible {
    if (doc instanceof Obj root) {
      return new XgboostReader(root, marked);
    }
    throw new MalformedException("it is no object", false);
  }

  private Obj booster() throws MalformedException, NotConvertible {
    Obj gradient = learner.object("gradient_booster");
    String name = gradient.text("name");
    return switch (name) {
      case "gbtree" -> gradient.object("model");
      case "dart" -> gradient.object("gbtree").object("model");
      case "gblinear" ->
          throw new NotConvertible(
              "booster gblinear", "It holds a linear model and no trees: train with gbtree.");
      default -> throw new NotConvertible("booster " + name, "Train with booster gbtree or dart.");
    };
  }

  String version() throws MalformedException {
    if (!root.has("version")) {
      return "of an unknown version";
    }
    Numbers version = root.numbers("version");
    var text = new StringBuilder();
    for (int i = 0; i < Math.min(3, version.size()); i++) {
      text.append(i > 0 ? "." : "").append((int) version.at(i));
    }
    return text.toString();
  }

  String objective() throws MalformedException {
    return learner.object("objective").text("name");
  }

  /// Number of scores: classes of one target, or targets.
  int groups() throws MalformedException, NotConvertible {
    int classes = Math.max(1, parameters.has("num_class") ? count("num_class") : 0);
    int targets = Math.max(1, parameters.has("num_target") ? count("num_target") : 1);
    if (classes > 1 && targets > 1) {
      throw new NotConvertible(
          "num_class %d with num_target %d".formatted(classes, targets),
          "Train one model for each target.");
    }
    return Math.max(classes, targets);
  }

  private int count(String name) throws MalformedException {
    return parameters.count(name, MOST);
  }

  /// Files from 3.1 on write `[5E-1,2.5E-1]`, older ones `5E-1`.
  List<Double> baseScores() throws MalformedException {
    String text = parameters.text("base_score");
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    List<Double> scores = new ArrayList<>();
    for (String part : bare.split(",", -1)) {
      try {
        scores.add((double) Float.parseFloat(part.strip()));
      } catch (NumberFormatException e) {
        throw new MalformedException("base_score is \"" + text + "\"", false);
      }
    }
    return scores;
  }

  /// Names of the features; `f0`, `f1`, ... where the file has none.
  List<String> features() throws MalformedException {
    int count = count("num_feature");
    if (count == 0) {
      throw new MalformedException("num_feature is 0", false);
    }
    List<String> names = new ArrayList<>();
    if (learner.has("feature_names")) {
      for (Doc name : learner.array("feature_names")) {
        if (name instanceof Doc.Text(String text)) {
          names.add(text);
        }
      }
    }
    if (!names.isEmpty() && names.size() != count) {
      throw new MalformedException(
          "it names %d of %d features".formatted(names.size(), count), false);
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new MalformedException("it gives two features the same name", false);
    }
    for (int i = names.size(); i < count; i++) {
      names.add("f" + i);
    }
    return names;
  }

  /// The trees that count, each with its score and its weight.
  List<Member> members() throws MalformedException, NotConvertible {
    List<Doc> trees = model.array("trees");
    Numbers groups = model.numbers("tree_info", trees.size());
    int limit = Math.min(trees.size(), limit(trees.size()));
    // DART's weights: until 3.3 beside the trees' booster, since 3.4 within it
    Obj gradient = learner.object("gradient_booster");
    Obj holder = gradient.has("weight_drop") ? gradient : model;
    boolean dart = holder.has("weight_drop") || gradient.text("name").equals("dart");
    Numbers drop = dart ? holder.numbers("weight_drop", trees.size()) : new Numbers();
    List<Member> members = new ArrayList<>();
    int scores = groups();
    for (int i = 0; i < limit; i++) {
      double group = groups.at(i);
      if (!(group >= 0 && group < scores)) {
        throw new MalformedException(
            "tree %d adds to score %s of %d".formatted(i, group, scores), false);
      }
      if (!(trees.get(i) instanceof Obj tree)) {
        throw new MalformedException("tree " + i + " is not an object", false);
      }
      double weight = dart ? (float) drop.at(i) : 1;
      members.add(new Member(XgboostTree.read(tree), (int) group, weight));
    }
    return members;
  }

  /// How many trees count. XGBoost's scikit-learn classes answer with the best iteration after an
  /// early stop, and mark their files; Booster.predict answers with all trees unless told
  /// otherwise.
  private int limit(int trees) throws MalformedException, NotConvertible {
    if (!learner.has("attributes") || !learner.object("attributes").has("best_iteration")) {
      return trees;
    }
    Obj attributes = learner.object("attributes");
    int rounds = attributes.count("best_iteration", MOST) + 1;
    long best = (long) rounds * Math.max(1, parallel()) * groups();
    if (best >= trees) {
      return trees;
    }
    if (!marked && !attributes.has("scikit_learn")) {
      notes.add(
          "The file names best_iteration "
              + (rounds - 1)
              + "; all trees count, as in Booster.predict. To keep the best only:"
              + " booster[:best_iteration + 1].save_model(...).");
      return trees;
    }
    notes.add(
        "Trees after best_iteration "
            + (rounds - 1)
            + " are left out, as XGBoost's"
            + " scikit-learn classes do.");
    return (int) best;
  }

  private int parallel() throws MalformedException {
    Obj given = model.object("gbtree_model_param");
    return given.has("num_parallel_tree") ? given.count("num_parallel_tree", MOST) : 1;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
