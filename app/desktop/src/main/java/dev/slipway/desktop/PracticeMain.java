// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.Window;

/// Opens the window on a project as a user does, says how long that took since the process began
/// and how much memory it takes, and ends. The build runs it once, through all screens, so that
/// Java keeps the classes in a cache; the benchmark of the start runs it too.
public final class PracticeMain {

  /// The system property with the time at which the process was begun, in milliseconds since 1970:
  /// what a system says of its processes is rounded to a second on some.
  private static final String BEGUN = "slipway.practice.begun";

  private PracticeMain() {}

  /// @param args the project, and `walk` where all screens are to be shown, and the data looked at
  public static void main(String[] args) {
    Launcher.launch(Practice.class, args);
  }

  private static void say(String what) {
    String took =
        Optional.ofNullable(System.getProperty(BEGUN))
            .map(begun -> System.currentTimeMillis() - Long.parseLong(begun) + " ms, ")
            .orElse("");
    String worked =
        ProcessHandle.current()
            .info()
            .totalCpuDuration()
            .map(cpu -> "cpu " + cpu.toMillis() + " ms, ")
            .orElse("");
    System.out.println(what + " " + took + worked + memory());
  }

  /// Linux tells it; elsewhere it is not known.
  private static String memory() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS"))
          .findFirst()
          .map(line -> line.replaceAll("\\s+", " "))
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /// The window, and who walks through it.
  public static final class Practice extends Application {

    private Optional<EarlyStart> early = Optional.empty();
    private Optional<DesktopWindow> window = Optional.empty();

    @Override
    public void init() throws Exception {
      Locale.setDefault(Locale.ENGLISH);
      List<String> given = getParameters().getUnnamed();
      early =
          Optional.of(EarlyStart.begin(given.stream().findFirst().map(Path::of), Launcher.ahead()));
    }

    @Override
    public void start(Stage stage) {
      var opened = new DesktopWindow(stage, early.orElseThrow(), folder -> {});
      window = Optional.of(opened);
      opened.open();
      new Walk(opened, getParameters().getUnnamed().contains("walk")).start();
    }

    @Override
    public void stop() {
      window.ifPresent(DesktopWindow::close);
    }
  }

  /// Looks with each frame at how far the window is.
  private static final class Walk extends AnimationTimer {

    /// Enough for a screen to be drawn, and for what it begins.
    private static final int FRAMES_A_SCREEN = 20;

    /// After that it ends, however far it came.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final long begun = System.nanoTime();
    private final DesktopWindow window;
    private final Deque<Screen> ahead = new ArrayDeque<>();
    private boolean seen;
    private boolean opened;
    private int frames;

    Walk(DesktopWindow window, boolean all) {
      this.window = window;
      if (all) {
        ahead.addAll(List.of(Screen.values()));
      }
    }

    @Override
    public void handle(long now) {
      frames++;
      if (now - begun > LONGEST.toNanos()) {
        say("gave up");
        end();
      }
      if (!seen && frames > 1) {
        seen = true;
        say("window");
      }
      Optional<Session> session = window.session().filter(s -> s.project().isPresent());
      if (session.isEmpty()) {
        return;
      }
      if (!opened) {
        opened = true;
        frames = 0;
      } else if (frames == 2) {
        say("project");
      } else if (frames > FRAMES_A_SCREEN) {
        frames = 3;
        next(session.get());
      }
    }

    private void next(Session session) {
      if (!ahead.isEmpty()) {
        session.screenProperty().set(ahead.removeFirst());
        if (ahead.isEmpty()) {
          session.checkData();
        }
      } else if (session.jobs().running().isEmpty()) {
        end();
      }
    }

    private void end() {
      say("end");
      stop();
      // The toolkit does not end well under a notice that still floats.
      List.copyOf(Window.getWindows()).reversed().forEach(Window::hide);
      Platform.exit();
    }
  }
}
