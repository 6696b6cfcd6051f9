// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.base.ProblemException;
import dev.slipway.checklist.Checklist.Line;
import dev.slipway.evidence.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The ML Test Score in its 2017 scale: 28 tests, 0, half a point or one each, the least of four
/// sections counts.
public record MlTestScore(List<Section> sections, List<Test> tests, List<Band> bands) {

  /// Where the rubric that ships stands on the class path.
  public static final String SHIPPED = "/dev/slipway/checklist/ml-test-score.yaml";

  public MlTestScore {
    sections = List.copyOf(sections);
    tests = List.copyOf(tests);
    bands = List.copyOf(bands);
  }

  /// Reads a rubric whose tests name items of a catalogue.
  public static MlTestScore parse(String yaml, Catalogue catalogue) throws ProblemException {
    return RubricReader.read(yaml, catalogue);
  }

  /// A quarter of the tests.
  public record Section(String id, String title) {}

  /// @param items all must have a result
  /// @param itemsWhen more items by flag, asked while the flag is set
  public record Test(
      String id,
      String section,
      String title,
      List<String> items,
      Map<String, List<String>> itemsWhen) {
    public Test {
      items = List.copyOf(items);
      itemsWhen = Map.copyOf(itemsWhen);
    }
  }

  /// What a final score up to a bound means.
  public record Band(double upTo, String label, String meaning) {}

  /// @param score the least section's points
  /// @param label what the score is called
  /// @param heldBy the section with the least points
  public record Result(
      double score, String label, String meaning, String heldBy, List<SectionResult> sections) {
    public Result {
      sections = List.copyOf(sections);
    }
  }

  public record SectionResult(Section section, double points, List<TestResult> tests) {
    public SectionResult {
      tests = List.copyOf(tests);
    }
  }

  /// Points reward that a test is run and its result kept; whether it passed is shown beside them.
  ///
  /// @param passed whether every item of it passed
  public record TestResult(Test test, double points, boolean passed) {}

  /// The score of a release.
  ///
  /// @param flags those that are set
  public Result score(Checklist checklist, Set<String> flags) {
    var results = new ArrayList<SectionResult>();
    for (Section section : sections) {
      List<TestResult> own =
          tests.stream()
              .filter(test -> test.section().equals(section.id()))
              .map(test -> result(test, checklist, flags))
              .toList();
      double points = own.stream().mapToDouble(TestResult::points).sum();
      results.add(new SectionResult(section, points, own));
    }
    SectionResult least =
        results.stream().min(Comparator.comparingDouble(SectionResult::points)).orElseThrow();
    Band band = band(least.points());
    return new Result(least.points(), band.label(), band.meaning(), least.section().id(), results);
  }

  /// Bands are closed above: a score equal to a bound belongs to the band that ends there.
  Band band(double score) {
    return bands.stream().filter(band -> score <= band.upTo()).findFirst().orElseThrow();
  }

  private static TestResult result(Test test, Checklist checklist, Set<String> flags) {
    var lines = new LinkedHashMap<String, Line>();
    var asked = new ArrayList<>(test.items());
    test.itemsWhen()
        .forEach((flag, more) -> {
          if (flags.contains(flag)) {
            asked.addAll(more);
          }
        });
    for (String item : asked) {
      checklist.line(item).ifPresent(line -> lines.put(item, line));
    }
    double points =
        asked.stream()
            .mapToDouble(item -> lines.containsKey(item) ? points(lines.get(item)) : 0)
            .min()
            .orElse(0);
    boolean passed =
        asked.stream()
            .allMatch(
                item -> lines.containsKey(item) && lines.get(item).state() == Checklist.State.PASS);
    return new TestResult(test, points, passed);
  }

  private static double points(Line line) {
    return switch (line.state()) {
      case PASS, FAIL, INCONCLUSIVE ->
          line.evidence()
                  .filter(e -> e.evidence().source().atLeast(Evidence.Source.PIPELINE))
                  .isPresent()
              ? 1
              : 0.5;
      case NOT_APPLICABLE -> 0.5;
      case WAIVED, NOT_RUN, STALE, ERROR -> 0;
    };
  }
}
