// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.workbench.SignChecklist;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who says something, and what it rests on.
final class PersonOption {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      required = true,
      description = "Who says so: a person's name.")
  private String by;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "What it rests on, in a sentence or two.")
  private String note = "";

  @Option(
      names = "--link",
      paramLabel = "URL",
      description = "Where more can be read, such as a ticket's address.")
  private @Nullable String link;

  SignChecklist.Person person() {
    return new SignChecklist.Person(by, note, Optional.ofNullable(link));
  }
}
