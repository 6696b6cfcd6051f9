// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.profile.host.Profiler;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The composition root of the command line.
public final class CliMain {

  /// No page is set in fewer.
  private static final int LEAST_COLUMNS = 20;

  private CliMain() {}

  /// How wide the terminal is: Java does not tell, so that what starts it asks.
  private static int columns(@Nullable String stated) {
    return stated != null && stated.matches("[1-9]\\d{0,5}")
        ? Math.max(LEAST_COLUMNS, Integer.parseInt(stated))
        : Terminal.ENDLESS;
  }

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    System.exit(run(new Profiler(), args));
  }

  static int run(Profiler profiler, String... args) {
    // The texts are English, and so are the numbers in them.
    Locale.setDefault(Locale.ENGLISH);
    // Else picocli looks for Groovy at each start, which opens every jar of the class path.
    System.setProperty("picocli.disable.closures", "true");
    Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    boolean person = console.isPresent();
    boolean colour = person && System.getenv("NO_COLOR") == null;
    var terminal =
        new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                person,
                colour,
                false)
            .wide(person ? columns(System.getenv("SLIPWAY_COLUMNS")) : Terminal.ENDLESS);
    var cancel = new Cancellation(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(cancel.hook());
    var outside =
        new SlipwayCommand.Outside(
            Clock.systemUTC(),
            System.getenv(),
            profiler,
            () -> console.flatMap(shown -> Optional.ofNullable(shown.readLine())));
    int code = new SlipwayCommand(terminal, outside).run(args);
    cancel.done();
    terminal.out().flush();
    return code;
  }
}
