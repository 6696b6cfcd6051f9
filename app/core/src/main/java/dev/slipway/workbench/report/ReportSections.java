// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Durations;
import dev.slipway.base.Finding;
import dev.slipway.base.Shell;
import dev.slipway.base.Verdict;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.CostRange;
import dev.slipway.cost.Numbers;
import dev.slipway.data.DataReport;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.load.Block;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Plan;
import dev.slipway.profile.Profile;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.ReportSection.Rows;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The report's parts, in the voyage's order.
public final class ReportSections {

  private final ShipReport report;
  private final Voyage voyage;
  private final String folder;

  public ReportSections(ShipReport report) {
    this.report = report;
    this.voyage = report.voyage();
    this.folder = Shell.word(voyage.project().folder().getFileName());
  }

  public List<ReportSection> all() {
    List<ReportSection> sections = new ArrayList<>();
    sections.add(objectives());
    sections.add(model(voyage.inspection()));
    if (!voyage.data().isEmpty()) {
      sections.add(data());
    }
    sections.add(
        voyage
            .evaluation()
            .map(this::quality)
            .orElseGet(() -> missing("Quality", "Not evaluated yet.", "evaluate")));
    sections.add(
        voyage
            .profile()
            .map(this::speed)
            .orElseGet(() -> missing("Speed", "Not measured yet.", "profile")));
    sections.add(
        voyage
            .estimate()
            .flatMap(estimate -> estimate.chosen())
            .map(this::cost)
            .orElseGet(() -> missing("Cost", "No plan yet, or none that fits.", "plan")));
    voyage.plan().map(this::plan).ifPresent(sections::add);
    sections.add(
        voyage
            .verification()
            .map(this::verification)
            .orElseGet(() -> missing("Verification", "No bundle was verified yet.", "verify")));
    return sections;
  }

  private ReportSection missing(String title, String what, String command) {
    return ReportSection.missing(title, what, "slipway " + command + " " + folder);
  }

  private ReportSection objectives() {
    var rows = new Rows();
    report
        .objectives()
        .forEach(objective ->
            rows.row(
                objective.name() + " " + objective.stated(),
                objective.verdict().word(),
                tone(objective.verdict()),
                objective.verdict().because()));
    return rows.section(
        "Objectives",
        report.objectives().isEmpty()
            ? "None is stated in slipway.yaml."
            : "What the service must achieve, each with its verdict",
        "");
  }

  private ReportSection model(Inspection inspection) {
    var rows =
        new Rows()
            .fact("file", voyage.project().project().model().file())
            .fact("SHA-256", inspection.model().sha256().hex())
            .fact("size", inspection.model().size().toString())
            .fact("trained values", grouped(inspection.parameters()))
            .fact(
                "operators",
                inspection.operators().entrySet().stream()
                    .map(operator -> operator.getKey() + " × " + operator.getValue())
                    .collect(Collectors.joining(", ")));
    inspection.flops().ifPresent(flops -> rows.fact("work for one row", grouped(flops) + " FLOP"));
    inspection.findings().forEach(finding -> unlessPassed(rows, finding));
    return rows.section("Model", "What its bytes say", "slipway inspect " + folder);
  }

  private ReportSection data() {
    var rows = new Rows();
    for (DataReport each : voyage.data()) {
      rows.fact(
          each.source(),
          grouped(each.rows()) + " rows, " + each.columns().size() + " columns",
          "SHA-256 " + each.sha256().brief());
      each.findings().forEach(finding -> unlessPassed(rows, finding));
    }
    return rows.section("Data", "Reference and holdout", "slipway data " + folder);
  }

  private ReportSection quality(Recorded<Evaluation> recorded) {
    Evaluation evaluation = recorded.value();
    var rows = new Rows();
    rows.fact(
        evaluation.metric(),
        Numbers.brief(evaluation.score().value()),
        "%s %% interval %s to %s; baseline %s"
            .formatted(
                Numbers.brief(100 * evaluation.score().confidence()),
                Numbers.brief(evaluation.score().low()),
                Numbers.brief(evaluation.score().high()),
                Numbers.brief(evaluation.baseline())));
    evaluation.metrics().entrySet().stream()
        .filter(metric -> !metric.getKey().equals(evaluation.metric()))
        .forEach(metric -> rows.fact(metric.getKey(), Numbers.brief(metric.getValue())));
    for (Evaluation.Slice slice : evaluation.slices()) {
      rows.fact(
          slice.column() + " = " + slice.value(),
          Numbers.brief(slice.score().value()),
          "%s to %s on %d rows"
              .formatted(
                  Numbers.brief(slice.score().low()),
                  Numbers.brief(slice.score().high()),
                  slice.rows()));
    }
    return rows.section(
        "Quality",
        evaluation.metric() + " on " + grouped(evaluation.rows()) + " holdout rows",
        recorded.stale(),
        "slipway evaluate " + folder);
  }

