// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// A model file of each kind that is taken in: kept with the tests, or saved here.
final class DroppedModels {

  private static final Path CORE = SampleProject.ROOT.resolve("app/core/src/test/resources");

  private DroppedModels() {}

  /// What the window says that a model is, and a file of that kind.
  ///
  /// @param folder where those are saved that the tests do not keep
  static Map<String, Path> ofEachKind(Path folder) throws IOException {
    var kinds = new LinkedHashMap<String, Path>();
    kinds.put("ONNX", SampleProject.ROOT.resolve("sample-projects/seattle-tomorrow/model.onnx"));
    kinds.put("XGBoost", CORE.resolve("models/xgboost.ubj"));
    kinds.put("LightGBM", CORE.resolve("models/lightgbm.txt"));
    kinds.put("CatBoost", CORE.resolve("models/catboost.cbm"));
    kinds.put("H2O", CORE.resolve("models/h2o/gbm-binomial.zip"));
    kinds.put("scikit-learn, by joblib", CORE.resolve("sklearn/penguins.joblib"));
    kinds.put("scikit-learn, by pickle", CORE.resolve("sklearn/penguins.pkl"));
    kinds.put("scikit-learn, by skops", skops(folder.resolve("ridge.skops")));
    kinds.put("Tribuo", tribuo(folder.resolve("sizes.tribuo")));
    return kinds;
  }

  private static Path tribuo(Path file) throws IOException {
    var labels = new LabelFactory();
    var data = new MutableDataset<>(new SimpleDataSourceProvenance("sizes", labels), labels);
    String[] names = {"length", "width"};
    for (int i = 1; i <= 20; i++) {
      String size = i <= 10 ? "small" : "large";
      data.add(new ArrayExample<>(new Label(size), names, new double[] {i, i / 2.0}));
    }
    Model<Label> model = new LogisticRegressionTrainer().train(data);
    model.serializeToFile(file);
    return file;
  }

  /// As skops writes a ridge regression over two columns.
  private static Path skops(Path file) throws IOException {
    String schema =
        """
        {"__class__": "Ridge", "__module__": "sklearn.linear_model._ridge",
         "__loader__": "ObjectNode", "__id__": 1, "protocol": 2, "_skops_version": "0.13",
         "content": {"__class__": "dict", "__module__": "builtins", "__loader__": "DictNode",
          "__id__": 2,
          "key_types": {"__class__": "list", "__module__": "builtins", "__loader__": "ListNode",
           "__id__": 3, "content": [STR, STR, STR, STR]},
          "content": {
           "coef_": {"__class__": "ndarray", "__module__": "numpy", "__loader__": "NdArrayNode",
            "__id__": 5, "type": "numpy", "file": "coefficients.npy"},
           "intercept_": {"__class__": "str", "__module__": "builtins", "__loader__": "JsonNode",
            "__id__": 6, "content": "0.5", "is_json": true},
           "n_features_in_": {"__class__": "str", "__module__": "builtins",
            "__loader__": "JsonNode", "__id__": 7, "content": "2", "is_json": true},
           "_sklearn_version": {"__class__": "str", "__module__": "builtins",
            "__loader__": "JsonNode", "__id__": 8, "content": "\\"1.4.2\\"", "is_json": true}}}}
        """
            .replace(
                "STR",
                "{\"__class__\": \"str\", \"__module__\": \"builtins\","
                    + " \"__loader__\": \"TypeNode\", \"__id__\": 4}");
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("coefficients.npy"));
      zip.write(numbers(2, 3));
      zip.putNextEntry(new ZipEntry("schema.json"));
      zip.write(schema.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  /// A vector in NumPy's format, version 1.0.
  private static byte[] numbers(double... values) {
    String head =
        "{'descr': '<f8', 'fortran_order': False, 'shape': (%d,), }\n".formatted(values.length);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + head.length() + 8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) head.length());
    bytes.put(head.getBytes(StandardCharsets.US_ASCII));
    DoubleStream.of(values).forEach(bytes::putDouble);
    return bytes.array();
  }
}
