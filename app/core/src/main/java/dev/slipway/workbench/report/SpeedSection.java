// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.measure.load.Arrival;
import dev.slipway.profile.Forecast;
import dev.slipway.profile.LengthTimes;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedHere;
import dev.slipway.profile.ServingCost;
import dev.slipway.request.InputSizes;
import dev.slipway.workbench.report.Section.Tone;
import java.util.List;

/// What a profile measured: what users would wait, what one machine serves, what it takes.
public final class SpeedSection {

  static final String TITLE = "Speed";

  private static final String REMEDY = "slipway profile --when-quiet 10m";

  private SpeedSection() {}

  public static Section of(Profile profile) {
    var rows = new Rows();
    LoadSection.rows(profile.users()).forEach(rows::add);
    if (profile.peak().isEmpty() && !(profile.users().arrival() instanceof Arrival.Trace)) {
      rows.row(
          "traffic",
          "not stated",
          Tone.OPEN,
          "asked at no more than half of what it takes; objectives.traffic says how many come");
    }
    profile.unserved().ifPresent(why -> rows.row("over a socket", "not measured", Tone.OPEN, why));
    profile.here().ifPresent(here -> overSocket(rows, profile, here));
    if (!profile.disturbedAnywhere().isEmpty()) {
      rows.row("remedy", REMEDY, Tone.OPEN, "waits until other programs leave the machine alone");
    }
    running(profile).rows().forEach(rows::add);
    inputs(rows, profile.inputs());
    lengths(rows, profile);
    rows.detail(
        "machine",
        profile.environment().cpu() + ", " + Words.count(profile.environment().cores(), "core"),
        profile.environment().os() + ", " + profile.environment().runtime());
    return rows.section(
        TITLE,
        "%s%s; %s tier"
            .formatted(
                profile.users().arrival().sentence(),
                profile.here().isPresent() ? ", over a socket" : ", to the model alone",
                Words.id(profile.tier())));
  }

  private static void overSocket(Rows rows, Profile profile, ServedHere here) {
    if (here.disturbed().isEmpty()) {
      rows.detail(
          "served at most",
          here.most().toString(),
          "while many clients always had a request under way");
    } else {
      rows.row("served at most", "not known", Tone.OPEN, disturbed(here.disturbed()));
    }
    rows.detail(
        "besides the model",
        Durations.text(here.besides(profile.closed().service().mean())),
        "of a request over a socket while nothing waits");
  }

  private static void inputs(Rows rows, InputSizes inputs) {
    if (inputs.madeUp()) {
      rows.row(
          "inputs",
          inputs.shapes(),
          Section.Tone.OPEN,
          inputs.because() + "; " + InputSizes.remedy());
    } else if (!inputs.shapes().isEmpty()) {
      rows.detail("inputs", inputs.shapes(), inputs.because());
    }
  }

  /// Each length beside all of them: the objectives are judged over the mix, and the longest wait
  /// longest.
  private static void lengths(Rows rows, Profile profile) {
    List<LengthTimes> lengths = profile.lengths();
    if (lengths.isEmpty()) {
      return;
    }
    rows.fact(
        "longest requests",
        "%s, all %s"
            .formatted(lengths.getLast().time(), LengthTimes.time(profile.closed().service())),
        "the model alone, one request at a time; the longest have %s values, and are %s of all"
            .formatted(lengths.getLast().words(), Numbers.percent(lengths.getLast().share())));
    for (LengthTimes each : lengths) {
      rows.detail(
          "length " + each.words(),
          each.time(),
          "%s of the requests, %s values a second"
              .formatted(
                  Numbers.percent(each.share()),
                  Numbers.count(Math.round(each.valuesPerSecond()))));
    }
  }

  /// What it takes to run the model, whatever the load.
  public static Section running(Profile profile) {
    var rows = new Rows();
    rows.fact("capacity", profile.capacityText(), profile.capacityReason());
    profile.serving().ifPresent(cost -> served(rows, profile, cost));
    rows.detail("CPU per inference", Durations.text(profile.closed().cpuPerInference()))
        .detail("model load", Durations.text(profile.load()))
        .detail("first inference", Durations.text(profile.firstInference()))
        .detail("warm-up", Durations.text(profile.warmUp()), "until answers settled")
        .detail("loaded memory", profile.baseMemory().inMemory(), "resident, before any load")
        .detail("peak memory", profile.peakMemory().inMemory(), "resident, at most")
        .detail("threads", String.valueOf(profile.settings().threads()))
        .detail("seed", String.valueOf(profile.settings().seed()));
    return rows.section("Running", "before and under load");
  }

  private static void served(Rows rows, Profile profile, ServingCost cost) {
    int cores = profile.settings().threads();
    String all = cores == 1 ? "a core" : Words.count(cores, "core");
    List<String> why = profile.disturbedAnywhere();
    if (why.isEmpty()) {
      forecast(rows, "served by " + all, cost, cores);
      forecast(rows, "served by half of that", cost, cores / 2.0);
    } else {
      rows.row("served by " + all, "not known", Tone.OPEN, disturbed(why));
    }
    rows.detail(
        "CPU per request",
        Durations.text(cost.request()),
        "in a container of one core, of which %s are outside the model%s"
            .formatted(
                Durations.text(cost.besides(profile.closed().cpuPerInference())), profile.mark()));
  }

  private static String disturbed(List<String> why) {
    return "the machine was disturbed: " + String.join("; ", why);
  }

  private static void forecast(Rows rows, String name, ServingCost cost, double cores) {
    Forecast forecast = cost.forecast(cores);
    rows.detail(
        name,
        forecast.toString(),
        "of a container, predicted from %s; the range is %s"
            .formatted(cost.because(cores), forecast.because()));
  }
}
