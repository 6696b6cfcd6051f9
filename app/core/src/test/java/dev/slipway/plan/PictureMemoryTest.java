// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.ReplicaSize;
import dev.slipway.cost.Samples;
import dev.slipway.cost.Workload;
import dev.slipway.objective.Project;
import dev.slipway.plan.Choice.Basis;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputSizes;
import dev.slipway.serving.preparation.image.ImageInputs;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.serving.preparation.image.PictureFile;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Where a project states how pictures are taken, its replicas hold a phone's.
final class PictureMemoryTest {

  private static final ImageSettings STATED =
      new ImageSettings(new TreeMap<>(Map.of("layout", "NCHW", "mean", "0", "std", "1")));

  private static final TensorSpec INPUT =
      new TensorSpec(
          "pixels",
          DataType.FP32,
          List.of(
              new Dimension.Dynamic("batch"),
              new Dimension.Fixed(3),
              new Dimension.Fixed(224),
              new Dimension.Fixed(224)));

  private static Project takesPictures() {
    Project project = Samples.project();
    return Altered.of(project, "model", Altered.of(project.model(), "image", STATED));
  }

  private static Plan plan(Project project, Optional<Profile> profile) {
    var inputs = new InputSizes(InputSizes.Basis.MODEL, "x 1×6", 6, new Bytes(144));
    PlanRequest request =
        PlanRequest.of(
            project,
            new ModelFacts(new Bytes(20_000), inputs, true, 0),
            Samples.profile(),
            Optional.empty());
    return Planner.plan(Altered.of(request, "profile", profile));
  }

  /// The head of a progressive JPEG of a phone's size, and as little behind it as there may be.
  private static PictureFile phones() throws Exception {
    byte[] bytes = new byte[100_000];
    ByteBuffer.wrap(bytes)
        .put(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xc2, 0, 17, 8})
        .putShort((short) 3_024)
        .putShort((short) 4_032)
        .put(new byte[] {3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1});
    return PictureFile.of(bytes);
  }

  @Test
  void theMemoryForRequestsHoldsAPhonesProgressiveJpegWithTheLargestFile() throws Exception {
    Plan plan = plan(takesPictures(), Optional.of(Samples.profile()));

    long room = (long) plan.value(PlanKeys.RECEIVE_MEMORY) << 10;
    long file = (long) plan.value(PlanKeys.REQUEST_LIMIT) << 10;
    ImageInputs inputs = ImageInputs.of(List.of(INPUT), STATED);
    assertTrue(file + inputs.memory(phones()) + inputs.bytes(1) <= room, room + " bytes");
    assertEquals(16 << 20, file);
    assertEquals(704, plan.value(PlanKeys.MEMORY_LIMIT));
  }

  @Test
  void thePlanSaysWhyAndWhatTensorsAloneWouldTake() {
    Choice<?> memory =
        plan(takesPictures(), Optional.of(Samples.profile())).choice(PlanKeys.MEMORY_LIMIT);

    assertEquals(Basis.ASSUMED, memory.basis());
    assertTrue(
        memory.because().startsWith("a picture of 12,192,768 pixels, as phones take them, takes")
            && memory.because().contains("for tensors alone 256 MiB would do, because at least"),
        memory.because());
    assertEquals(
        256, plan(Samples.project(), Optional.of(Samples.profile())).value(PlanKeys.MEMORY_LIMIT));
    assertEquals(704, plan(takesPictures(), Optional.empty()).value(PlanKeys.MEMORY_LIMIT));
  }

  /// What is planned is what is paid for.
  @Test
  void replicasThatTakePicturesArePricedWithTheirMemory() throws Exception {
    Workload measured = Workload.of(Samples.profile(), Samples.book(), Optional.empty());

    assertEquals(
        ReplicaSize.holdingPictures(takesPictures().model()),
        Optional.of(EstimateRequest.of(measured, takesPictures()).workload().memory()));
    assertEquals(
        measured.memory(), EstimateRequest.of(measured, Samples.project()).workload().memory());
  }
}
