// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.xgboost;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Original;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.TreeEnsemble;
import dev.slipway.model.trees.TreeEnsemble.Input;
import dev.slipway.model.trees.TreeEnsemble.Kind;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A model that XGBoost saved as JSON or UBJSON.
public final class XgboostModel implements Original {

  private final String format;
  private final XgboostObjective objective;
  private final List<Member> members;
  private final List<Double> base;
  private final TreeEnsemble ensemble;
  private final List<String> notes;

  /// A tree that counts, and for which score.
  record Member(XgboostTree tree, int group, double weight) {}

  private XgboostModel(XgboostReader reader, String kind)
      throws MalformedException, NotConvertible {
    this.format = "XGBoost " + reader.version() + ", " + kind;
    int groups = reader.groups();
    this.objective = XgboostObjective.of(reader.objective(), groups);
    this.base = base(reader, groups);
    this.members = reader.members();
    List<String> names = reader.features();
    List<Tree> trees = new ArrayList<>(members.size());
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      try {
        trees.add(member.tree().converted(names.size(), member.group(), member.weight()));
      } catch (MalformedException e) {
        throw new MalformedException("tree " + i + ": " + e.reason(), e.cutOff());
      }
    }
    Input input = new Input(names, kinds(names), Precision.FLOAT);
    this.ensemble = new TreeEnsemble(input, trees, base, objective.outcome());
    this.notes = reader.notes();
  }

  public static XgboostModel json(Path file)
      throws IOException, MalformedException, NotConvertible {
    return new XgboostModel(XgboostReader.of(JsonDoc.read(file)), "JSON");
  }

  public static XgboostModel ubj(Path file) throws IOException, MalformedException, NotConvertible {
    return new XgboostModel(XgboostReader.of(UbjDoc.read(file)), "UBJSON");
  }

  /// What a booster holds that was pickled within one of XGBoost's scikit-learn classes: the model,
  /// and how it was trained, in one document.
  public static XgboostModel pickled(byte[] handle) throws MalformedException, NotConvertible {
    if (handle.length < 2 || handle[0] != '{') {
      throw new NotConvertible(
          "a pickled booster of XGBoost before 1.6",
          "Save it where it was trained, with save_model('model.ubj'), and bring that file.");
    }
    Doc doc = handle[1] == '"' ? json(handle) : UbjDoc.read(handle);
    Doc model = doc instanceof Doc.Obj both && both.has("Model") ? both.object("Model") : doc;
    return new XgboostModel(XgboostReader.of(model, true), "pickled");
  }

  private static Doc json(byte[] handle) throws MalformedException {
    try {
      return JsonDoc.read(new ByteArrayInputStream(handle));
    } catch (IOException e) {
      throw new MalformedException(String.valueOf(e.getMessage()), false);
    }
  }

  private List<Double> base(XgboostReader reader, int groups) throws MalformedException {
    List<Double> given = reader.baseScores();
    if (given.size() != 1 && given.size() != groups) {
      throw new MalformedException(
          "base_score has %d numbers for %d scores".formatted(given.size(), groups), false);
    }
    List<Double> scores = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      double answer = given.get(given.size() == 1 ? 0 : group);
      double score = objective.inverse().of(answer);
      if (!Double.isFinite(score)) {
        throw new MalformedException(
            "base_score %s cannot be one of %s".formatted(answer, reader.objective()), false);
      }
      scores.add(score);
    }
    return scores;
  }

  private List<Kind> kinds(List<String> names) throws NotConvertible {
    Set<Integer> categorical = new TreeSet<>();
    Set<Integer> numerical = new TreeSet<>();
    members.forEach(member -> {
      member.tree().categorical(categorical);
      member.tree().numerical(numerical);
    });
    for (int feature : categorical) {
      if (numerical.contains(feature)) {
        throw new NotConvertible(
            "feature " + names.get(feature) + " is split both by categories and by thresholds",
            "Train with the feature's type stated, as 'c' or as 'q'.");
      }
    }
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      kinds.add(categorical.contains(i) ? Kind.FLOORED : Kind.PLAIN);
    }
    return kinds;
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public TreeEnsemble ensemble() {
    return ensemble;
  }

  @Override
  public List<Double> answer(double[] row) {
    double[] scores = base.stream().mapToDouble(Double::doubleValue).toArray();
    for (Member member : members) {
      scores[member.group()] += member.weight() * member.tree().answer(row);
    }
    return objective.outcome().of(Arrays.stream(scores).boxed().toList());
  }

  @Override
  public List<String> notes() {
    return notes;
  }
}
