// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.desktop.parts.Texts;

/// Judges what was measured by the objectives as they are stated now.
public final class Judging {

  private final Session session;

  public Judging(Session session) {
    this.session = session;
  }

  public void again() {
    session.work(
        Screen.OVERVIEW,
        new Session.Measuring(Texts.of("job.judge"), command(), "notice.judged"),
        (project, progress) -> session.actions().judgeAgain(project));
  }

  public String command() {
    return "slipway checklist " + session.named();
  }
}
