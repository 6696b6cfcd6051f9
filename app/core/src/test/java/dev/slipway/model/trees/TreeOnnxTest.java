// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Node;
import dev.slipway.model.trees.Tree.Split;
import dev.slipway.model.trees.Tree.Test.AtMost;
import dev.slipway.model.trees.Tree.Test.Below;
import dev.slipway.model.trees.Tree.Test.OneOf;
import dev.slipway.model.trees.TreeEnsemble.Input;
import dev.slipway.model.trees.TreeEnsemble.Kind;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class TreeOnnxTest {

  private static final double NAN = Double.NaN;
  private static final Outcome NUMBER = new Outcome.Numbers(new Link.Identity());

  @Test
  void goesTheRightWayAtAThreshold() {
    double low = Math.nextDown(0.1f);
    assertEquals(
        List.of(10.0, 20.0, 20.0, 20.0),
        answers(stump(new Below(0.1f), false), plain(Precision.FLOAT), low, 0.1f, 0.2, NAN));
    assertEquals(
        List.of(10.0, 10.0, 20.0, 10.0),
        answers(stump(new AtMost(0.1f), true), plain(Precision.FLOAT), low, 0.1f, 0.2, NAN));
  }

  @Test
  void keepsEveryDigitOfADoubleThreshold() {
    assertEquals(
        List.of(10.0, 10.0, 20.0),
        answers(
            stump(new AtMost(0.1), false),
            plain(Precision.DOUBLE),
            Math.nextDown(0.1),
            0.1,
            Math.nextUp(0.1)));
  }

  @Test
  void treatsSignedZerosAndInfinitiesAsNumbers() {
    double inf = Double.POSITIVE_INFINITY;
    assertEquals(
        List.of(20.0, 20.0, 10.0, 20.0),
        answers(stump(new Below(0.0), false), plain(Precision.FLOAT), 0.0, -0.0, -inf, inf));
  }

  @Test
  void knowsTheMembersOfASetAndOnlyThem() {
    var random = new Random(5);
    for (int round = 0; round < 60; round++) {
      var members = new TreeSet<Integer>();
      int count = random.nextInt(40);
      for (int i = 0; i < count; i++) {
        members.add(random.nextInt(80));
      }
      boolean missingYes = random.nextBoolean();
      Tree tree = stump(new OneOf(List.copyOf(members)), missingYes);
      double[] asked = new double[90];
      List<Double> expected = new ArrayList<>();
      for (int i = 0; i < asked.length; i++) {
        asked[i] = i == 89 ? NAN : i - 3;
        boolean yes = i == 89 ? missingYes : members.contains(i - 3);
        expected.add(yes ? 10.0 : 20.0);
      }
      assertEquals(expected, answers(tree, plain(Precision.FLOAT), asked), members.toString());
    }
  }

  @Test
  void sharesTheSubtreesBehindASet() {
    Tree tree =
        new Tree(
            List.of(
                new Split(0, new OneOf(List.of(1, 2, 5, 9)), false, 1, 2),
                new Split(0, new AtMost(4), false, 3, 4),
                new Split(0, new OneOf(List.of(3, 7)), false, 5, 6),
                Leaf.of(0, 1),
                Leaf.of(0, 2),
                Leaf.of(0, 3),
                Leaf.of(0, 4)));
    assertEquals(
        List.of(4.0, 1.0, 1.0, 3.0, 4.0, 2.0, 4.0, 3.0, 4.0, 2.0, 4.0),
        answers(tree, plain(Precision.FLOAT), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  }

  @Test
  void cutsCategoriesToWholeNumbersAsTheLibraryDoes() {
    Tree tree = stump(new OneOf(List.of(0, 2)), false);
    assertEquals(
        List.of(10.0, 20.0, 20.0, 10.0, 20.0),
        answers(tree, kind(Kind.FLOORED), 0.9, -0.5, 1.5, 2.9, NAN));
    assertEquals(
        List.of(10.0, 10.0, 20.0, 10.0, 20.0),
        answers(tree, kind(Kind.TRUNCATED), 0.9, -0.5, 1.5, 2.9, NAN));
  }

  @Test
  void takesZeroAsMissingWhereTheFeatureSaysSo() {
    Tree tree = stump(new AtMost(5), false);
    assertEquals(
        List.of(20.0, 20.0, 20.0, 10.0, 10.0),
        answers(tree, kind(Kind.ZERO_IS_MISSING), 0, -0.0, 1e-36, 1e-34, -3));
  }

  @Test
  void columnsMayBeCalledAsPartsOfTheGraphAre() {
    Input input =
        Input.of(
            List.of("LabelEncoder_0", "Cast_2"),
            List.of(List.of("ash", "oak"), List.of()),
            Precision.DOUBLE);
    Tree tree = stump(new OneOf(List.of(1)), false);
    byte[] onnx =
        TreeOnnx.write(
            new TreeEnsemble(input, List.of(tree), List.of(0.0), NUMBER), "test", Map.of());
    List<double[]> rows = List.of(new double[] {0, 3}, new double[] {1, 3}, new double[] {NAN, 3});

    assertEquals(
        List.of(20.0, 10.0, 20.0), ServedOutputs.of(onnx, input, rows).first("prediction"));
  }

  @Test
  void refusesMoreNumbersThanAFileHasRoomFor() {
    Tree leaf = new Tree(List.of(Leaf.of(0, 1)));
    NotConvertible refused =
        assertThrows(
            NotConvertible.class,
            () -> TreeGraph.leaves(new GraphWriter(), "features", List.of(leaf, leaf), 1 << 27));
    assertTrue(refused.feature().startsWith("2 leaves"), refused.feature());
  }

  @Test
  void addsUpTreesOverTheBase() {
    Input input = Input.plain(List.of("a"), Precision.FLOAT);
    Tree both = new Tree(List.of(new Leaf(List.of(weight(0, 1), weight(1, -2)))));
    var ensemble = new TreeEnsemble(input, List.of(both, both), List.of(0.5, 0.25), NUMBER);
    assertEquals(
        List.of(List.of(2.5, -3.75)), ask(ensemble, List.of(new double[] {1})).rows("prediction"));
  }

  @Test
  void appliesEachLink() {
    for (double score : new double[] {-80, -12.5, -1, 0, 0.5, 3, 20}) {
      close(score, new Link.Identity(), score);
      close(1 / (1 + Math.exp(-1.5 * score)), new Link.Sigmoid(1.5), score);
      close(Math.exp(score), new Link.Exp(), score);
      close(Math.log1p(Math.exp(score)), new Link.LogOnePlusExp(), score);
      close(score * Math.abs(score), new Link.SignedSquare(), score);
      close(score > 0 ? 1 : 0, new Link.Step(), score);
      close(score > 0 ? 1 : score, new Link.Share(), score);
      close(2 * score - 1, new Link.Affine(List.of(2.0), List.of(-1.0)), score);
      close(score * score * score, new Link.Power(3), score);
      close(score == 0 ? 1000 : 1 / score, new Link.Inverse(1e-3), score);
    }
  }

  @Test
  void tellsTwoClassesApartByOneScore() {
    var classes = new Outcome.Classes(new Link.Sigmoid(1), List.of("0", "1"));
    ServedOutputs asked = ask(constant(classes, 4.0), List.of(new double[] {0}));
    assertEquals(List.of(1.0), asked.first("label"));
    List<Double> probabilities = asked.rows("probabilities").getFirst();
    assertEquals(1 / (1 + Math.exp(4)), probabilities.get(0), 1e-9);
    assertEquals(1 / (1 + Math.exp(-4)), probabilities.get(1), 1e-7);
  }

  @Test
  void givesTheFirstOfEqualClasses() {
    var classes = new Outcome.Classes(new Link.Sigmoid(1), List.of("0", "1"));
    assertEquals(
        List.of(0.0), ask(constant(classes, 0.0), List.of(new double[] {0})).first("label"));
    var step = new Outcome.Classes(new Link.Step(), List.of("0", "1"));
    ServedOutputs asked = ask(constant(step, 0.0), List.of(new double[] {0}));
    assertEquals(List.of(0.0), asked.first("label"));
    assertEquals(List.of(List.of(1.0, 0.0)), asked.rows("probabilities"));
  }

  @Test
  void namesTheClassOfTheHighestScore() {
    var classes = new Outcome.Classes(new Link.Softmax(), List.of("ash", "oak", "yew"));
    ServedOutputs asked = ask(constant(classes, 1.0, 3.0, -1.0), List.of(new double[] {0}));
    assertEquals(List.of("oak"), asked.texts("label"));
    assertEquals(0.8668133, asked.rows("probabilities").getFirst().get(1), 1e-7);
  }

  @Test
  void loadsTreesAsDeepAsItTakes() throws Exception {
    List<Node> nodes = new ArrayList<>();
    for (int depth = 0; depth < Tree.DEEPEST; depth++) {
      nodes.add(new Split(0, new AtMost(depth), false, 2 * depth + 1, 2 * depth + 2));
      nodes.add(Leaf.of(0, depth));
    }
    nodes.add(Leaf.of(0, -1));
    Tree tree = Tree.checked(nodes, 1, 1);
    assertEquals(
        List.of(0.0, 500.0, -1.0), answers(tree, plain(Precision.FLOAT), -1, 500, Tree.DEEPEST));
  }

  @Test
  void refusesWhatIsNoTree() {
    Split root = new Split(0, new AtMost(1), false, 1, 2);
    Leaf leaf = Leaf.of(0, 1);
    assertRefused("node 1 is reached twice", root, new Split(0, new AtMost(1), false, 0, 1), leaf);
    assertRefused("node 1 is reached twice", new Split(0, new AtMost(1), false, 1, 1), leaf);
    assertRefused("it leads to node 2 of 2", root, leaf);
    assertRefused(
        "node 0 asks about feature 7 of 1", new Split(7, new AtMost(1), false, 1, 2), leaf, leaf);
    assertRefused("leaf 0 adds to score 3 of 1", Leaf.of(3, 1));
    assertRefused("it has no nodes");
  }

  private static void assertRefused(String reason, Node... nodes) {
    assertEquals(
        reason,
        assertThrows(MalformedException.class, () -> Tree.checked(List.of(nodes), 1, 1)).reason());
  }

  private static void close(double expected, Link link, double score) {
    double answer =
        ask(constant(new Outcome.Numbers(link), score), List.of(new double[] {0}))
            .first("prediction")
            .getFirst();
    assertTrue(
        Math.abs(expected - answer) <= 1e-5 * Math.abs(expected) + Float.MIN_NORMAL,
        link + " of " + score + " is " + answer + ", not " + expected);
  }

  private static TreeEnsemble constant(Outcome outcome, Double... base) {
    Tree nothing = new Tree(List.of(Leaf.of(0, 0)));
    Input input = Input.plain(List.of("a"), Precision.FLOAT);
    return new TreeEnsemble(input, List.of(nothing), List.of(base), outcome);
  }

  private static Tree.Weight weight(int score, double value) {
    return new Tree.Weight(score, value);
  }

  private static Input plain(Precision precision) {
    return Input.plain(List.of("a"), precision);
  }

  private static Input kind(Kind kind) {
    return new Input(List.of("a"), List.of(kind), Precision.FLOAT);
  }

  private static Tree stump(Tree.Test test, boolean missingYes) {
    return new Tree(List.of(new Split(0, test, missingYes, 1, 2), Leaf.of(0, 10), Leaf.of(0, 20)));
  }

  private static List<Double> answers(Tree tree, Input input, double... values) {
    List<double[]> rows = new ArrayList<>();
    for (double value : values) {
      rows.add(new double[] {value});
    }
    return ask(new TreeEnsemble(input, List.of(tree), List.of(0.0), NUMBER), rows)
        .first("prediction");
  }

  private static ServedOutputs ask(TreeEnsemble ensemble, List<double[]> rows) {
    return ServedOutputs.of(TreeOnnx.write(ensemble, "test", Map.of()), rows);
  }
}
