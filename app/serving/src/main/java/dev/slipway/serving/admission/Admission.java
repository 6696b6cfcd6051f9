// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.admission;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.protocol.PooledMemory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Memory and time for requests that are not finished. Small requests that come at once never ask:
/// a connection's own share covers them.
///
/// Where memory runs out, whoever has been sending for longer than a second makes room, and at any
/// time whoever holds far more than has come of it; the one that holds most for what came goes
/// first, and of equal ones the oldest. If that is not enough, the newcomer is refused. A request
/// that has wholly come goes before all that have not. So a caller that dawdles, or that only
/// begins, never keeps others out, and a burst of good requests is not torn down by its own end.
/// Whoever is alone always fits.
public final class Admission implements PooledMemory.Room {

  /// What an unfinished request takes besides its body: its head, as strings.
  public static final int HEAD = 16 << 10;

  /// Who came within this time is not asked to make room.
  private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

  /// Room that those who hold far more than came make at once, as a part of all: finding them means
  /// looking at each.
  private static final int PART = 16;

  private final AdmissionLimits limits;
  private final LongSupplier nanoTime;
  private final Consumer<Reason> observer;
  private final InferenceException full =
      new InferenceException(
          Kind.UNAVAILABLE, "the memory for unfinished requests is used up; try again");
  private final Object lock = new Object();

  // Guarded by the lock; in the order in which they began.
  private final Set<Transfer> unfinished = new LinkedHashSet<>();

  /// Changed under the lock, read without it.
  private final AtomicLong held = new AtomicLong();

  public Admission(AdmissionLimits limits, LongSupplier nanoTime, Consumer<Reason> observer) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.observer = observer;
  }

  /// Bytes that unfinished requests hold.
  public long held() {
    return held.get();
  }

  /// While there is plenty, a caller who says how much will come is believed.
  public boolean isRoomy() {
    return held.get() < limits.maxBytes() / 2;
  }

  /// What a transfer that does not fit is told.
  public InferenceException full() {
    return full;
  }

  /// A transfer holds so many bytes from now on, and is watched until it [#finished].
  ///
  /// @return false where there is no room; it is not watched then
  public boolean hold(Transfer transfer, long bytes) {
    List<Transfer> leaving = new ArrayList<>(0);
    boolean fits;
    synchronized (lock) {
      if (transfer.isOver()) {
        return true;
      }
      long more = bytes - transfer.held();
      long lacking = lacking(more, held.get() - transfer.held());
      fits = more <= 0 || lacking <= 0 || canMakeRoom(lacking, transfer, leaving);
      if (fits) {
        remove(leaving);
        take(transfer, more);
        unfinished.add(transfer);
      }
    }
    if (fits) {
      end(leaving);
    } else {
      observer.accept(Reason.MEMORY);
    }
    return fits;
  }

  /// As [#hold] for what is there already and cannot be refused, such as an answer that waits to be
  /// taken; others make what room they can.
  ///
  /// @return false where there is more now than there should be
  public boolean watch(Transfer transfer, long bytes) {
    List<Transfer> leaving = new ArrayList<>(0);
    boolean fits;
    synchronized (lock) {
      if (transfer.isOver()) {
        return true;
      }
      take(transfer, bytes - transfer.held());
      unfinished.add(transfer);
      long lacking = lacking(0, held.get() - transfer.held());
      fits = lacking <= 0 || canMakeRoom(lacking, transfer, leaving);
      remove(leaving);
    }
    end(leaving);
    return fits;
  }

  private void remove(List<Transfer> leaving) {
    leaving.forEach(this::release);
    leaving.forEach(unfinished::remove);
  }

  private void end(List<Transfer> leaving) {
    if (leaving.isEmpty()) {
      return;
    }
    InferenceException late =
        new InferenceException(
            Kind.TOO_SLOW, "the request came slowly, and its memory is needed for others");
    for (Transfer each : leaving) {
      observer.accept(Reason.SLOW);
      each.end(late);
    }
  }

  private void take(Transfer transfer, long more) {
    held.addAndGet(more);
    transfer.holds(transfer.held() + more);
  }

  /// It has wholly come or gone, or nobody waits for it any more.
  public void finished(Transfer transfer) {
    synchronized (lock) {
      release(transfer);
      unfinished.remove(transfer);
    }
  }

  private void release(Transfer transfer) {
    held.addAndGet(-transfer.held());
    transfer.holds(0);
    transfer.finish();
  }

  /// Memory of a request that has come and runs, until it is [#giveBack]: its queue bounds how many
  /// there are, not how large they are. Whoever is still sending makes room for it.
  ///
  /// @param already reserved for the same request
  /// @return false where there is no room; nothing more is reserved then
  @Override
  public boolean reserve(long bytes, long already) {
    List<Transfer> leaving = new ArrayList<>(0);
    boolean fits;
    synchronized (lock) {
      long lacking = lacking(bytes, held.get() - already);
      fits = lacking <= 0 || canMakeRoom(lacking, null, leaving);
      if (fits) {
        remove(leaving);
        held.addAndGet(bytes);
      }
    }
    if (fits) {
      end(leaving);
    } else {
      observer.accept(Reason.MEMORY);
    }
    return fits;
  }

  /// Memory that all requests have together.
  public long most() {
    return limits.maxBytes();
  }

  /// What was reserved for a request that runs no more.
  @Override
  public void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }

  /// How much others have to let go of, at most all that they have.
  private long lacking(long more, long ofOthers) {
    return Math.min(held.get() + more - limits.maxBytes(), ofOthers);
  }

  /// Whether those who may be ended hold enough; finds them, or all of them.
  ///
  /// @param newcomer who is still sending; null for a request that has come
  private boolean canMakeRoom(long lacking, @Nullable Transfer newcomer, List<Transfer> leaving) {
    long now = nanoTime.getAsLong();
    List<Transfer> candidates = new ArrayList<>();
    for (Transfer each : unfinished) {
      boolean mayLeave = newcomer == null || each.isHollow() || now - each.began() >= FRESH;
      if (mayLeave && each != newcomer && !each.isPaused()) {
        candidates.add(each);
      }
    }
    // What passes meanwhile must not change the order that is being made.
    candidates.forEach(Transfer::weigh);
    candidates.sort(Comparator.comparingDouble(Transfer::weight).reversed());
    long found = 0;
    for (Transfer each : candidates) {
      long wanted = each.isHollow() ? Math.max(lacking, limits.maxBytes() / PART) : lacking;
      if (found >= wanted) {
        break;
      }
      leaving.add(each);
      found += each.held();
    }
    return found >= lacking;
  }

  /// Ends what is late; called about once a second.
  public void sweep() {
    long now = nanoTime.getAsLong();
    List<Transfer> late = new ArrayList<>();
    synchronized (lock) {
      Iterator<Transfer> each = unfinished.iterator();
      while (each.hasNext()) {
        Transfer transfer = each.next();
        if (transfer.isLate(now, limits)) {
          release(transfer);
          each.remove();
          late.add(transfer);
        }
      }
    }
    if (!late.isEmpty()) {
      InferenceException why =
          new InferenceException(
              Kind.TOO_SLOW,
              "the request did not come within %d s and a second for each %d bytes"
                  .formatted(limits.patience().toSeconds(), limits.leastRate()));
      late.forEach(transfer -> {
        observer.accept(Reason.SLOW);
        transfer.end(why);
      });
    }
  }
}
