// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.common.xgboost.protos.XGBoostModelProto;
import org.tribuo.data.columnar.RowProcessor;
import org.tribuo.data.columnar.processors.field.DoubleFieldProcessor;
import org.tribuo.data.columnar.processors.response.FieldResponseProcessor;
import org.tribuo.data.csv.CSVDataSource;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/// The real data that models are trained on: measured penguins and measured weather, as the sample
/// projects have them.
public final class Trained {

  private static final Path SAMPLES =
      Path.of(System.getProperty("slipway.root"), "sample-projects");

  static final Path PENGUINS = SAMPLES.resolve("penguin-species/data/penguins.csv");
  static final Path WEATHER = SAMPLES.resolve("seattle-tomorrow/data/train.csv");

  private Trained() {}

  public static Dataset<Label> penguins() {
    return table(
        PENGUINS,
        new LabelFactory(),
        List.of("species"),
        "bill_length_mm",
        "bill_depth_mm",
        "flipper_length_mm",
        "body_mass_g");
  }

  static Dataset<Regressor> weather(String... outputs) {
    return table(
        WEATHER,
        new RegressionFactory(),
        List.of(outputs),
        "temp_min",
        "precipitation",
        "wind",
        "day_of_year");
  }

  private static <T extends Output<T>> Dataset<T> table(
      Path file, OutputFactory<T> factory, List<String> outputs, String... columns) {
    var processor = new RowProcessor.Builder<T>();
    for (String column : columns) {
      processor.addFieldProcessor(new DoubleFieldProcessor(column));
    }
    // A number's dimension is called as its column; a class only by its own name, as in the table
    boolean named = factory instanceof RegressionFactory;
    var response =
        new FieldResponseProcessor<>(
            outputs, outputs.stream().map(output -> "0").toList(), factory, named, false);
    return new MutableDataset<>(new CSVDataSource<>(file, processor.build(response), true));
  }

  /// Saves a model as Tribuo does: with its own version of XGBoost, which kept boosters in the old
  /// binary form. The library of these tests writes a newer one unless asked.
  public static void save(Model<?> model, Path file) throws Exception {
    ModelProto proto = model.serialize();
    if (model instanceof XGBoostModel<?> boosted) {
      var data = XGBoostModelProto.parseFrom(proto.getSerializedData().getValue()).toBuilder();
      data.clearModels();
      for (var booster : boosted.getInnerModels()) {
        data.addModels(ByteString.copyFrom(booster.toByteArray("deprecated")));
      }
      proto = proto.toBuilder().setSerializedData(Any.pack(data.build())).build();
    }
    Files.write(file, proto.toByteArray());
  }

  /// The rows that a data set holds, as a table has them: NaN where a row lacks a feature.
  static List<double[]> rows(Dataset<?> data, List<String> features) {
    List<double[]> rows = new ArrayList<>();
    for (Example<?> example : data) {
      double[] row = new double[features.size()];
      Arrays.fill(row, Double.NaN);
      for (Feature feature : example) {
        int at = features.indexOf(feature.getName().replace("@value", ""));
        if (at >= 0) {
          row[at] = feature.getValue();
        }
      }
      rows.add(row);
    }
    return rows;
  }
}
