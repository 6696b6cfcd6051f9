// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.ProblemException;
import dev.slipway.cost.NodeCapacity.Daemons;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NodeCapacityTest {

  private static Machine machine(String key) throws ProblemException {
    return Objects.requireNonNull(Samples.book().machines().get(key), key);
  }

  @Test
  void eksKeeps70MillicoresAnd574MebibytesOfATwoCoreNode() throws ProblemException {
    Machine machine = machine("aws/us-east-1/m6i.large");

    assertEquals(70, NodeCapacity.reservedMillicores(machine));
    assertEquals(574, NodeCapacity.reservedMebibytes(machine, 29));
    assertEquals(
        new NodeCapacity(1930, 8192 - 574 - 100, 29), NodeCapacity.of(machine, Optional.empty()));
  }

  @Test
  void gkeKeeps1843MebibytesOfEightGibibytes() throws ProblemException {
    Machine machine = machine("gcp/us-central1/n2-standard-2");

    assertEquals(1843, Math.round(NodeCapacity.reservedMebibytes(machine, 110)));
    assertEquals(70, NodeCapacity.reservedMillicores(machine));
  }

  @Test
  void aksKeeps100MillicoresAndMemoryForTheMachineItself() throws ProblemException {
    Machine machine = machine("azure/eastus/Standard_D2s_v5");

    assertEquals(100, NodeCapacity.reservedMillicores(machine));
    assertEquals(
        8192 - 1843.2 - 614.4 - 750, NodeCapacity.of(machine, Optional.empty()).mebibytes(), 0.01);
  }

  @Test
  void aPodOfOneCoreFitsOnceOnTwoCores() throws ProblemException {
    NodeCapacity node = NodeCapacity.of(machine("aws/us-east-1/m6i.large"), Optional.empty());

    assertEquals(1, node.fitting(1000, 512, Daemons.USUAL));
    assertEquals(3, node.fitting(500, 512, Daemons.USUAL));
    assertEquals(12, node.fitting(50, 512, new Daemons(250, 1024)));
  }

  @Test
  void plansABurstableNodeOnWhatItMayUseAllDay() throws ProblemException {
    PriceBook book = Samples.book();
    NodeCapacity node =
        NodeCapacity.of(machine("aws/us-east-1/t3.large"), book.burstable("aws", "t3.large"));

    assertEquals(600 - 70, node.millicores(), 1e-9);
  }

  @Test
  void aSharedCoreLeavesLittle() throws ProblemException {
    PriceBook book = Samples.book();
    NodeCapacity node =
        NodeCapacity.of(machine("gcp/us-central1/e2-medium"), book.burstable("gcp", "e2-medium"));

    assertEquals(940, node.millicores(), 1e-9);
  }
}
