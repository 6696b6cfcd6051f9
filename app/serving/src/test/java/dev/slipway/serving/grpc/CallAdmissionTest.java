// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.admission.AdmissionLimits;
import dev.slipway.serving.admission.Connection;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.journal.Journal;
import dev.slipway.serving.journal.RequestLog;
import dev.slipway.serving.metrics.MetricsCompat;
import dev.slipway.serving.metrics.MetricsSettings;
import dev.slipway.serving.metrics.ServingMetrics;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What calls count for that come in an unusual way.
class CallAdmissionTest {

  private static final AdmissionLimits LIMITS =
      new AdmissionLimits(1 << 20, Duration.ofSeconds(10), 100, 4);

  private final Admission admission = new Admission(LIMITS, System::nanoTime, reason -> {});
  private final Peer peer = new Peer();
  private final CallAdmission calls =
      new CallAdmission(
          admission,
          new CallBook(
              new ServingMetrics(
                  new MetricsSettings("wine", "1", List.of(1.0), MetricsCompat.NONE, true),
                  () -> true,
                  DriftBaseline.none()),
              Journal.toPlatformLogging(),
              RequestLog.NONE));

  private static final class Peer implements Connection {
    private boolean isOpen = true;

    @Override
    public long waitingSince() {
      return SERVED;
    }

    @Override
    public void leave(boolean full) {}

    @Override
    public void close() {
      isOpen = false;
    }
  }

  private ServerStreamTracer call() {
    calls.reading(peer, Runnable::run);
    return calls.newServerStreamTracer("inference.GRPCInferenceService/ModelInfer", new Metadata());
  }

  /// The library keeps an object for each frame, until a message is whole.
  @Test
  void aFrameOfOneByteTakesMoreThanAByte() {
    ServerStreamTracer call = call();
    for (int i = 0; i < 100; i++) {
      call.inboundWireSize(1);
    }

    assertEquals(Admission.HEAD + 100 + 100 * 256, admission.held());

    call.streamClosed(Status.CANCELLED);
    assertEquals(0, admission.held());
  }

  @Test
  void anAnswerIsHeldUntilItIsTaken() {
    ServerStreamTracer call = call();
    call.outboundMessageSent(0, 100_000, 100_000);

    assertEquals(CallAdmission.SMALL + 100_000, admission.held());

    call.streamClosed(Status.OK);
    assertEquals(0, admission.held());
  }

  /// Nobody could tell it in another way.
  @Test
  void aCallThatNobodyHasTakenUpEndsWithItsConnection() {
    ServerStreamTracer greedy = call();
    ServerStreamTracer other = call();
    other.inboundWireSize(100_000);

    greedy.inboundWireSize(1 << 20);

    assertFalse(peer.isOpen);
  }
}
