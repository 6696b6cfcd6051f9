// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.base.ChildJvm;
import dev.slipway.base.ProblemException;
import dev.slipway.model.ForeignModel;
import dev.slipway.model.Origin;
import dev.slipway.model.ParityRows;
import dev.slipway.model.isolated.ConversionProtocol.Order;
import dev.slipway.model.isolated.ConversionProtocol.Step;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.PickleFile;
import dev.slipway.model.pickle.PickleIntake;
import dev.slipway.model.pickle.PickleReport;
import dev.slipway.model.sklearn.convert.SklearnImport;
import dev.slipway.model.tribuo.TribuoImport;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The child process in which one file is told of or becomes ONNX: readers, XGBoost and ONNX
/// Runtime see its bytes here and nowhere else.
public final class ConvertingMain {

  private final DataInputStream in;
  private final DataOutputStream out;

  private ConvertingMain(DataInputStream in, DataOutputStream out) {
    this.in = in;
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    ChildJvm.endWithParent();
    var in = new DataInputStream(new BufferedInputStream(System.in));
    var out = new DataOutputStream(new BufferedOutputStream(System.out));
    // A library that prints must not break into the talk
    System.setOut(System.err);
    new ConvertingMain(in, out).serve();
    Runtime.getRuntime().halt(0);
  }

  private void serve() throws IOException {
    Order order = ConversionProtocol.order(in);
    MemoryLimit.allow(order.memory().count());
    say(end(order));
  }

  private Step end(Order order) {
    try {
      return switch (order) {
        case Order.Convert convert -> new Step.Converted(convert(convert));
        case Order.Tell tell -> new Step.Told(tell(tell.from()));
      };
    } catch (ProblemException e) {
      return new Step.Refused(e.problem());
    }
  }

  private Origin convert(Order.Convert order) throws ProblemException {
    Optional<ForeignModel> trees = ForeignModel.recognise(order.from());
    ParityRows rows = this::ask;
    if (trees.isPresent()) {
      return trees.get().convert(order.onnx(), this::say);
    }
    return PickleFile.recognise(order.from())
        ? SklearnImport.convert(order.from(), order.onnx(), rows, this::say)
        : TribuoImport.convert(order.from(), order.onnx(), rows, this::say);
  }

  /// What loading the file would run is told first: looking for what stands in the way of the model
  /// inside may be the end of this process.
  private PickleReport tell(Path file) throws ProblemException {
    say(0.1, "reading " + file.getFileName());
    List<Instance> models = new ArrayList<>();
    PickleReport report =
        PickleIntake.report(
            file,
            model -> {
              models.add(model);
              return List.of();
            });
    try {
      say(new Step.Told(report));
    } catch (IOException parentGone) {
      throw new UncheckedIOException(parentGone);
    }
    return report.with(
        models.stream().flatMap(model -> SklearnImport.obstacles(model).stream()).toList());
  }

  private void say(double fraction, String doing) {
    try {
      ConversionProtocol.write(out, fraction, doing);
      out.flush();
    } catch (IOException parentGone) {
      throw new UncheckedIOException(parentGone);
    }
  }

  private Optional<ParityRows.Written> ask(List<String> features) {
    try {
      say(new Step.RowsWanted(features));
      return ConversionProtocol.rows(in, features.size());
    } catch (IOException parentGone) {
      throw new UncheckedIOException(parentGone);
    }
  }

  private void say(Step step) throws IOException {
    ConversionProtocol.write(out, step);
    out.flush();
  }
}
