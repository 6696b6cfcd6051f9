// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class EngineSearchTest {

  @TempDir private Path folder;

  @Test
  void saysPlacesWithTheSameAnswerTogether() {
    var absent =
        new EngineSearch.Absent(
            List.of(
                "unix:///a.sock: there is no such socket",
                "tcp://b:1: it refuses: no route",
                "unix:///c.sock: there is no such socket"),
            EngineProblems.GET_ONE);

    assertEquals(
        "no container engine answers (unix:///a.sock, unix:///c.sock: there is no such socket;"
            + " tcp://b:1: it refuses: no route)",
        absent.because());
  }

  @Test
  void looksOnlyWhereDockerHostSays() {
    assertEquals(
        List.of("unix:///a/b.sock"),
        EngineAddresses.from(Map.of("DOCKER_HOST", "unix:///a/b.sock"), folder, "Linux"));
  }

  @Test
  void looksForRootlessEnginesAndPodman() {
    List<String> places =
        EngineAddresses.from(Map.of("XDG_RUNTIME_DIR", "/run/user/7"), Path.of("/home/u"), "Linux");

    assertEquals(
        List.of(
            "unix:///var/run/docker.sock",
            "unix:///run/user/7/docker.sock",
            "unix:///run/user/7/podman/podman.sock",
            "unix:///home/u/.docker/run/docker.sock",
            "unix:///home/u/.docker/desktop/docker.sock",
            "unix:///home/u/.colima/default/docker.sock",
            "unix:///home/u/.rd/docker.sock",
            "unix:///run/podman/podman.sock"),
        places);
  }

  @Test
  void saysWhereItLookedAndWhatWasWrong() {
    String address = "unix://" + folder.resolve("none.sock");

    EngineSearch search = DockerEngine.find(Map.of("DOCKER_HOST", address));

    assertEquals(
        new EngineSearch.Absent(
            List.of(address + ": there is no such socket"), EngineProblems.GET_ONE),
        search);
  }

  @Test
  void aFileThatIsNoSocketIsNoEngine() throws Exception {
    Path file = Files.writeString(folder.resolve("docker.sock"), "not a socket");

    EngineSearch.Absent absent =
        assertInstanceOf(
            EngineSearch.Absent.class, DockerEngine.find(Map.of("DOCKER_HOST", "unix://" + file)));

    assertTrue(absent.because().contains("docker.sock"), absent.because());
  }

  @Test
  @Timeout(60)
  void aSocketThatNeverAnswersIsNoEngine() throws Exception {
    Path socket = folder.resolve("silent.sock");
    try (var silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket));

      ProblemException refusal =
          assertThrows(
              ProblemException.class,
              () -> DockerEngine.at("unix://" + socket, Duration.ofMillis(200)));

      assertEquals("engine.unreachable", refusal.problem().code().id());
      assertEquals("it does not answer", refusal.problem().why());
    }
  }

  @Test
  void anotherMachinesEngineIsNotUsed() {
    EngineSearch.Absent absent =
        assertInstanceOf(
            EngineSearch.Absent.class,
            DockerEngine.find(Map.of("DOCKER_HOST", "tcp://build.example.org:2375")));

    assertTrue(absent.because().contains("another machine"), absent.because());
  }
}
