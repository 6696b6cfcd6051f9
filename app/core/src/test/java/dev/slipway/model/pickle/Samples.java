// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/// Small sound files of every form, made without Python.
final class Samples {

  private Samples() {}

  /// A linear model with a scaler before it, in the protocol of most files.
  static byte[] pipeline() {
    var writer = new PickleWriter().protocol(4).code(0x95).int8(1_000);
    writer.stackName("sklearn.pipeline", "Pipeline").code(0x94).ops(")\u0081}(");
    writer.text("steps").ops("](");
    writer.text("scale");
    estimator(writer, "sklearn.preprocessing._data", "StandardScaler", "mean_", 1.5, -2);
    writer.ops("\u0086").text("model");
    estimator(writer, "sklearn.linear_model._base", "LinearRegression", "coef_", 0.25, 4);
    writer.ops("\u0086e").text("verbose").code(0x89);
    return writer.text("_sklearn_version").text("1.4.2").ops("ub").stop();
  }

  private static void estimator(
      PickleWriter writer, String module, String name, String attribute, double... values) {
    writer
        .name(module, name)
        .ops(")\u0081}(")
        .text(attribute)
        .array("f8", false, PickleWriter.doubles(values), values.length)
        .text("_sklearn_version")
        .text("1.4.2")
        .ops("ub");
  }

  /// The same kind of thing in the letters of protocol 0, with a memo.
  static byte[] old() {
    return """
    (dp0
    S'name'
    p1
    V\\u00e4pfel
    p2
    sS'weights'
    p3
    (lp4
    F0.5
    aI-3
    aL123456789012345L
    asg2
    I01
    sS'made'
    p5
    ccopy_reg
    _reconstructor
    p6
    (csklearn.dummy
    DummyRegressor
    p7
    c__builtin__
    object
    p8
    Ntp9
    Rp10
    (dp11
    S'constant_'
    p12
    F2.5
    sS'_sklearn_version'
    S'0.24.2'
    sbs.\
    """
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] joblib() {
    return new PickleWriter()
        .protocol(4)
        .ops("}(")
        .text("weights")
        .joblibArray("f8", "F", PickleWriter.doubles(1, 4, 2, 5, 3, 6), 2, 3)
        .text("names")
        .name("joblib.numpy_pickle", "NumpyArrayWrapper")
        .ops(")\u0081}(")
        .text("shape")
        .shape(2)
        .text("order")
        .text("C")
        .text("dtype")
        .dtype("O8", "|")
        .ops("ub")
        .raw(objects())
        .ops("u")
        .stop();
  }

  /// An array of objects is a pickle within a dump.
  private static byte[] objects() {
    return new PickleWriter()
        .protocol(2)
        .name("numpy.core.multiarray", "_reconstruct")
        .name("numpy", "ndarray")
        .ops("K\u0000\u0085U\u0001b\u0087R(K\u0001")
        .shape(2)
        .dtype("O8", "|")
        .code(0x89)
        .ops("](")
        .text("a")
        .ops("Netb")
        .stop();
  }

  static byte[] skops() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("17.npy", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", 1, 2));
    entries.put(SkopsFile.SCHEMA, schema("17.npy").getBytes(StandardCharsets.UTF_8));
    return zip(entries);
  }

  static String schema(String array) {
    return """
    {"__class__": "Ridge", "__module__": "sklearn.linear_model._ridge", "__loader__": "ObjectNode",
     "__id__": 1, "protocol": 2, "_skops_version": "0.13",
     "content": {"__class__": "dict", "__module__": "builtins", "__loader__": "DictNode", "__id__": 2,
      "key_types": {"__class__": "list", "__module__": "builtins", "__loader__": "ListNode", "__id__": 3,
       "content": [{"__class__": "str", "__module__": "builtins", "__loader__": "TypeNode", "__id__": 4},
                   {"__class__": "str", "__module__": "builtins", "__loader__": "TypeNode", "__id__": 4},
                   {"__class__": "str", "__module__": "builtins", "__loader__": "TypeNode", "__id__": 4}]},
      "content": {
       "alpha": {"__class__": "str", "__module__": "builtins", "__loader__": "JsonNode", "__id__": 5,
        "content": "1.5", "is_json": true},
       "coef_": {"__class__": "ndarray", "__module__": "numpy", "__loader__": "NdArrayNode", "__id__": 6,
        "type": "numpy", "file": "%s"},
       "_sklearn_version": {"__class__": "str", "__module__": "builtins", "__loader__": "JsonNode",
        "__id__": 7, "content": "\\"1.4.2\\"", "is_json": true}}}}
    """
        .formatted(array);
  }

  static byte[] npy(String head, double... values) {
    byte[] text = (head + "\n").getBytes(StandardCharsets.ISO_8859_1);
    return new PickleWriter()
        .ops("\u0093NUMPY\u0001\u0000")
        .code(text.length & 0xff, text.length >> 8)
        .raw(text)
        .raw(PickleWriter.doubles(values))
        .bytes();
  }

  static byte[] zip(Map<String, byte[]> entries) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] packed(Packing packing, byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (OutputStream packed = into(packing, out)) {
      packed.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static OutputStream into(Packing packing, OutputStream out) throws IOException {
    return switch (packing) {
      case NONE -> out;
      case ZLIB -> new DeflaterOutputStream(out);
      case GZIP -> new GZIPOutputStream(out);
      case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
      case XZ -> new XZOutputStream(out, new LZMA2Options(0));
      case LZMA -> new LZMAOutputStream(out, new LZMA2Options(0), -1);
      case LZ4 -> new FramedLZ4CompressorOutputStream(out);
    };
  }

  /// Each form once, by its name.
  static Map<String, byte[]> all() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("pipeline.pkl", pipeline());
    all.put("old.pkl", old());
    all.put("arrays.joblib", joblib());
    all.put("model.skops", skops());
    for (Packing packing : Packing.values()) {
      if (packing != Packing.NONE) {
        all.put(packing.word() + ".joblib", packed(packing, joblib()));
      }
    }
    return all;
  }
}
