// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.NdArray;
import java.io.IOException;

/// An array as `numpy.save` writes it: its head in text, then its bytes.
///
/// @param array its elements
record NpyFile(NpyHeader header, NdArray array) {

  private static final String MAGIC = "\u0093NUMPY";

  /// NumPy itself reads no longer ones unless told to.
  private static final int LONGEST_HEAD = 10_000;

  static NpyFile read(Source source, Meter meter) throws MalformedException, IOException {
    if (!Literals.latin(source.few(MAGIC.length())).equals(MAGIC)) {
      throw new MalformedException("a file of an array is none", false);
    }
    int version = source.u1();
    source.u1();
    long length = version == 1 ? source.u2() : source.u4();
    if (version < 1 || version > 3 || length > LONGEST_HEAD) {
      throw NpyHeader.damaged();
    }
    NpyHeader header = NpyHeader.of(Literals.latin(source.few(length)));
    var array = new NumpyArray(header.type(), header.shape(), meter);
    long size = array.bytes();
    byte[] bytes = source.bytes(size);
    NdArray read = header.columns() ? array.columnByColumn(bytes) : array.rowByRow(bytes);
    meter.release(size);
    return new NpyFile(header, read);
  }
}
