// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.model.TensorStream;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The encoding of the messages between the two processes. A length that is out of bounds is a
/// broken peer.
final class Wire {

  static final byte OPEN = 1;
  static final byte PREDICT = 2;
  static final byte CLOSE = 3;
  static final byte CONVERT = 4;
  static final byte TELL = 5;

  static final byte DONE = 11;
  static final byte REFUSED = 12;

  private Wire() {}

  static void specs(DataOutputStream out, List<TensorSpec> specs) throws IOException {
    out.writeInt(specs.size());
    for (TensorSpec spec : specs) {
      TensorStream.text(out, spec.name());
      TensorStream.text(out, spec.datatype().name());
      out.writeInt(spec.shape().size());
      for (Dimension dimension : spec.shape()) {
        out.writeLong(dimension.sizeOrMinusOne());
        TensorStream.text(out, dimension instanceof Dimension.Dynamic(String symbol) ? symbol : "");
      }
    }
  }

  static List<TensorSpec> specs(DataInputStream in) throws IOException {
    List<TensorSpec> specs = new ArrayList<>();
    for (int left = TensorStream.parts(in); left > 0; left--) {
      String name = TensorStream.text(in);
      DataType datatype = TensorStream.datatype(in);
      List<Dimension> shape = new ArrayList<>();
      for (int axes = TensorStream.parts(in); axes > 0; axes--) {
        long size = in.readLong();
        String symbol = TensorStream.text(in);
        shape.add(size >= 0 ? new Dimension.Fixed(size) : new Dimension.Dynamic(symbol));
      }
      specs.add(new TensorSpec(name, datatype, shape));
    }
    return specs;
  }
}
