// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.base.ProblemException;
import dev.slipway.model.MalformedException;

/// Reads Tribuo's files up to where ONNX Runtime, which is native code, would open what they
/// become.
public final class TribuoReading {

  private TribuoReading() {}

  public static void read(byte[] bytes, String name) throws ProblemException {
    TribuoModel loaded = TribuoModel.load(bytes, name);
    try {
      Conversion.of(loaded, Original.of(loaded.model(), name));
    } catch (MalformedException e) {
      throw TribuoModel.refused(name, e.reason(), e);
    }
  }
}
