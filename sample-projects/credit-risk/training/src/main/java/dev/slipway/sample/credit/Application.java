// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.credit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/// An application for a loan, as the project's tables hold it.
///
/// @param row its place in the published table, from 1
/// @param features what the model is given, as text; an empty one is a gap
/// @param groups columns that quality is watched by, of which the model sees none
/// @param status whether the loan was paid back: `good` or `bad`
record Application(int row, List<String> features, List<String> groups, String status) {

  /// Where the published table has the same column under a capital.
  private static final List<String> NUMBERS =
      List.of("seniority", "time", "expenses", "income", "assets", "debt", "amount", "price");

  static final List<String> FEATURES =
      Stream.concat(
              NUMBERS.stream(),
              Stream.of(
                  "records",
                  "home_owner",
                  "home_rent",
                  "home_parents",
                  "job_fixed",
                  "job_freelance",
                  "job_partime"))
          .toList();

  static final List<String> GROUPS = List.of("home", "job", "marital", "age_band");

  private static final int MIDDLE_AGE = 30;
  private static final int LATER_AGE = 45;

  Application {
    features = List.copyOf(features);
    groups = List.copyOf(groups);
  }

  static Application of(int row, CSVRecord published) {
    String home = published.get("Home");
    String job = published.get("Job");
    Stream<String> numbers = NUMBERS.stream().map(name -> published.get(capital(name)));
    Stream<String> flags =
        Stream.of(
            flag(published.get("Records"), "yes"),
            flag(home, "owner"),
            flag(home, "rent"),
            flag(home, "parents"),
            flag(job, "fixed"),
            flag(job, "freelance"),
            flag(job, "partime"));
    return new Application(
        row,
        Stream.concat(numbers, flags).toList(),
        List.of(home, job, published.get("Marital"), ageBand(published.get("Age"))),
        published.get("Status"));
  }

  boolean isBad() {
    return status.equals("bad");
  }

  /// One line of a table.
  String line() {
    return String.join(",", features) + "," + String.join(",", groups) + "," + status;
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /// A gap stays one.
  private static String flag(String value, String wanted) {
    if (value.isEmpty()) return "";
    return value.equals(wanted) ? "1" : "0";
  }

  private static String ageBand(String age) {
    int years = Integer.parseInt(age);
    if (years < MIDDLE_AGE) return "under 30";
    return years < LATER_AGE ? "30 to 44" : "45 and more";
  }
}
