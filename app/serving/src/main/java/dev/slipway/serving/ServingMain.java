// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import dev.slipway.serving.journal.JsonJournal;
import dev.slipway.serving.journal.LibraryLog;
import dev.slipway.serving.predict.InferenceException;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Serves one model until the process is told to stop.
public final class ServingMain {

  /// Exit code for a configuration, model or port that cannot be used.
  public static final int UNUSABLE = 2;

  private ServingMain() {}

  /// Exit code of a self-test of which no prediction was answered.
  public static final int UNANSWERED = 1;

  private static final String SELF_TEST = "--self-test";

  /// `[--config FILE]`, and `SLIPWAY_…` variables; `--help` lists the options; `--self-test` calls
  /// itself and ends.
  public static void main(String[] arguments) {
    List<String> given = List.of(arguments);
    if (given.equals(List.of("--help"))) {
      System.out.print(OptionTable.text());
      return;
    }
    int code = run(given, System.getenv(), System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  /// Starts the server; its threads keep the process alive.
  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    traceNoBuffers();
    boolean selfTest = !arguments.isEmpty() && arguments.getLast().equals(SELF_TEST);
    try {
      if (selfTest) {
        return selfTest(arguments.subList(0, arguments.size() - 1), environment, out);
      }
      ServingConfig config = ServingConfig.load(configFile(arguments), environment);
      JsonJournal journal = new JsonJournal(out, InstantSource.system()).start();
      LibraryLog.into(journal);
      ServingServer server = ServingServer.start(config, journal);
      ServingConfig.mistyped(environment)
          .forEach((name, nearest) ->
              journal.warning("unknown-variable", Map.of("name", name, "nearest", nearest)));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, journal), "drain"));
      server.awaitClose();
      return 0;
    } catch (ConfigException refused) {
      err.println("slipway-serving: " + refused.reason());
    } catch (InferenceException unusable) {
      err.println("slipway-serving: " + unusable.reason());
    } catch (IOException noPort) {
      err.println("slipway-serving: " + noPort.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return UNUSABLE;
  }

  /// Netty traces one buffer in 128, stack and all, lest it is lost: a fortieth of a small
  /// request's CPU. The tests trace every one; whoever wants it here asks Netty's own property.
  private static void traceNoBuffers() {
    if (System.getProperty("io.netty.leakDetection.level") == null) {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
  }

  /// The same server, on free ports, which ends once it has answered itself.
  private static int selfTest(
      List<String> arguments, Map<String, String> environment, PrintStream out)
      throws ConfigException, InferenceException, IOException {
    ServingConfig config = ServingConfig.load(configFile(arguments), SelfTest.alone(environment));
    try (JsonJournal journal = new JsonJournal(out, InstantSource.system()).start()) {
      LibraryLog.into(journal);
      try (ServingServer server = ServingServer.start(config, journal)) {
        SortedMap<Integer, Integer> answers = new SelfTest(server, config).run();
        journal.info("self-test", Map.of("answers_by_status", answers));
        // Made-up numbers may give NaN, which JSON cannot show: one way of asking is enough.
        return answers.containsKey(HttpURLConnection.HTTP_OK) ? 0 : UNANSWERED;
      }
    }
  }

  private static void stop(ServingServer server, JsonJournal journal) {
    server.close();
    journal.close();
  }

  private static Optional<Path> configFile(List<String> arguments) throws ConfigException {
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    if (arguments.size() == 2 && arguments.getFirst().equals("--config")) {
      return Optional.of(Path.of(arguments.getLast()));
    }
    throw new ConfigException(
        "arguments", String.join(" ", arguments), "--config FILE, --self-test, or --help");
  }
}