  private ReportSection speed(Recorded<Profile> recorded) {
    Profile profile = recorded.value();
    Block open = profile.open();
    var rows = new Rows();
    open.response()
        .percentiles()
        .forEach(at ->
            rows.fact(
                at.percentile() + " response",
                Durations.text(at.value()),
                "95 %% interval %s to %s"
                    .formatted(Durations.text(at.low()), Durations.text(at.high()))));
    rows.fact("CPU per inference", Durations.text(profile.closed().cpuPerInference()))
        .fact("capacity", profile.capacityText())
        .fact("model load", Durations.text(profile.load()))
        .fact("peak memory", profile.peakMemory().toString())
        .fact(
            "machine",
            profile.environment().cpu() + ", " + profile.environment().cores() + " cores",
            profile.environment().os() + ", " + profile.environment().runtime());
    profile
        .serving()
        .ifPresent(cost ->
            rows.fact(
                "a core of a container serves",
                cost.perCore().toString(),
                "predicted from %s of CPU a request in the serving runtime here"
                    .formatted(Durations.text(cost.request()))));
    open.invalid().forEach(why -> rows.row("disturbed", why, "open", ""));
    return rows.section(
        "Speed",
        "%s requests; %s; %s tier"
            .formatted(
                grouped(open.response().count()),
                open.arrival().sentence(),
                profile.tier().name().toLowerCase(Locale.ROOT)),
        recorded.stale(),
        "slipway profile " + folder);
  }

  private ReportSection cost(Candidate chosen) {
    return new Rows()
        .fact("a month", range(chosen.month(), 3))
        .fact("1,000 predictions", range(chosen.perThousand(), 2))
        .fact(
            "runs on",
            chosen.replicas()
                + " × "
                + chosen.cloud()
                + " "
                + chosen.region()
                + " "
                + chosen.type(),
            "decided by " + chosen.binding())
        .fact(
            "meets the latency objectives",
            Numbers.percent(chosen.meetsSlo()),
            "probability, given what the sizing is unsure of")
        .fact("basis", chosen.badge(), "prices of " + chosen.pricesOf())
        .section("Cost", "The cheapest that is likely to do", "slipway plan " + folder);
  }

  private ReportSection plan(Plan plan) {
    var rows = new Rows();
    plan.choices()
        .forEach((key, choice) ->
            rows.row(
                key.title(),
                withUnit(choice.written(), key.unit()),
                choice.basis() == Choice.Basis.ASSUMED ? "open" : "plain",
                choice.basis().name().toLowerCase(Locale.ROOT) + ": " + choice.because()));
    return rows.section(
        "Plan", "Every number of the bundle, with its reason", "slipway plan " + folder);
  }

  private ReportSection verification(Recorded<Verification> recorded) {
    Verification verification = recorded.value();
    long passed = verification.findings().stream().filter(Finding.Passed.class::isInstance).count();
    var rows = new Rows();
    rows.fact(
        "checks", passed + " of " + verification.findings().size() + " passed", verification.how());
    verification.findings().forEach(finding -> unlessPassed(rows, finding));
    voyage
        .bundle()
        .map(Recorded::value)
        .ifPresent(bundle ->
            rows.fact(
                "bundle", bundle.files().size() + " files", "digest " + bundle.digest().brief()));
    return rows.section(
        "Verification",
        "What running the bundle showed",
        recorded.stale(),
        "slipway verify " + folder + "/bundle");
  }

  private static void unlessPassed(Rows rows, Finding finding) {
    switch (finding) {
      case Finding.Passed passed -> {}
      case Finding.Failed failed ->
          rows.row(failed.check(), "failed", "bad", failed.problem().what());
      case Finding.NotRun notRun -> rows.row(notRun.check(), "not run", "open", notRun.because());
    }
  }

  public static String words(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String tone(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Met met -> "good";
      case Verdict.NotMet notMet -> "bad";
      case Verdict.Inconclusive open -> "open";
    };
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String withUnit(Object value, String unit) {
    String text =
        value instanceof Double number ? Numbers.digits(number, 4) : String.valueOf(value);
    return unit.isEmpty() || unit.equals("count") ? text : text + " " + unit;
  }

  private static String range(CostRange range, int digits) {
    return (range.atLeast() ? "at least " : "")
        + amount(range.likely().amount(), digits)
        + " "
        + range.likely().currency().getCurrencyCode()
        + " ("
        + amount(range.low().amount(), digits)
        + " to "
        + amount(range.high().amount(), digits)
        + ")";
  }

  private static String amount(java.math.BigDecimal amount, int digits) {
    return amount
        .round(new MathContext(digits, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }
}
