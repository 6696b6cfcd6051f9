// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.Tree.Split;
import dev.slipway.model.trees.Tree.Test;
import dev.slipway.model.trees.TreeEnsemble;
import dev.slipway.model.trees.TreeOnnx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.common.xgboost.protos.XGBoostModelProto;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.protos.core.WeightedEnsembleModelProto;

/// A loaded model as an ONNX graph.
///
/// @param borders where a tree changes its mind: worth trying when the two are compared
record Conversion(ModelProto onnx, List<Border> borders) {

  private static final String DOMAIN = "org.tribuo";
  private static final String PRODUCER = "Slipway, from Tribuo";
  private static final String COMBINERS = "org.tribuo.";

  Conversion {
    borders = List.copyOf(borders);
  }

  record Border(int feature, double value) {}

  static Conversion of(TribuoModel loaded, Original original) throws MalformedException {
    try {
      return switch (loaded.model()) {
        case TreeModel<?> tree -> {
          var trees = new TribuoTrees(original);
          trees.add(tree, TribuoTrees.Combination.SCORES, 1);
          yield ofSums(original, trees.sums(), 1);
        }
        case WeightedEnsembleModel<?> ensemble when isForest(ensemble) ->
            forest(loaded, ensemble, original);
        case XGBoostModel<?> ignored -> boosted(loaded, original);
        case ONNXExportable exportable -> ofExport(original, exportable, loaded);
        default -> throw unfit(loaded.model());
      };
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedException("its data is damaged: " + e.getMessage(), false);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("its parts do not fit together: " + e.getMessage(), false);
    }
  }

  private static Conversion ofExport(
      Original original, ONNXExportable exportable, TribuoModel loaded)
      throws MalformedException, InvalidProtocolBufferException {
    var numbers = new ExactNumbers(loaded.proto());
    try {
      ModelProto exported = exportable.exportONNXModel(DOMAIN, 1);
      return new Conversion(ServableGraph.ofExport(original, exported, numbers), List.of());
    } catch (RuntimeException e) {
      throw new MalformedException("Tribuo does not export it: " + TribuoModel.innermost(e), false);
    }
  }

  private static boolean isForest(WeightedEnsembleModel<?> ensemble) {
    return ensemble.getModels().stream().allMatch(TreeModel.class::isInstance);
  }

  private static Conversion forest(
      TribuoModel loaded, WeightedEnsembleModel<?> ensemble, Original original)
      throws MalformedException, InvalidProtocolBufferException {
    var proto = WeightedEnsembleModelProto.parseFrom(loaded.proto().getSerializedData().getValue());
    List<Float> weights = proto.getWeightsList();
    String combiner = proto.getCombiner().getClassName();
    TribuoTrees.Combination combination =
        switch (combiner) {
          case COMBINERS + "classification.ensemble.VotingCombiner" -> TribuoTrees.Combination.VOTE;
          case COMBINERS + "classification.ensemble.FullyWeightedVotingCombiner",
              COMBINERS + "regression.ensemble.AveragingCombiner" ->
              TribuoTrees.Combination.SCORES;
          default ->
              throw new MalformedException(
                  "its trees are put together by " + combiner + ", which has no counterpart",
                  false);
        };
    // Equal weights count as one each: sums of ones are exact, so that a tie stays a tie
    boolean equal = weights.stream().distinct().count() == 1;
    var trees = new TribuoTrees(original);
    double sum = 0;
    for (int i = 0; i < ensemble.getNumModels(); i++) {
      double weight = equal ? 1 : weights.get(i);
      sum += weight;
      trees.add((TreeModel<?>) ensemble.getModels().get(i), combination, weight);
    }
    return ofSums(original, trees.sums(), sum);
  }

  private static Conversion boosted(TribuoModel loaded, Original original)
      throws MalformedException, InvalidProtocolBufferException {
    var proto = XGBoostModelProto.parseFrom(loaded.proto().getSerializedData().getValue());
    List<Booster> boosters = new ArrayList<>();
    for (ByteString booster : proto.getModelsList()) {
      boosters.add(Boosters.read(booster.toByteArray()));
    }
    TreeEnsemble ensemble = BoosterConversion.ensemble(original, boosters);
    return new Conversion(written(ensemble), borders(ensemble));
  }

  private static Conversion ofSums(Original original, TreeEnsemble sums, double divisor)
      throws InvalidProtocolBufferException {
    return new Conversion(ServableGraph.ofSums(original, written(sums), divisor), borders(sums));
  }

  private static ModelProto written(TreeEnsemble ensemble) throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(TreeOnnx.write(ensemble, PRODUCER, Map.of()));
  }

  private static List<Border> borders(TreeEnsemble ensemble) {
    List<Border> borders = new ArrayList<>();
    for (var tree : ensemble.trees()) {
      for (var node : tree.nodes()) {
        if (node instanceof Split split) {
          double value =
              switch (split.test()) {
                case Test.Below(double threshold) -> threshold;
                case Test.AtMost(double threshold) -> threshold;
                case Test.OneOf ignored -> Double.NaN;
              };
          if (Double.isFinite(value)) {
            borders.add(new Border(split.feature(), value));
          }
        }
      }
    }
    return borders;
  }

  private static MalformedException unfit(Model<?> model) {
    return new MalformedException(
        "a "
            + model.getClass().getSimpleName()
            + " can be exported neither by Tribuo nor by Slipway",
        false);
  }
}
