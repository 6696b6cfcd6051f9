// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.tensor.TensorMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Memory of one request's tensors, given back at its end.
public final class PooledMemory implements TensorMemory {

  private final ByteBufAllocator allocator;
  private final List<ByteBuf> taken = new ArrayList<>(1);

  public PooledMemory(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  @Override
  public ByteBuffer allocate(int bytes) {
    ByteBuf buffer = allocator.directBuffer(Math.max(bytes, 1));
    taken.add(buffer);
    return buffer.internalNioBuffer(0, bytes).slice();
  }

  /// No tensor in this memory may be used afterwards.
  public void release() {
    taken.forEach(ByteBuf::release);
    taken.clear();
  }
}
