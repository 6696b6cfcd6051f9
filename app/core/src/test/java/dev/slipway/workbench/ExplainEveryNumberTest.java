// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.BundleRenderer;
import dev.slipway.bundle.Voyager;
import dev.slipway.bundle.WayIn;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.workbench.ExplainFile.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `slipway explain FILE` for each file of a bundle with all targets: every number has one answer,
/// which names where it comes from and why.
final class ExplainEveryNumberTest {

  /// Digits that do not belong to a name or to a character of HTML.
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{L}\\p{N}_])(?<!&#)(?<![\\p{L}_][\\p{L}\\p{N}_]{0,40}[.])[0-9]+");

  @ParameterizedTest
  @ValueSource(strings = {"full", "bare", "gateway", "ingress"})
  void answersEveryNumberOfEveryFile(String which, @TempDir Path folder) throws Exception {
    BundleInput input =
        switch (which) {
          case "full" -> Voyager.input();
          case "bare" -> Voyager.bare();
          default -> WayIn.valueOf(which.toUpperCase(Locale.ROOT)).input();
        };
    TargetCatalogue catalogue = TargetCatalogue.builtIn();
    List<GeneratedFile> files =
        new BundleRenderer(catalogue)
            .render(input, catalogue.targets().stream().map(Target::id).toList());
    List<String> unanswered = new ArrayList<>();
    int numbers = 0;
    for (GeneratedFile file : files) {
      Files.createDirectories(folder.resolve(file.path()).getParent());
      Files.write(folder.resolve(file.path()), file.content().bytes());
    }
    for (GeneratedFile file : files) {
      var answers = new TreeMap<Integer, List<Answer>>();
      for (Answer answer : new ExplainFile().explain(folder.resolve(file.path()).toString())) {
        answers.computeIfAbsent(answer.line(), line -> new ArrayList<>()).add(answer);
      }
      List<String> lines = Files.readAllLines(folder.resolve(file.path()));
      for (int i = 0; i < lines.size(); i++) {
        for (MatchResult found : NUMBER.matcher(lines.get(i)).results().toList()) {
          numbers++;
          if (answers.getOrDefault(i + 1, List.of()).stream()
              .noneMatch(answer -> answers(answer, found.group()))) {
            unanswered.add(
                file.path() + ":" + (i + 1) + " " + found.group() + "  " + lines.get(i).strip());
          }
        }
      }
    }
    assertEquals("", String.join("\n", unanswered));
    assertTrue(numbers > 1000, "the numbers were looked at: " + numbers);
  }

  private static boolean answers(Answer answer, String digits) {
    return answer.number().contains(digits)
        && !answer.basis().equals("unknown")
        && !answer.because().isBlank();
  }
}
