// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.tensor;

import java.nio.ByteBuffer;

/// Where the buffers of tensors come from.
@FunctionalInterface
public interface TensorMemory {

  /// Fresh memory for each tensor, freed by the garbage collector.
  TensorMemory FRESH = ByteBuffer::allocateDirect;

  /// A direct buffer with this many bytes remaining, of any content.
  ByteBuffer allocate(int bytes);
}
