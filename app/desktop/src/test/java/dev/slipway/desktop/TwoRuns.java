// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.RunLog;
import dev.slipway.tracker.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/// Keeps a second profile beside the recorded one.
public final class TwoRuns {

  private static final Pattern TIME = Pattern.compile("PT[0-9.]+S");
  private static final Pattern MEASURED = Pattern.compile("\"at\":\"([^\"]+)\"");

  private TwoRuns() {}

  /// The recorded profile an hour later, when every answer over a socket took three times as long.
  public static void keepSlower(Tracker tracker, String project) throws ProblemException {
    keepSlower(tracker, project, "slower");
  }

  /// The same after the last profile.
  public static void keepSlower(Tracker tracker, String project, String name)
      throws ProblemException {
    RunLog.Run last = tracker.runs().latest(project, "profile").orElseThrow();
    String json = last.json();
    int from = json.indexOf("\"here\":");
    for (String key : new String[] {"load", "response", "percentiles"}) {
      from = json.indexOf("\"" + key + "\":", from);
    }
    int to = json.indexOf(']', from);
    String slower =
        json.substring(0, from)
            + TIME.matcher(json.substring(from, to)).replaceAll(time -> thrice(time.group()))
            + json.substring(to);
    tracker
        .runs()
        .keep(
            new RunLog.Run(
                project + "-profile-" + name,
                "profile",
                project,
                last.release(),
                last.at().plus(Duration.ofHours(1)),
                MEASURED
                    .matcher(slower)
                    .replaceFirst(at ->
                        "\"at\":\"" + Instant.parse(at.group(1)).plus(Duration.ofHours(1)) + '"')));
  }

  private static String thrice(String time) {
    return Duration.parse(time).multipliedBy(3).toString();
  }
}
