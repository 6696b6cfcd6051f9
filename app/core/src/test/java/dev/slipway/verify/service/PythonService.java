// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.FreePort;
import dev.slipway.profile.host.ServingPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The exported FastAPI service, run by the system's Python with the packages of its requirements,
/// and no others: the rest of the system's packages are hidden from it.
final class PythonService {

  private static final String PYTHON = "/usr/bin/python3";

  /// Hides what was installed and is not named in the requirements.
  private static final String ONLY_REQUIRED =
      """
      import importlib.machinery, os, sys

      class Hidden:
          def find_spec(self, name, path=None, target=None):
              if path is None and name not in os.environ["REQUIRED"].split():
                  found = importlib.machinery.PathFinder.find_spec(name)
                  if found and "-packages/" in str(found.origin):
                      raise ModuleNotFoundError(f"{name} is not in requirements.txt", name=name)

      sys.meta_path.insert(0, Hidden())
      """;

  private PythonService() {}

  /// @param fastapi the bundle's folder of this name
  /// @param work for the log
  static RunningService start(Path fastapi, Path work) throws IOException {
    var ports = new ServingPorts(FreePort.find(), FreePort.find());
    Path hiding = Files.createDirectories(work.resolve("hiding"));
    Files.writeString(hiding.resolve("sitecustomize.py"), ONLY_REQUIRED);
    Path out = work.resolve("service.log");
    // What Debian's ONNX Runtime complains of at its start is not the service's log.
    ProcessBuilder builder =
        new ProcessBuilder(PYTHON, fastapi.resolve("app/service.py").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(out.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
    builder.environment().put("PYTHONPATH", hiding.toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("REQUIRED", String.join(" ", modules(fastapi)));
    builder.environment().put("SLIPWAY_BIND_ADDRESS", "127.0.0.1");
    builder.environment().put("SLIPWAY_HTTP_PORT", Integer.toString(ports.data()));
    builder.environment().put("SLIPWAY_MANAGEMENT_PORT", Integer.toString(ports.management()));
    builder
        .environment()
        .put("SLIPWAY_MODEL_PATH", fastapi.resolve("app/model/model.onnx").toString());
    builder
        .environment()
        .put("SLIPWAY_WARMUP_REQUEST", fastapi.resolve("app/model/warmup.json").toString());
    return new ProcessService(builder.start(), out, Optional.of(ports));
  }

  private static List<String> modules(Path fastapi) throws IOException {
    return Stream.concat(
            // Part of prometheus-client, but in Debian a package of its own.
            Stream.of("decorator"),
            required(fastapi).stream().map(line -> line.replaceAll("==.*", "").replace('-', '_')))
        .toList();
  }

  /// `name==version` of each package.
  static List<String> required(Path fastapi) throws IOException {
    return Files.readAllLines(fastapi.resolve("requirements.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }
}
