// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.desktop.parts.Texts;
import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RequestTextTest {

  @Test
  void saysThatARequestIsTooLongWhereNoTensorHoldsIt() {
    Signature wide = of(1, 65_536, 65_536);

    assertEquals(
        Optional.of(Texts.of("play.request-long", "4,294,967,296")), RequestText.tooLong(wide));
    assertEquals("", RequestText.madeUp(wide));
  }

  @Test
  void isMadeUpWhereItIsShort() {
    assertEquals(Optional.empty(), RequestText.tooLong(of(1, 100, 100)));
    assertEquals(
        Optional.of(Texts.of("play.request-long", "10,100")), RequestText.tooLong(of(1, 100, 101)));
  }

  private static Signature of(int... sizes) {
    List<Dimension> shape = Arrays.stream(sizes).<Dimension>mapToObj(Dimension.Fixed::new).toList();
    return new Signature(List.of(new TensorSpec("x", DataType.FP32, shape)), List.of());
  }
}
