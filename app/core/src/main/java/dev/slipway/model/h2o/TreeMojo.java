// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.Original;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.Tree.Weight;
import dev.slipway.model.trees.TreeEnsemble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Boosted trees, a forest or an isolation forest.
final class TreeMojo implements Original {

  /// Archives before 1.2 pack their trees in other ways.
  private static final double OLDEST = 1.2;

  /// Bytes of all trees: with seven a node at least, some ten million nodes.
  private static final long MOST_BYTES = 64L << 20;

  private static final Set<String> ENCODINGS = Set.of("AUTO", "Enum", "SortByResponse");

  private final String format;
  private final List<Member> members = new ArrayList<>();
  private final TreeScores scores;
  private final MojoColumns columns;
  private final TreeEnsemble ensemble;
  private final List<String> notes = new ArrayList<>();

  /// A tree, and the class that it is of.
  private record Member(MojoTree tree, int group) {}

  TreeMojo(String format, MojoInfo info, MojoArchive archive)
      throws IOException, MalformedException, NotConvertible {
    this.format = format;
    double version = info.number("mojo_version", 0);
    if (version < OLDEST) {
      throw new NotConvertible(
          "MOJO version " + version,
          "Train and save the model again with H2O 3.18 or later, which packs trees as version"
              + " 1.2 and later have them.");
    }
    String encoding = info.text("_genmodel_encoding").orElse("AUTO");
    if (!ENCODINGS.contains(encoding)) {
      throw new NotConvertible(
          "categorical_encoding " + encoding,
          "Train with categorical_encoding AUTO, Enum or SortByResponse.");
    }
    this.scores = TreeScores.of(info);
    Set<Integer> asked = read(info, archive);
    this.columns = new MojoColumns(info, asked);
    List<Tree> trees = new ArrayList<>();
    for (Member member : members) {
      trees.add(converted(member));
    }
    this.ensemble = new TreeEnsemble(columns.input(), trees, scores.base(), scores.outcome());
    addNotes(info);
  }

  private Tree converted(Member member) throws MalformedException, NotConvertible {
    try {
      return member
          .tree()
          .converted(
              columns::place,
              columns.input().names().size(),
              scores.base().size(),
              value -> scores.leaf().of(member.group(), value));
    } catch (MalformedException e) {
      if (e.reason().contains("deeper than")) {
        throw new NotConvertible(
            "a tree that is " + e.reason() + ", where each run of categories counts as one",
            "Train with a smaller max_depth, or with nbins_cats=64.");
      }
      throw e;
    }
  }

  private Set<Integer> read(MojoInfo info, MojoArchive archive)
      throws IOException, MalformedException {
    int rounds = info.count("n_trees");
    int groups = info.text("n_trees_per_class").isPresent() ? info.count("n_trees_per_class") : 1;
    if ((long) rounds * groups > MojoInfo.MOST || groups > Math.max(1, info.count("n_classes"))) {
      throw new MalformedException("it has %d times %d trees".formatted(rounds, groups), false);
    }
    boolean big = info.text("endianness").orElse("").equals("BIG_ENDIAN");
    Set<Integer> asked = new TreeSet<>();
    var codes = new MojoTree.Codes();
    int features = info.features().size();
    long total = 0;
    for (int round = 0; round < rounds; round++) {
      int before = members.size();
      for (int group = 0; group < groups; group++) {
        String name = String.format(Locale.ROOT, "trees/t%02d_%03d.bin", group, round);
        Optional<byte[]> bytes = archive.bytes(name);
        total += bytes.map(packed -> packed.length).orElse(0);
        if (total > MOST_BYTES) {
          throw new MalformedException(
              "its trees take more than %d MB".formatted(MOST_BYTES >> 20), false);
        }
        if (bytes.isPresent()) {
          ByteBuffer packed =
              ByteBuffer.wrap(bytes.get())
                  .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
          asked.addAll(
              add(
                  new Member(new MojoTree(new PackedBytes(packed), info::texts, codes), group),
                  name,
                  features));
        }
      }
      // A class may have no tree in a round, but not all of them
      if (members.size() == before) {
        throw new MalformedException("it lacks the trees of round " + round, true);
      }
    }
    return asked;
  }

  private Set<Integer> add(Member member, String name, int features) throws MalformedException {
    try {
      Set<Integer> columns = member.tree().columns();
      for (int column : columns) {
        if (column >= features) {
          throw new MalformedException(
              "it asks about column %d of %d".formatted(column, features), false);
        }
      }
      members.add(member);
      return columns;
    } catch (MalformedException e) {
      throw new MalformedException(name + ": " + e.reason(), e.cutOff());
    }
  }

  private void addNotes(MojoInfo info) {
    if (info.text("calib_method").isPresent()) {
      notes.add("The calibration of its probabilities is left out, as in H2O's own answers.");
    }
    if (info.truth("output_anomaly_flag")) {
      notes.add("The answer is the score and the mean length; the flag is left out.");
    }
    notes.addAll(columns.notes());
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
    double[] sums = scores.base().stream().mapToDouble(Double::doubleValue).toArray();
    for (Member member : members) {
      double value = member.tree().answer(row, columns::place);
      for (Weight weight : scores.leaf().of(member.group(), value).weights()) {
        sums[weight.score()] += weight.value();
      }
    }
    List<Double> all = new ArrayList<>();
    for (double sum : sums) {
      all.add(sum);
    }
    return scores.outcome().of(all);
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
