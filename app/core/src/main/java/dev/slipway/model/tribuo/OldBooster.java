// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.Link;
import dev.slipway.model.trees.Tree;
import dev.slipway.model.trees.Tree.Leaf;
import dev.slipway.model.trees.Tree.Split;
import dev.slipway.model.trees.Tree.Test;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Reads the binary form that XGBoost wrote up to 3.0, and that published Tribuo embeds. It is C++
/// structures as they lie in memory, so that a wrong count makes native code read beyond its
/// buffers: everything is checked here first, by Java.
final class OldBooster {

  private static final int LEARNER = 136;
  private static final int FOREST = 160;
  private static final int TREE = 148;
  private static final int NODE = 20;
  private static final int STATISTICS = 16;
  private static final int MOST_SCORES = 100_000;
  private static final int LONGEST_NAME = 1000;

  private final ByteBuffer bytes;

  OldBooster(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  Booster read() throws MalformedException {
    skipMagic();
    ByteBuffer learner = block(LEARNER, "the learner's header");
    float base = learner.getFloat(0);
    int features = learner.getInt(4);
    int classes = learner.getInt(8);
    boolean attributes = learner.getInt(12) != 0;
    boolean metrics = learner.getInt(16) != 0;
    if (features < 1 || classes < 0 || classes > MOST_SCORES) {
      throw broken("it has %d features and %d classes".formatted(features, classes));
    }
    String objective = text();
    String kind = text();
    if (!kind.equals("gbtree")) {
      throw broken("its booster is a \"" + kind + "\"; only gbtree can be converted");
    }
    int scores = Math.max(1, classes);
    List<Tree> trees = forest(features, scores);
    tail(attributes, metrics, objective);
    Link link = link(objective, base);
    return new Booster(Collections.nCopies(scores, start(link, base)), trees, link);
  }

  private static Link link(String objective, float base) throws MalformedException {
    Link link =
        switch (objective) {
          case "multi:softprob" -> new Link.Softmax();
          case "reg:squarederror",
              "reg:linear",
              "reg:absoluteerror",
              "reg:pseudohubererror",
              "reg:squaredlogerror" ->
              new Link.Identity();
          case "reg:gamma", "reg:tweedie", "count:poisson" -> new Link.Exp();
          case "reg:logistic", "binary:logistic" -> new Link.Sigmoid(1);
          default ->
              throw broken("its objective \"" + objective + "\" has no counterpart in Tribuo");
        };
    if (!Double.isFinite(start(link, base))) {
      throw broken("its base score " + base + " is not an answer of " + objective);
    }
    return link;
  }

  /// The base score is kept as an answer; trees add to what becomes one.
  private static double start(Link link, float base) {
    return switch (link) {
      case Link.Exp ignored -> Math.log(base);
      case Link.Sigmoid ignored -> -Math.log(1.0 / base - 1);
      default -> base;
    };
  }

  private void skipMagic() {
    if (bytes.remaining() >= 4 && bytes.getInt(0) == 0x666e6962) {
      bytes.position(4);
    }
  }

  private List<Tree> forest(int features, int scores) throws MalformedException {
    ByteBuffer header = block(FOREST, "the forest's header");
    int count = header.getInt(0);
    int leafVector = header.getInt(28);
    if (count < 0 || count > bytes.remaining() / (TREE + NODE + STATISTICS)) {
      throw broken("it claims " + Integer.toUnsignedString(count) + " trees");
    }
    if (leafVector != 0) {
      throw broken("its leaves hold vectors, which cannot be converted");
    }
    List<ByteBuffer> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(nodes(i));
    }
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int score = block(4, "the trees' scores").getInt(0);
      if (score < 0 || score >= scores) {
        throw broken("tree %d adds to score %d of %d".formatted(i, score, scores));
      }
      trees.add(tree(i, nodes.get(i), features, scores, score));
    }
    return trees;
  }

  private ByteBuffer nodes(int tree) throws MalformedException {
    ByteBuffer header = block(TREE, "the header of tree " + tree);
    int roots = header.getInt(0);
    int count = header.getInt(4);
    int leafVector = header.getInt(20);
    if (roots > 1 || leafVector > 1) {
      throw broken("tree %d has %d roots and leaves of %d".formatted(tree, roots, leafVector));
    }
    if (count < 1 || count > bytes.remaining() / (NODE + STATISTICS)) {
      throw broken("tree %d claims %s nodes".formatted(tree, Integer.toUnsignedString(count)));
    }
    ByteBuffer nodes = block(count * NODE, "the nodes of tree " + tree);
    block(count * STATISTICS, "the statistics of tree " + tree);
    return nodes;
  }

  private static Tree tree(int number, ByteBuffer nodes, int features, int scores, int score)
      throws MalformedException {
    List<Tree.Node> read = new ArrayList<>();
    for (int at = 0; at < nodes.limit(); at += NODE) {
      int left = nodes.getInt(at + 4);
      int right = nodes.getInt(at + 8);
      int asked = nodes.getInt(at + 12);
      float value = nodes.getFloat(at + 16);
      // The highest bit says where a missing value goes
      read.add(
          left == -1
              ? Leaf.of(score, value)
              : new Split(
                  asked & Integer.MAX_VALUE, new Test.Below(value), asked < 0, left, right));
    }
    try {
      return Tree.checked(read, features, scores);
    } catch (MalformedException e) {
      throw new MalformedException("tree " + number + ": " + e.reason(), false);
    }
  }

  /// What follows the trees: texts that the native reader parses too.
  private void tail(boolean attributes, boolean metrics, String objective)
      throws MalformedException {
    if (attributes) {
      long count = count("attributes");
      for (long i = 0; i < 2 * count; i++) {
        text();
      }
    }
    if (objective.equals("count:poisson")) {
      text();
    }
    if (metrics) {
      long count = count("metrics");
      for (long i = 0; i < count; i++) {
        text();
      }
    }
  }

  private long count(String what) throws MalformedException {
    long count = block(8, "the number of " + what).getLong(0);
    if (count < 0 || count > bytes.remaining() / 8) {
      throw broken("it claims " + Long.toUnsignedString(count) + " " + what);
    }
    return count;
  }

  private String text() throws MalformedException {
    long length = block(8, "the length of a text").getLong(0);
    if (length < 0 || length > Math.min(LONGEST_NAME, bytes.remaining())) {
      throw broken("a text claims " + Long.toUnsignedString(length) + " bytes");
    }
    byte[] text = new byte[(int) length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private ByteBuffer block(int size, String what) throws MalformedException {
    if (size < 0 || size > bytes.remaining()) {
      throw new MalformedException("its booster ends before " + what, true);
    }
    ByteBuffer block = bytes.slice(bytes.position(), size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + size);
    return block;
  }

  private static MalformedException broken(String why) {
    return new MalformedException("its booster is damaged or of an unknown form: " + why, false);
  }
}
