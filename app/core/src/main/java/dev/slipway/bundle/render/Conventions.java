// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers that a language or a standard gives, wherever they stand: arguments of a script, exit
/// codes, versions of a licence. Each names what it is; no other number is one.
public final class Conventions {

  private static final String USER =
      "the unprivileged user that the image is made for, without a name on the host";

  private static final String DIGITS = "the digits, in a pattern";

  private record Convention(Pattern text, String is) {
    static Convention of(String pattern, String is) {
      return new Convention(Pattern.compile(pattern), is);
    }
  }

  private static final List<Convention> ALL =
      List.of(
          Convention.of("Apache-2\\.0", "the licence's version, as SPDX names it"),
          Convention.of("\\bSHA-256\\b", "the name of the hash function"),
          Convention.of("\\bUTF-8\\b", "the name of the encoding"),
          Convention.of("\\b65532(?::65532)?\\b", USER),
          Convention.of("^#{1,4} [0-9]+\\. ", "the number of the heading"),
          Convention.of("\\bapiVersion: \\S+", "the version of the interface that the object is of"),
          Convention.of("\\b127\\.0\\.0\\.1\\b", "the address of this machine itself"),
          Convention.of("\\b0\\.0\\.0\\.0(?:/0)?", "every address"),
          Convention.of("\\$[0-9]\\b|\\$\\{[0-9]\\b", "an argument of the script or function, by its place"),
          Convention.of("\\$# -(?:eq|ne|lt|gt) [0-9]\\b", "how many arguments the script takes"),
          Convention.of("BASH_SOURCE\\[0\\]", "the script itself, the first of the files that run"),
          Convention.of("\\b2>&1\\b", "standard error goes where standard output goes"),
          Convention.of("(?<![0-9])>&2\\b", "standard error, where messages go"),
          Convention.of("\\b2>/dev/null\\b|\\b2>\"", "standard error"),
          Convention.of("\\b(?:exit|return) [0-9]\\b", "the exit code, which the head of the script explains"),
          Convention.of("Exit codes?: .*", "the exit codes of the script"),
          Convention.of("\\[0-9(?:a-fA-F|a-f|A-Z|A-Za-z|A-Za-z._/:@+-)*\\](?:\\{64\\})?", DIGITS),
          Convention.of("\\b0-9", DIGITS),
          Convention.of("\\bsed -n '[0-9],[0-9]?", "the lines of the script's head, which its usage prints"),
          Convention.of("\\\\\\{0,1\\\\\\}", "at most one, in a pattern of sed"),
          Convention.of("\\\\[1-9](?![0-9])", "what a pattern's group found, by its place"),
          Convention.of("\\bhead -n 1\\b|'1!d'", "the first line of what a program says"),
          Convention.of("@sha256:0{64}|\"0{64}\"|sha256:0\\+", "no digest yet: the image cannot be pulled until a release names it"),
          Convention.of("5\\.\\.\\|INTERNAL\\|UNAVAILABLE\\|UNKNOWN", "every HTTP status of a server's error, 500 to 599"));

  private Conventions() {}

  /// What a number of a line is, where a convention tells.
  public static Optional<Constant> of(String line, NumberTrace.Place number) {
    int end = number.column() + number.text().length();
    for (Convention convention : ALL) {
      Matcher found = convention.text().matcher(line);
      while (found.find()) {
        if (found.start() <= number.column() && end <= found.end()) {
          return Optional.of(new Constant(found.group().strip(), convention.is()));
        }
      }
    }
    return Optional.empty();
  }
}
