// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final AdmissionLimits LIMITS =
      new AdmissionLimits(1_000, Duration.ofSeconds(10), 100, 4);

  private final AtomicLong now = new AtomicLong();
  private final List<Reason> reasons = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private final Admission admission = new Admission(LIMITS, now::get, reasons::add);

  private Transfer transfer(String name) {
    return transfer(name, 1_000);
  }

  private Transfer transfer(String name, long passed) {
    Transfer transfer = new Transfer((which, why) -> ended.add(name + " " + why.kind()), now.get());
    transfer.passed(passed);
    return transfer;
  }

  private void pass(double seconds) {
    now.addAndGet((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
  }

  @Test
  void whoSendsForLongestMakesRoom() {
    Transfer first = transfer("first");
    assertTrue(admission.hold(first, 500));
    pass(0.5);
    assertTrue(admission.hold(transfer("second"), 400));
    pass(0.7);

    assertTrue(admission.hold(transfer("third"), 500));

    assertEquals(List.of("first TOO_SLOW"), ended);
    assertEquals(List.of(Reason.SLOW), reasons);
    assertEquals(900, admission.held());
    // What it still tells of itself changes nothing.
    assertTrue(admission.hold(first, 900));
    admission.finished(first);
    assertEquals(900, admission.held());
  }

  @Test
  void nobodyIsTornDownForABurst() {
    assertTrue(admission.hold(transfer("first"), 900));
    pass(0.9);

    assertFalse(admission.hold(transfer("second"), 200));

    assertEquals(List.of(), ended);
    assertEquals(List.of(Reason.MEMORY), reasons);
    assertEquals(900, admission.held());
  }

  /// A few bytes a second would keep all memory taken, if those who only begin were let be.
  @Test
  void whoOnlyBeginsMakesRoomAtOnceAndBeforeWhoSends() {
    assertTrue(admission.hold(transfer("sends", 200), 300));
    for (int i = 0; i < 7; i++) {
      assertTrue(admission.hold(transfer("begins " + i, 1), 100));
    }

    assertTrue(admission.hold(transfer("newcomer", 1), 100));
    pass(5);
    assertTrue(admission.hold(transfer("large", 300), 300));

    assertEquals(
        List.of("begins 0 TOO_SLOW", "begins 1 TOO_SLOW", "begins 2 TOO_SLOW", "begins 3 TOO_SLOW"),
        ended);
    assertEquals(1_000, admission.held());
  }

  @Test
  void whatIsAloneFitsHoweverLarge() {
    Transfer alone = transfer("alone");
    assertTrue(admission.hold(alone, 600));
    assertTrue(admission.hold(alone, 1_400));
    assertFalse(admission.hold(transfer("another"), 1));
    admission.finished(alone);

    assertTrue(admission.reserve(4_000, 0));
    assertFalse(admission.reserve(1, 0));
    assertEquals(4_000, admission.held());
    admission.giveBack(4_000);
    assertEquals(0, admission.held());
  }

  @Test
  void whoHasSentAllGoesBeforeWhoIsStillSending() {
    Transfer sending = transfer("sending");
    sending.passed(900);
    assertTrue(admission.hold(sending, 900));
    Transfer newcomer = transfer("newcomer");
    newcomer.passed(200);

    assertFalse(admission.hold(newcomer, 200));
    assertTrue(admission.reserve(200, 0));

    assertEquals(List.of("sending TOO_SLOW"), ended);
    assertEquals(200, admission.held());
  }

  @Test
  void whatMayLastIsEndedOnlyForItsMemory() {
    Transfer lasting = transfer("lasting");
    lasting.last();
    assertTrue(admission.hold(lasting, 900));
    pass(3_600);
    admission.sweep();
    assertEquals(List.of(), ended);

    assertTrue(admission.reserve(200, 0));

    assertEquals(List.of("lasting TOO_SLOW"), ended);
  }

  @Test
  void whatIsBeingAnsweredIsNeverEnded() {
    Transfer first = transfer("first");
    assertTrue(admission.hold(first, 900));
    first.pause(true);
    pass(60);

    assertFalse(admission.hold(transfer("second"), 200));
    admission.sweep();

    assertEquals(List.of(), ended);
  }

  @Test
  void aBodyMayTakeASecondForEachPartOfItsSize() {
    Transfer fast = transfer("fast");
    Transfer slow = transfer("slow");
    assertTrue(admission.hold(fast, 300));
    assertTrue(admission.hold(slow, 300));
    fast.passed(250);
    slow.passed(150);
    pass(11.9);
    admission.sweep();
    assertEquals(List.of("slow TOO_SLOW"), ended);

    pass(0.7);
    admission.sweep();

    assertEquals(List.of("slow TOO_SLOW", "fast TOO_SLOW"), ended);
    assertEquals(0, admission.held());
  }

  private final class Peer implements Connection {
    private final String name;
    private final long waitingSince;

    Peer(String name, long waitingSince) {
      this.name = name;
      this.waitingSince = waitingSince;
    }

    @Override
    public long waitingSince() {
      return waitingSince;
    }

    @Override
    public void leave(boolean full) {
      ended.add(name + (full ? "" : " idle"));
    }

    @Override
    public void close() {}
  }

  @Test
  void theConnectionsThatHaveWaitedForLongestLeave() {
    Connections connections = new Connections(3, 75, now::get, reasons::add);
    assertTrue(connections.opened(new Peer("served", Connection.SERVED)));
    assertTrue(connections.opened(new Peer("later", 5)));
    assertTrue(connections.opened(new Peer("earlier", 3)));

    assertTrue(connections.opened(new Peer("busy", Connection.SERVED)));
    assertTrue(connections.opened(new Peer("busy, too", Connection.SERVED)));
    assertFalse(connections.opened(new Peer("one too many", 9)));

    assertEquals(List.of("earlier", "later"), ended);
    assertEquals(3, connections.count());
  }

  @Test
  void aConnectionWithoutARequestIsClosedAfterAWhile() {
    Connections connections = new Connections(3, 75, now::get, reasons::add);
    assertTrue(connections.opened(new Peer("served", Connection.SERVED)));
    assertTrue(connections.opened(new Peer("quiet", 0)));
    pass(75);
    connections.sweep();
    assertEquals(List.of(), ended);
    pass(1);

    connections.sweep();

    assertEquals(List.of("quiet idle"), ended);
  }
}
