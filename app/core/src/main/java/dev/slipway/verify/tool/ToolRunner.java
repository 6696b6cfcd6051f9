// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Runs tools that are on the path: with a time limit, their output kept, never through a shell.
public final class ToolRunner {

  private static final List<String> WINDOWS_ENDINGS = List.of("", ".exe", ".cmd");

  private final List<Path> folders;
  private final Duration limit;

  /// @param folders looked through in order
  public ToolRunner(List<Path> folders, Duration limit) {
    this.folders = List.copyOf(folders);
    this.limit = limit;
  }

  /// The folders of PATH, a minute a tool.
  public static ToolRunner onPath(Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    for (String folder :
        environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1)) {
      if (!folder.isBlank()) {
        folders.add(Path.of(folder));
      }
    }
    return new ToolRunner(folders, Duration.ofMinutes(1));
  }

  /// Where a tool is.
  public Optional<Path> find(String tool) {
    for (Path folder : folders) {
      for (String ending : WINDOWS_ENDINGS) {
        Path file = folder.resolve(tool + ending);
        if (Files.isRegularFile(file) && Files.isExecutable(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /// Runs a tool in a folder; an interrupt kills it.
  public ToolResult run(Path folder, String tool, String... arguments) throws InterruptedException {
    Optional<Path> file = find(tool);
    if (file.isEmpty()) {
      return new ToolResult.Missing(
          tool + " is not installed: `slipway doctor` says how to get it");
    }
    List<String> command = new ArrayList<>(List.of(file.get().toString()));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).directory(folder.toFile()).start();
      process.getOutputStream().close();
    } catch (IOException e) {
      return new ToolResult.Missing(tool + " cannot be started: " + e.getMessage());
    }
    try {
      CompletableFuture<String> output = drain(process.getInputStream());
      CompletableFuture<String> errors = drain(process.getErrorStream());
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new ToolResult.Missing(tool + " did not end within " + limit.toSeconds() + " s");
      }
      return new ToolResult.Ended(process.exitValue(), text(output), text(errors));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static CompletableFuture<String> drain(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("tool-output")
        .start(() -> {
          try (stream) {
            text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            text.completeExceptionally(new UncheckedIOException(e));
          }
        });
    return text;
  }

  private static String text(CompletableFuture<String> stream) {
    try {
      return stream.join();
    } catch (CompletionException cut) {
      return "";
    }
  }
}
