// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// A token that a service asks its callers for. It is sent, and told to nobody: no record, log or
/// message takes it from here.
public final class Bearer {

  /// For a service that asks nobody.
  public static final Bearer NONE = new Bearer("");

  /// As RFC 6750 writes one: nothing of it could end a header.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final String token;

  private Bearer(String token) {
    this.token = token;
  }

  /// The first token of a file that has one a line, as the service's own may; lines that begin with
  /// `#` hold none.
  ///
  /// @throws ProblemException where there is none
  public static Bearer of(Path file) throws ProblemException {
    String first =
        Reading.text(file)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .findFirst()
            .orElse("");
    if (!TOKEN.matcher(first).matches()) {
      throw Problem.input(
              "service.no-token",
              "There is no token in " + file,
              "The first line that is neither empty nor begins with # has other characters than"
                  + " those of a token, or there is none",
              "Write the token alone into the file, on a line of its own")
          .asException();
    }
    return new Bearer(first);
  }

  /// What the header `Authorization` says; empty for a service that asks nobody.
  Optional<String> authorization() {
    return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
  }

  @Override
  public String toString() {
    return token.isEmpty() ? "no token" : "a token";
  }
}
