// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Numbers that a language or a standard gives, wherever they stand: arguments of a script, exit
/// codes, versions of a licence. Each names what it is; no other number is one.
public final class Conventions {

  /// @param hint a part of every line that has one, found sooner than the pattern
  private record Convention(String hint, Pattern text, String is) {
    static Convention of(String hint, String pattern, String is) {
      return new Convention(hint, Pattern.compile(pattern), is);
    }
  }

  private static final List<Convention> ALL =
      List.of(
          Convention.of("Apache-2.0", "Apache-2\\.0", "the licence's version, as SPDX names it"),
          Convention.of("SHA-256", "\\bSHA-256\\b", "the name of the hash function"),
          Convention.of("UTF-8", "\\bUTF-8\\b", "the name of the encoding"),
          Convention.of(
              "65532",
              "\\b65532(?::65532)?\\b",
              "the unprivileged user that the image is made for, without a name on the host"),
          Convention.of("# ", "^#{1,4} [0-9]+\\. ", "the number of the heading"),
          Convention.of(
              "apiVersion",
              "\\bapiVersion: \\S+",
              "the version of the interface that the object is of"),
          Convention.of("127.0.0.1", "\\b127\\.0\\.0\\.1\\b", "the address of this machine itself"),
          Convention.of("0.0.0.0", "\\b0\\.0\\.0\\.0(?:/0)?", "every address"),
          Convention.of(
              "$", "\\$\\{?[0-9]\\b", "an argument of the script or function, by its place"),
          Convention.of(
              "$#", "\\$# -(?:eq|ne|lt|gt) [0-9]\\b", "how many arguments the script takes"),
          Convention.of(
              "BASH_SOURCE[0]",
              "BASH_SOURCE\\[0\\]",
              "the script itself, the first of the files that run"),
          Convention.of("2>&1", "\\b2>&1\\b", "standard error goes where standard output goes"),
          Convention.of(">&2", "(?<![0-9])>&2\\b", "standard error, where messages go"),
          Convention.of("2>", "\\b2>(?:/dev/null\\b|\\\")", "standard error"),
          Convention.of(
              "exit ", "\\bexit [0-9]\\b", "the exit code, which the head of the script explains"),
          Convention.of(
              "return ",
              "\\breturn [0-9]\\b",
              "the exit code, which the head of the script explains"),
          Convention.of("Exit code", "Exit codes?: .*", "the exit codes of the script"),
          Convention.of("0-9", "(?<![0-9])0-9(?![0-9])[a-zA-Z]*", "the digits, in a pattern"),
          Convention.of("]{64}", "\\[0-9a-f\\]\\{64\\}", "the digits of a SHA-256 hash"),
          Convention.of(
              "sed -n '",
              "\\bsed -n '[0-9],[0-9]?",
              "the lines of the script's head, which its usage prints"),
          Convention.of("{0,1", "\\\\\\{0,1\\\\\\}", "at most one, in a pattern of sed"),
          Convention.of("\\", "\\\\[1-9](?![0-9])", "what a pattern's group found, by its place"),
          Convention.of("head -n 1", "\\bhead -n 1\\b", "the first line of what a program says"),
          Convention.of("'1!d'", "'1!d'", "the first line of what a program says"),
          Convention.of(
              "00000000",
              "(?:sha256:|\\\")0{64}",
              "no digest yet: a release fills it in, and until then no image can be pulled"),
          Convention.of("sha256:0+", "sha256:0\\+", "no digest yet: only zeros"),
          Convention.of(
              "5..|",
              "5\\.\\.\\|INTERNAL\\|UNAVAILABLE\\|UNKNOWN",
              "every HTTP status of a server's error, 500 to 599"));

  private Conventions() {}

  /// What a line has of them.
  public static Stream<Constant.Span> spans(String line) {
    List<Constant.Span> spans = new ArrayList<>();
    for (Convention convention : ALL) {
      if (line.contains(convention.hint())) {
        Matcher found = convention.text().matcher(line);
        while (found.find()) {
          Constant constant = new Constant(found.group().strip(), convention.is());
          spans.add(new Constant.Span(found.start(), found.end(), constant));
        }
      }
    }
    return spans.stream();
  }
}
