// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// Watches the window's thread through every journey. The limit is wide, since a journey begins
/// with code that no one has compiled yet; [WatchdogTest] holds what is warm to far less.
final class Watchdog implements BeforeEachCallback, AfterEachCallback {

  private static final Duration MOST = Duration.ofSeconds(1);

  /// Beyond it, what the thread did is printed.
  private static final Duration OFTEN = Duration.ofMillis(100);

  private static final Namespace WATCH = Namespace.create(Watchdog.class);

  @Override
  public void beforeEach(ExtensionContext test) {
    test.getStore(WATCH).put("watch", WindowWatch.begin());
  }

  @Override
  public void afterEach(ExtensionContext test) {
    WindowWatch watch =
        Objects.requireNonNull(test.getStore(WATCH).remove("watch", WindowWatch.class));
    watch.close();
    WindowWatch.Busy longest = watch.longest();
    String told =
        longest.cpu().compareTo(OFTEN) > 0 ? longest.toString() : longest.cpu().toMillis() + " ms";
    System.out.println(test.getDisplayName() + ": longest " + told);
    assertTrue(longest.cpu().compareTo(MOST) < 0, longest::toString);
  }
}
