// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.data.columnar.RowProcessor;
import org.tribuo.data.columnar.processors.field.DoubleFieldProcessor;
import org.tribuo.data.columnar.processors.response.FieldResponseProcessor;
import org.tribuo.data.csv.CSVDataSource;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/// The real data that models are trained on: measured penguins and measured weather, as the sample
/// projects have them.
final class Trained {

  private static final Path SAMPLES =
      Path.of(System.getProperty("slipway.root"), "sample-projects");

  static final Path PENGUINS = SAMPLES.resolve("penguin-species/data/penguins.csv");
  static final Path WEATHER = SAMPLES.resolve("seattle-tomorrow/data/train.csv");

  private Trained() {}

  static Dataset<Label> penguins() {
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
    var response =
        new FieldResponseProcessor<>(
            outputs, outputs.stream().map(output -> "0").toList(), factory, true, false);
    return new MutableDataset<>(new CSVDataSource<>(file, processor.build(response), true));
  }

  /// The rows that a data set holds, as a table has them: NaN where a row lacks a feature.
  static List<float[]> rows(Dataset<?> data, List<String> features) {
    List<float[]> rows = new ArrayList<>();
    for (Example<?> example : data) {
      float[] row = new float[features.size()];
      Arrays.fill(row, Float.NaN);
      for (Feature feature : example) {
        int at = features.indexOf(feature.getName().replace("@value", ""));
        if (at >= 0) {
          row[at] = (float) feature.getValue();
        }
      }
      rows.add(row);
    }
    return rows;
  }
}
