// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.tensor.TensorMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Memory of one request's tensors, given back at its end.
public final class PooledMemory implements TensorMemory {

  private final ByteBufAllocator allocator;
  private final List<ByteBuf> taken = new ArrayList<>(1);
  private @Nullable ByteBuf adopted;
  private Consumer<ByteBuf> giveBack = ByteBuf::release;

  public PooledMemory(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  @Override
  public ByteBuffer allocate(int bytes) {
    ByteBuf buffer = allocator.directBuffer(Math.max(bytes, 1));
    taken.add(buffer);
    return buffer.internalNioBuffer(0, bytes).slice();
  }

  /// Takes over a buffer that tensors lie in, until it can be given back; gives a view of it.
  public ByteBuffer adopt(ByteBuf buffer, Consumer<ByteBuf> giveBack) {
    adopted = buffer;
    this.giveBack = giveBack;
    return buffer.nioBuffer();
  }

  /// How much it is.
  public long bytes() {
    long bytes = 0;
    for (ByteBuf buffer : taken) {
      bytes += buffer.capacity();
    }
    return adopted == null ? bytes : bytes + adopted.capacity();
  }

  /// No tensor in this memory may be used afterwards.
  public void release() {
    taken.forEach(ByteBuf::release);
    taken.clear();
    ByteBuf whole = adopted;
    if (whole != null) {
      adopted = null;
      giveBack.accept(whole);
    }
  }
}
