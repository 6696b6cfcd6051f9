// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The log is JSON, line by line, and repeats nothing of what requests held.
final class LogCheck implements ServiceCheck {

  private static final String JSON = "The log is one JSON object a line";
  private static final String PAYLOAD = "The log repeats no request's values";
  private static final List<Pattern> SENSITIVE =
      List.of(
          Pattern.compile(Pattern.quote(BadRequests.CANARY)),
          Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}"),
          Pattern.compile("\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}\\b"),
          Pattern.compile("\"(data|inputs|outputs)\"\\s*:"));

  @Override
  public String title() {
    return "log";
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    List<String> lines = rehearsal.service().logs();
    if (lines.isEmpty()) {
      report.failed(
          JSON,
          ServiceCheck.problem(
              "log",
              "The service logged nothing.",
              "A start is an event.",
              "See where it logs to."));
      return;
    }
    List<Problem> noJson = new ArrayList<>();
    List<Problem> sensitive = new ArrayList<>();
    for (String line : lines) {
      if (!isObject(line)) {
        noJson.add(
            ServiceCheck.problem(
                "log",
                "A line of the log is not a JSON object.",
                brief(line),
                "Log through the runtime's journal."));
      }
      if (SENSITIVE.stream().anyMatch(pattern -> pattern.matcher(line).find())) {
        sensitive.add(
            ServiceCheck.problem(
                "log-payload",
                "A line of the log holds what a request held.",
                brief(line),
                "Log what kind of fault it was, not the value."));
      }
    }
    report.judge(JSON, Words.count(lines.size(), "line"), noJson);
    report.judge(PAYLOAD, Words.count(lines.size(), "line"), sensitive);
    report.measure("logs.sensitive_findings", sensitive.size(), "count");
  }

  private static boolean isObject(String line) {
    try {
      JsonNode node = Json.tree(line);
      return node.isObject();
    } catch (ProblemException noJson) {
      return false;
    }
  }

  private static String brief(String line) {
    return line.length() <= 160 ? line : line.substring(0, 157) + "...";
  }
}
