// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Extreme and missing values never bring NaN or an infinity into an answer.
final class NonFiniteCheck implements ServiceCheck {

  private static final String CHECK = "Answers hold finite numbers only";
  private static final List<String> EXTREMES =
      List.of(
          "0",
          "-0.0",
          "1e-45",
          "1e30",
          "-1e30",
          "3.4028235e38",
          "-3.4028235e38",
          "null",
          "NaN",
          "Infinity",
          "-Infinity",
          "1e39");
  private static final Pattern NON_FINITE =
      Pattern.compile("(?i)[\\[,:]\\s*\"?-?(nan|null|inf(inity)?|1e9999)\"?\\s*[,\\]}]");

  @Override
  public String title() {
    return "extreme values";
  }

  @Override
  public boolean needsAnswers() {
    return true;
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    String good = rehearsal.example();
    List<Problem> problems = new ArrayList<>();
    for (String value : EXTREMES) {
      String body = good.replaceFirst("\"data\":\\[[^,\\]]*", "\"data\":[" + value);
      Http.Reply reply = rehearsal.infer(body);
      if (reply.status() == 200 && NON_FINITE.matcher(reply.body()).find()) {
        problems.add(
            ServiceCheck.problem(
                "non-finite",
                "The value " + value + " brings a number that is not finite into the answer.",
                reply.body(),
                "Refuse such inputs, or correct the model."));
      }
    }
    report.judge(CHECK, EXTREMES.size() + " extreme values", problems);
    report.measure("serving.nonfinite_responses", problems.size(), "count");
  }
}
