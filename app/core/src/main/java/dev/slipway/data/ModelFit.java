// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.Words;
import dev.slipway.serving.EditDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a file has every column and value that the model takes.
///
/// @param found columns that it lacks, and values that the model does not take, added up
public record ModelFit(String source, long found, Finding finding) {

  /// Code of the problem of a file that does not have what the model takes. It tells what rows
  /// hold.
  public static final String MISFIT = "data.model-misfit";

  private static final String CHECK = "Every column is there, with values that the model takes";

  /// Refused rows that are told.
  private static final int SHOWN = 3;

  /// Columns that a table lacks are told up to here.
  private static final int MOST_NAMES = 10;

  /// A column whose values the model does not all take.
  ///
  /// @param values that it does not take, counted by rows
  /// @param atLeast whether there may be more of them: not all different values were asked about
  /// @param first the first of them
  public record Unfit(String column, long values, boolean atLeast, List<Refusal> first) {
    public Unfit {
      first = List.copyOf(first);
    }
  }

  /// A value that is refused, and why.
  ///
  /// @param line on which its row begins
  /// @param told where it stands, what it is and what the model takes
  public record Refusal(int line, String told) {}

  /// Where nobody knows which columns the model takes.
  public static ModelFit unknown(String source, String because) {
    return new ModelFit(source, 0, new Finding.NotRun(CHECK, because));
  }

  /// @param lacking columns that the model takes and the file lacks
  /// @param others columns of the file that the model is not given
  /// @param taken how many columns the model takes
  public static ModelFit of(
      String source, List<String> lacking, List<String> others, List<Unfit> unfit, int taken) {
    long values = unfit.stream().mapToLong(Unfit::values).sum();
    if (lacking.isEmpty() && values == 0 && !unfit.isEmpty()) {
      return unknown(
          source,
          "'%s' has too many different values that need a closer look"
              .formatted(unfit.getFirst().column()));
    }
    if (lacking.isEmpty() && values == 0) {
      return new ModelFit(
          source, 0, new Finding.Passed(CHECK, Words.count(taken, "column") + " of the model"));
    }
    List<String> why = new ArrayList<>();
    if (!lacking.isEmpty()) {
      why.add(lacks(lacking, others));
    }
    if (values > 0) {
      why.add(refused(unfit, values));
    }
    return new ModelFit(
        source,
        lacking.size() + values,
        new Finding.Failed(
            CHECK,
            Problem.gate(
                MISFIT,
                source + " does not have what the model takes",
                String.join(" ", why),
                lacking.isEmpty()
                    ? "Correct the values, or encode the columns as they were for training."
                    : "Add the columns, or rename those that hold these values.")));
  }

  private static String lacks(List<String> lacking, List<String> others) {
    List<String> told = new ArrayList<>();
    for (String name : lacking.subList(0, Math.min(MOST_NAMES, lacking.size()))) {
      told.add(
          "'"
              + name
              + "'"
              + nearest(name, others)
                  .map(near -> " (did you mean its '" + near + "'?)")
                  .orElse(""));
    }
    int more = lacking.size() - told.size();
    return "It lacks %s%s."
        .formatted(String.join(", ", told), more > 0 ? " and %d more".formatted(more) : "");
  }

  /// A name that has at most half of its letters changed, or that the other begins with.
  private static Optional<String> nearest(String name, List<String> others) {
    String wanted = bare(name);
    return others.stream()
        .filter(other -> {
          String own = bare(other);
          return !own.isEmpty()
              && (wanted.startsWith(own)
                  || own.startsWith(wanted)
                  || 2 * EditDistance.of(wanted, own) <= Math.max(wanted.length(), own.length()));
        })
        .min(Comparator.comparingInt(other -> EditDistance.of(wanted, bare(other))));
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static String refused(List<Unfit> unfit, long values) {
    List<String> first =
        unfit.stream()
            .flatMap(column -> column.first().stream())
            .sorted(Comparator.comparingInt(Refusal::line))
            .limit(SHOWN)
            .map(refusal -> refusal.told() + ".")
            .toList();
    String told = String.join(" ", first);
    boolean atLeast = unfit.stream().anyMatch(Unfit::atLeast);
    if (values == first.size() && !atLeast) {
      return told;
    }
    return told
        + " The model does not take %s%s, in %s."
            .formatted(
                atLeast ? "at least " : "",
                Words.count(values, "value"),
                Words.count(unfit.size(), "column"));
  }

  /// Why it is not known; empty where it is.
  public Optional<String> open() {
    return finding instanceof Finding.NotRun(String _, String because)
        ? Optional.of(because)
        : Optional.empty();
  }
}
