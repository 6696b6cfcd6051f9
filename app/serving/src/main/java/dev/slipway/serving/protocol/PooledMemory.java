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

/// Memory of one request's tensors, asked for before it is taken, and given back at its end.
public final class PooledMemory implements TensorMemory {

  /// Who has less is not counted: a queue's length bounds them.
  private static final int SMALL = 1 << 12;

  /// What all requests have together.
  public interface Room {

    /// @param already what this request has of it
    /// @return false where there is not as much more
    boolean reserve(long bytes, long already);

    void giveBack(long bytes);
  }

  private final ByteBufAllocator allocator;
  private final Room room;
  private final List<ByteBuf> taken = new ArrayList<>(1);
  private @Nullable ByteBuf adopted;
  private Consumer<ByteBuf> giveBack = ByteBuf::release;

  private long held;
  private long reserved;

  public PooledMemory(ByteBufAllocator allocator, Room room) {
    this.allocator = allocator;
    this.room = room;
  }

  /// Counts what else the request holds, until the end.
  ///
  /// @throws NoRoomException where there is none for it
  public void claim(long bytes) {
    long all = held + bytes;
    if (all > SMALL) {
      if (!room.reserve(all - reserved, reserved)) {
        throw new NoRoomException();
      }
      reserved = all;
    }
    held = all;
  }

  /// @throws NoRoomException where there is none for it
  @Override
  public ByteBuffer allocate(int bytes) {
    claim(bytes);
    ByteBuf buffer = allocator.directBuffer(Math.max(bytes, 1));
    taken.add(buffer);
    return buffer.internalNioBuffer(0, bytes).slice();
  }

  /// Takes over a buffer that tensors lie in, until it can be given back; gives a view of it.
  ///
  /// @throws NoRoomException where there is none for it; it is given back with the rest then
  public ByteBuffer adopt(ByteBuf buffer, Consumer<ByteBuf> giveBack) {
    adopted = buffer;
    this.giveBack = giveBack;
    claim(buffer.capacity());
    return buffer.nioBuffer();
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
    if (reserved > 0) {
      room.giveBack(reserved);
      reserved = 0;
    }
    held = 0;
  }
}
