// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.BarList;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.profile.OperatorTime;
import dev.slipway.profile.OperatorTimes;
import java.time.Duration;

/// Where the time of one inference goes, operator by operator.
final class TimesCard {

  private static final int MOST = 14;

  private TimesCard() {}

  static Card of(OperatorTimes times) {
    Duration total = times.total();
    var bars =
        new BarList(
            "times", times.operators().stream().limit(MOST).map(one -> bar(one, total)).toList());
    var card =
        new Card(
            Texts.of("model.times-title"),
            Texts.of("model.times-below", Durations.text(total)),
            bars,
            Ui.wrapped(Texts.of("model.times-note"), "muted", "small"));
    card.setId("operator-times");
    return card;
  }

  private static BarList.Bar bar(OperatorTime one, Duration total) {
    return new BarList.Bar(
        one.operator(),
        one.each().toNanos(),
        Texts.of(
            "model.times-share",
            Durations.text(one.each()),
            Numbers.percent(share(one.each(), total))),
        Texts.of("model.times-nodes", Numbers.count(one.nodes())));
  }

  static double share(Duration part, Duration total) {
    return total.isZero() ? 0 : (double) part.toNanos() / total.toNanos();
  }
}
