// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Altered;
import dev.slipway.bundle.render.FileContent;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// An image built by Docker's client, without a network, from an exported context of the smallest
/// model.
record BuiltImage(String name, Path context) implements AutoCloseable {

  static BuiltImage of(Path folder, String name) throws Exception {
    BuiltImage image = new BuiltImage(name + ":" + ProcessHandle.current().pid(), export(folder));
    image.build();
    return image;
  }

  /// The same, but an engine asks it for its health every two seconds: whoever waits for the first
  /// answer need not wait long.
  static BuiltImage oftenAsked(Path folder, String name) throws Exception {
    BuiltImage image = new BuiltImage(name + ":" + ProcessHandle.current().pid(), export(folder));
    Exported.replace(image.context.resolve("Dockerfile"), "--interval=30s", "--interval=2s");
    image.build();
    return image;
  }

  /// Writes the context only.
  static Path export(Path folder) throws Exception {
    return Exported.in(folder, input(folder), "docker", "compose").resolve("docker");
  }

  void build() throws Exception {
    Tool.need(context, "docker", "build", "--network", "none", "-t", name, ".");
  }

  private static BundleInput input(Path folder) throws Exception {
    BundleInput input = Voyager.input();
    Path file = Files.write(folder.resolve("model.onnx"), TinyModel.bytes());
    FileContent model = FileContent.of(file);
    Inspection old = input.inspection();
    Inspection inspection =
        Altered.of(
            old,
            "model",
            new ModelFile(file, model.sha256(), old.model().size(), old.model().format()));
    return AlteredInput.served().model(inspection, model).input();
  }

  String inspect(String format) throws Exception {
    return Tool.need(context, "docker", "image", "inspect", "--format", format, name);
  }

  long unpackedBytes() throws Exception {
    return Long.parseLong(inspect("{{.Size}}"));
  }

  /// Bytes of `docker save | gzip`.
  long compressedBytes() throws Exception {
    Process save = new ProcessBuilder("docker", "save", name).start();
    Counter counter = new Counter();
    try (InputStream tar = save.getInputStream();
        OutputStream gzip = new GZIPOutputStream(counter, 1 << 16)) {
      tar.transferTo(gzip);
    }
    requireEnd(save);
    return counter.bytes;
  }

  /// Paths of the files and links in it.
  Set<String> files() throws Exception {
    String container = Tool.need(context, "docker", "create", name).lines().toList().getLast();
    Set<String> files = new TreeSet<>();
    try {
      Process export = new ProcessBuilder("docker", "export", container).start();
      try (var tar = new TarArchiveInputStream(export.getInputStream())) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          if (!e.isDirectory()) {
            files.add("/" + e.getName());
          }
        }
        tar.transferTo(OutputStream.nullOutputStream());
      }
      requireEnd(export);
    } finally {
      Tool.need(context, "docker", "rm", container);
    }
    return files;
  }

  private static void requireEnd(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("docker did not end well");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Tool.run(context, "docker", "rmi", "-f", name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the image was not removed", e);
    }
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int from, int length) {
      bytes += length;
    }
  }
}
