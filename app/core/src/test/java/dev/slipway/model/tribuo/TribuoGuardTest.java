// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.ObjectProvenanceProto;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.model.ModelFormat;
import dev.slipway.model.ModelIntake;
import dev.slipway.model.Origin;
import dev.slipway.model.ParityRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.tree.protos.TreeModelProto;
import org.tribuo.common.xgboost.XGBoostTrainer;
import org.tribuo.hash.HashCodeHasher;
import org.tribuo.hash.HashingTrainer;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/// What a Tribuo file says, and what it may not do.
final class TribuoGuardTest {

  /// Tells when its class is initialised.
  static final class Trap {
    static final String SPRUNG = "slipway.test.trap";

    static {
      System.setProperty(SPRUNG, "yes");
    }

    private Trap() {}
  }

  @TempDir Path folder;

  @Test
  void isKnownByItsBytes() throws Exception {
    Path file = saved(tree());

    assertEquals(ModelFormat.TRIBUO, ModelIntake.open(file).format());
    assertTrue(ModelIntake.isConvertible(file));
  }

  @Test
  void tellsHowTheModelWasMade() throws Exception {
    Origin origin = TribuoImport.convert(saved(tree()), onnx(), ParityRows.none(), Progress.NONE);

    Map<String, String> facts = origin.facts();
    assertEquals("TreeModel", facts.get("model"));
    assertEquals("CARTClassificationTrainer", facts.get("trainer"));
    assertEquals("3", facts.get("trainer.maxDepth"));
    assertEquals("4.3.2", facts.get("tribuo-version"));
    assertEquals("penguins.csv", facts.get("data.dataPath"));
    assertEquals(
        Optional.of(64), Optional.ofNullable(facts.get("data.resource-hash")).map(String::length));
    assertTrue(facts.containsKey("trained-at"));
    assertFalse(facts.toString().contains(Trained.PENGUINS.toString()));
  }

  @Test
  void loadsNoClassOfOthers() throws Exception {
    ModelProto hostile = tree().toBuilder().setClassName(Trap.class.getName()).build();

    Problem problem = problemOf(hostile);

    assertEquals("model.tribuo-refused", problem.code().id());
    assertTrue(problem.why().contains("none of Tribuo's"), problem.why());
    assertNull(System.getProperty(Trap.SPRUNG));
  }

  @Test
  void loadsNoClassOfOthersDeepInside() throws Exception {
    ModelProto tree = tree();
    var data = TreeModelProto.parseFrom(tree.getSerializedData().getValue()).toBuilder();
    data.getMetadataBuilder().getFeatureDomainBuilder().setClassName("java.lang.Runtime");

    Problem problem = problemOf(tree.toBuilder().setSerializedData(Any.pack(data.build())).build());

    assertTrue(problem.why().contains("java.lang.Runtime"), problem.why());
  }

  @Test
  void makesNothingOfWhatProvenanceNames() throws Exception {
    ModelProto tree = tree();
    var data = TreeModelProto.parseFrom(tree.getSerializedData().getValue()).toBuilder();
    var provenance = data.getMetadataBuilder().getProvenanceBuilder();
    List<ObjectProvenanceProto> named = new ArrayList<>();
    for (var object : provenance.getOmpList()) {
      named.add(
          object.toBuilder()
              .setProvenanceClassName(Trap.class.getName())
              .setObjectClassName(Trap.class.getName())
              .build());
    }
    provenance.clearOmp().addAllOmp(named);

    Origin origin =
        TribuoImport.convert(
            saved(tree.toBuilder().setSerializedData(Any.pack(data.build())).build()),
            onnx(),
            ParityRows.none(),
            Progress.NONE);

    assertTrue(origin.parity().holds());
    assertNull(System.getProperty(Trap.SPRUNG));
  }

  @Test
  void namesWhatStandsInTheWayOfOtherKinds() throws Exception {
    var scaled =
        new TransformTrainer<>(
            new LogisticRegressionTrainer(),
            new TransformationMap(List.of(new MeanStdDevTransformation())));

    Problem problem = problemOf(scaled.train(Trained.penguins()).serialize());

    assertEquals("model.tribuo-kind", problem.code().id());
    assertTrue(problem.what().contains("transforms its features"), problem.what());
  }

  @Test
  void refusesHashedFeatures() throws Exception {
    var hashing =
        new HashingTrainer<>(new LogisticRegressionTrainer(), new HashCodeHasher("at least eight"));

    Problem problem = problemOf(hashing.train(Trained.penguins()).serialize());

    assertEquals("model.tribuo-hashed", problem.code().id());
  }

  @Test
  void takesBoostersInTheFormThatXgboostWritesOfLate() throws Exception {
    var model = new XGBoostClassificationTrainer(5).train(Trained.penguins());

    Origin origin =
        TribuoImport.convert(saved(model.serialize()), onnx(), ParityRows.none(), Progress.NONE);

    assertTrue(origin.parity().holds());
  }

  @Test
  void namesABoosterThatIsNoSumOfTrees() throws Exception {
    var linear =
        new XGBoostClassificationTrainer(
            XGBoostTrainer.BoosterType.LINEAR,
            XGBoostTrainer.TreeMethod.AUTO,
            3,
            0.3,
            0,
            6,
            1,
            1,
            1,
            1,
            0,
            1,
            XGBoostTrainer.LoggingVerbosity.SILENT,
            7);
    Path file = folder.resolve("model.tribuo");
    Trained.save(linear.train(Trained.penguins()), file);

    Problem problem =
        assertThrows(
                ProblemException.class,
                () -> TribuoImport.convert(file, onnx(), ParityRows.none(), Progress.NONE))
            .problem();

    assertTrue(problem.why().contains("gblinear"), problem.why());
  }

  private static ModelProto tree() {
    return new CARTClassificationTrainer(3).train(Trained.penguins()).serialize();
  }

  private Path saved(ModelProto model) throws Exception {
    return Files.write(folder.resolve("model.tribuo"), model.toByteArray());
  }

  private Path onnx() {
    return folder.resolve("model.onnx");
  }

  private Problem problemOf(ModelProto model) throws Exception {
    Path file = saved(model);
    Problem problem =
        assertThrows(
                ProblemException.class,
                () -> TribuoImport.convert(file, onnx(), ParityRows.none(), Progress.NONE))
            .problem();
    assertTrue(Files.notExists(onnx()));
    return problem;
  }
}
