// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import dev.slipway.base.ProblemException;
import org.junit.jupiter.api.Tag;

/// The engine that this environment names, or that listens where engines do.
@Tag("engine")
final class DockerEngineTest extends ContainerEngineTck {

  @Override
  ContainerEngine open() throws ProblemException {
    return switch (DockerEngine.find(System.getenv())) {
      case EngineSearch.Found found -> found.engine();
      case EngineSearch.Absent absent -> throw new AssertionError(absent.because());
    };
  }
}
