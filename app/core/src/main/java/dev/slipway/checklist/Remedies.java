// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.State;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command lines that mend an open item.
///
/// @param now the day from which a waiver would run
public record Remedies(Catalogue catalogue, Instant now) {

  /// What stands for the project's folder.
  public static final String PROJECT = "PROJECT";

  /// So long a waiver is proposed for; the reader may change it.
  private static final int PROPOSED_DAYS = 14;

  /// Before the assignments of `set PROJECT KEY=VALUE`.
  private static final int ASSIGNED = 2;

  private static final String IMPORT = "slipway evidence import PROJECT FILE";

  /// Words in capitals between which nobody has filled in anything.
  private static final Pattern UNFILLED =
      Pattern.compile(
          "NAME|APPROVER|WHAT IT RESTS ON|WHY|WHAT GUARDS THE"
              + " SERVICE|SENTENCE|MEASURE|TODAY|TARGET|ENTITY_COLUMN|TIME_COLUMN");

  /// Whether a text still is what a proposed command has in the place of an answer.
  public static boolean unfilled(String text) {
    return UNFILLED.matcher(text.strip()).matches();
  }

  /// Best first: what finds it out or states it, then a person's word, then a waiver.
  ///
  /// @param unset the setting that the project does not state
  /// @param role the role that has not signed yet
  List<String> of(Line line, Optional<String> unset, Optional<String> role) {
    if (line.settled()) {
      return List.of();
    }
    Item item = line.item();
    List<String> commands = new ArrayList<>();
    unset
        .flatMap(name -> Optional.ofNullable(catalogue.statedBy().get(name)))
        .ifPresent(command -> commands.add("slipway " + command));
    item.run().stream()
        .sorted(Comparator.comparing(command -> states(command) != failed(line)))
        .map(command -> states(command) ? narrowed(command, line) : command)
        .forEach(command -> commands.add("slipway " + command));
    switch (item.means()) {
      case ATTESTED -> commands.add(attest(item));
      case REPORTED -> commands.add(line.attestable() ? attest(item) : IMPORT);
      case MEASURED, SIGNED -> {}
    }
    role.ifPresent(who -> commands.add(sign(item, who)));
    int days = Math.min(PROPOSED_DAYS, catalogue.policy().waiverDays(item));
    if (days > 0 && line.state() != State.ERROR) {
      commands.add(waive(item, Checklist.day(now).plusDays(days)));
    }
    return List.copyOf(commands);
  }

  /// Without what is stated already, where the record says what is missing.
  private static String narrowed(String command, Line line) {
    List<String> missing = PassRule.counted(line.found());
    List<String> words = List.of(command.split(" "));
    List<String> wanted =
        words.stream()
            .skip(ASSIGNED)
            .filter(word -> missing.stream().anyMatch(word.replace("\"", "")::startsWith))
            .toList();
    return wanted.isEmpty()
        ? command
        : Stream.concat(words.stream().limit(ASSIGNED), wanted.stream())
            .collect(Collectors.joining(" "));
  }

  private static String attest(Item item) {
    return "slipway checklist attest "
        + item.id()
        + " --by NAME --note \"WHAT IT RESTS ON\" --project PROJECT";
  }

  private static String waive(Item item, LocalDate until) {
    return "slipway checklist waive "
        + item.id()
        + " --until "
        + until
        + " --by APPROVER --asked-by NAME --reason \"WHY\" --meanwhile \"WHAT GUARDS THE SERVICE\""
        + " --project PROJECT";
  }

  private static String sign(Item item, String role) {
    return "slipway checklist sign "
        + item.gate()
        + " --role "
        + role
        + " --by NAME --project PROJECT";
  }

  /// Whether a command states something, instead of looking.
  private static boolean states(String command) {
    return command.startsWith("set ");
  }

  /// Looking again at what fails finds it again.
  private static boolean failed(Line line) {
    return line.state() == State.FAIL;
  }
}
