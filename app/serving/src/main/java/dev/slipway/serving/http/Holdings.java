// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.admission.Transfer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/// What one connection holds of the memory for unfinished requests: a request that comes, and an
/// answer that goes. A small request that came at once, and was taken at once, holds nothing.
final class Holdings {

  private final Admission admission;
  private final Transfer.Owner owner;
  private @Nullable Transfer incoming;
  private @Nullable Transfer outgoing;

  Holdings(Admission admission, Transfer.Owner owner) {
    this.admission = admission;
    this.owner = owner;
  }

  boolean isComing() {
    return incoming != null;
  }

  boolean isGoing() {
    return outgoing != null;
  }

  boolean isComing(Transfer transfer) {
    return transfer == incoming;
  }

  boolean isGoing(Transfer transfer) {
    return transfer == outgoing;
  }

  /// So much is held of a request, of which so many bytes have come.
  ///
  /// @param isServed an earlier request is being answered: it is ours to wait
  /// @return false where there is no memory for it
  boolean come(long held, long received, boolean isServed) {
    Transfer transfer = incoming;
    if (transfer == null) {
      transfer = new Transfer(owner, System.nanoTime());
      incoming = transfer;
    }
    transfer.passed(received);
    transfer.pause(isServed);
    return isServed ? admission.watch(transfer, held) : admission.hold(transfer, held);
  }

  /// The request has come, or nobody waits for it any more.
  void hasCome() {
    Transfer transfer = incoming;
    if (transfer != null) {
      incoming = null;
      admission.finished(transfer);
    }
  }

  /// An answer that its caller does not take at once holds memory, too.
  void go(Channel channel, ChannelFuture written) {
    if (written.isDone()) {
      return;
    }
    hasGone();
    Transfer transfer = new Transfer(owner, System.nanoTime());
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    long bytes = waiting == null ? 0 : waiting.totalPendingWriteBytes();
    transfer.passed(bytes);
    outgoing = transfer;
    boolean _ = admission.watch(transfer, bytes);
    written.addListener(done -> {
      if (outgoing == transfer) {
        hasGone();
      }
    });
  }

  private void hasGone() {
    Transfer transfer = outgoing;
    if (transfer != null) {
      outgoing = null;
      admission.finished(transfer);
    }
  }

  /// The connection is closed.
  void end() {
    hasCome();
    hasGone();
  }
}
