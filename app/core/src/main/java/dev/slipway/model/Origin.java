// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import dev.slipway.base.Json;
import dev.slipway.base.Sha256;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The original of a converted model, and the proof that both answer the same.
///
/// @param format such as `Tribuo protobuf`
/// @param file name of the original file
/// @param sha256 of the original file
/// @param facts what the original says of its making: trainer, parameters, data and its hash,
///   versions
public record Origin(
    String format, String file, Sha256 sha256, SortedMap<String, String> facts, Parity parity) {

  /// The ONNX metadata entry that holds the facts as a JSON object of texts.
  public static final String METADATA = "slipway.origin";

  /// What a converted model says of itself under [#METADATA].
  public static String metadata(
      String format, String file, Sha256 sha256, SortedMap<String, String> facts) {
    SortedMap<String, String> all = new TreeMap<>(facts);
    all.put("format", format);
    all.put("file", file);
    all.put("sha256", sha256.hex());
    return Json.line(all);
  }

  public Origin {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }
}
