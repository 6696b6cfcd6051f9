// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Finding;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.checklist.Checklist;
import dev.slipway.plan.Choice;
import java.util.stream.Stream;

/// How good something is, as a colour and a sign.
public enum Tone {
  GOOD("good", "fth-check-circle"),
  BAD("bad", "fth-x-circle"),
  UNSURE("unsure", "fth-alert-triangle"),
  OPEN("open", "fth-circle"),
  NEUTRAL("neutral", "fth-info");

  private final String styleClass;
  private final String icon;

  Tone(String styleClass, String icon) {
    this.styleClass = styleClass;
    this.icon = icon;
  }

  public String styleClass() {
    return styleClass;
  }

  public String icon() {
    return icon;
  }

  public static Tone of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Met met -> GOOD;
      case Verdict.NotMet notMet -> BAD;
      case Verdict.Inconclusive inconclusive -> UNSURE;
    };
  }

  public static Tone of(Finding finding) {
    return switch (finding) {
      case Finding.Passed passed -> GOOD;
      case Finding.Failed failed -> BAD;
      case Finding.NotRun notRun -> OPEN;
    };
  }

  public static Tone of(Checklist.State state) {
    return switch (state) {
      case PASS -> GOOD;
      case FAIL, ERROR -> BAD;
      case INCONCLUSIVE, STALE, WAIVED -> UNSURE;
      case NOT_RUN -> OPEN;
      case NOT_APPLICABLE -> NEUTRAL;
    };
  }

  public static Tone of(Choice.Basis basis) {
    return switch (basis) {
      case MEASURED -> GOOD;
      case OBJECTIVE, PRICE, RULE -> NEUTRAL;
      case ASSUMED, DISTURBED, SET_BY_HAND -> UNSURE;
    };
  }

  /// The same as a bundle's files name it; they have grounds beside a plan's, and numbers that
  /// nobody gave a reason.
  public static Tone ofBasis(String id) {
    Tone beside = id.equals("unknown") ? UNSURE : NEUTRAL;
    return Stream.of(Choice.Basis.values())
        .filter(basis -> Words.id(basis).equals(id))
        .findFirst()
        .map(Tone::of)
        .orElse(beside);
  }

  public static String word(Finding finding) {
    return switch (finding) {
      case Finding.Passed passed -> Texts.of("finding.passed");
      case Finding.Failed failed -> Texts.of("finding.failed");
      case Finding.NotRun notRun -> Texts.of("finding.not-run");
    };
  }

  public static String word(Checklist.State state) {
    return switch (state) {
      case PASS -> Texts.of("state.pass");
      case FAIL -> Texts.of("state.fail");
      case INCONCLUSIVE -> Texts.of("state.inconclusive");
      case WAIVED -> Texts.of("state.waived");
      case NOT_APPLICABLE -> Texts.of("state.not-applicable");
      case NOT_RUN -> Texts.of("state.not-run");
      case STALE -> Texts.of("state.stale");
      case ERROR -> Texts.of("state.error");
    };
  }
}
