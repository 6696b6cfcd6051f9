// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.Sha256;
import dev.slipway.data.DataContract;
import dev.slipway.data.DataFormat;
import dev.slipway.data.DriftCalibration;
import dev.slipway.data.DriftReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What is known of the data of a whole voyage, for tests.
final class SampleData {

  private static final DataContract.Bounds OPEN =
      new DataContract.Bounds(OptionalDouble.empty(), OptionalDouble.empty());

  private SampleData() {}

  /// A check on leaks that passed, one that failed and one that was not run, and a broken rule.
  static DataChecks checks(String text) {
    var leak =
        new Finding.Failed(
            "No entity is also in the reference",
            Problem.gate(
                "data.entity-leak",
                "3 of 1,299 entities of " + text + " are also in data/train.csv",
                "By column '" + text + "'; they have 3 rows of the holdout.",
                "Split again, so that all rows of an entity are on one side."));
    var rule =
        new Finding.Failed(
            "Rule: acidity is at most 14.5",
            Problem.gate("data.rule", "One row breaks it.", text, "Mend the row, or the rule."));
    return new DataChecks(
        List.of(
            new Finding.Passed("No row is also in the reference", text),
            leak,
            new Finding.NotRun("Every row is later than the reference", text)),
        List.of(leak, rule));
  }

  static DataContract contract(String text) {
    DataContract.Bounds positive =
        new DataContract.Bounds(OptionalDouble.of(0), OptionalDouble.of(14.5));
    DataContract.Bounds usual =
        new DataContract.Bounds(OptionalDouble.of(2), OptionalDouble.empty());
    return new DataContract(
        "data/train.csv",
        DataFormat.CSV,
        Sha256.of("reference".getBytes(StandardCharsets.UTF_8)),
        1200,
        List.of(
            new DataContract.Column(
                "acidity",
                Optional.of("number"),
                "DOUBLE",
                false,
                Optional.of("none"),
                Optional.empty(),
                Optional.of(new DataContract.Input("x", "FP32", 0, "number", true, List.of())),
                false,
                false,
                positive,
                List.of(
                    new DataContract.Check("nullValues", 2, List.of(), OPEN, text),
                    new DataContract.Check("range", 0, List.of(), positive, text),
                    new DataContract.Check("range", 1, List.of(), usual, text))),
            new DataContract.Column(
                text,
                Optional.of("string"),
                "VARCHAR",
                false,
                Optional.of("personal"),
                Optional.empty(),
                Optional.of(
                    new DataContract.Input("x", "BYTES", 1, "string", false, List.of("red", text))),
                true,
                false,
                OPEN,
                List.of(
                    new DataContract.Check("invalidValues", 0, List.of("red", text), OPEN, text))),
            dated(text),
            new DataContract.Column(
                "sort",
                Optional.empty(),
                "VARCHAR[]",
                true,
                Optional.of("none"),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                OPEN,
                List.of())),
        OptionalLong.of(600),
        OptionalDouble.of(0),
        List.of(new DataContract.Fresh("tasted", 120)),
        List.of(text));
  }

  private static DataContract.Column dated(String text) {
    return new DataContract.Column(
        "tasted",
        Optional.of("date"),
        "DATE",
        false,
        Optional.empty(),
        Optional.of("birth date (low confidence: " + text + ")"),
        Optional.empty(),
        true,
        true,
        OPEN,
        List.of(new DataContract.Check("duplicateValues", 0, List.of(), OPEN, text)));
  }

  static DriftReference drift(String text) {
    var alarm = new DriftCalibration.Alarm(0.2, 0.0003, 0, true);
    return new DriftReference(
        "data/train.csv",
        Sha256.of("reference".getBytes(StandardCharsets.UTF_8)),
        Voyager.MODEL.sha256(),
        500,
        List.of(
            new DriftReference.Feature(
                text, "x", 0, List.of(), List.of("red", text), List.of(60L, 35L, 5L), 0, alarm),
            new DriftReference.Feature(
                "acidity", "x", 1, List.of(1.0, 2.0), List.of(), List.of(50L, 25L, 25L), 2, alarm),
            new DriftReference.Feature(
                "never there", "x", 2, List.of(), List.of(), List.of(0L), 100, alarm)),
        List.of());
  }
}
