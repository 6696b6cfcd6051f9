// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Words;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServingCost;

/// Shows a profile of the model.
record ProfilePage(Terminal terminal) {

  void show(Profile profile) {
    terminal.title("Profile, tier " + Words.of(profile.tier()));
    terminal.fact(
        "machine", profile.environment().cpu() + ", " + profile.environment().cores() + " cores");
    terminal.fact("threads", profile.settings().threads());
    terminal.fact("load", Texts.time(profile.load()));
    terminal.fact("first inference", Texts.time(profile.firstInference()));
    terminal.fact("warm-up", Texts.time(profile.warmUp()) + " until answers settled");
    terminal.fact("CPU an inference", Texts.time(profile.closed().cpuPerInference()));
    terminal.fact("capacity", profile.capacityText());
    profile.serving().ifPresent(cost -> terminal.fact("served", served(profile, cost)));
    terminal.fact("peak memory", profile.peakMemory());
    var load = new LoadPage(terminal);
    load.block(profile.closed(), profile.closed().service());
    load.block(profile.open(), profile.open().response());
    load.verdicts(profile.verdicts());
  }

  private static String served(Profile profile, ServingCost cost) {
    return "%s a core of a container, predicted from %s of CPU a request here, of which %s outside the model%s"
        .formatted(
            cost.perCore(),
            Texts.time(cost.request()),
            Texts.time(cost.besides(profile.closed().cpuPerInference())),
            cost.settled() ? "" : "; it still fell at the end, so that it may be more");
  }
}
