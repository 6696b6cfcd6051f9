// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Docker, Podman or any engine that speaks Docker's API.
public final class DockerEngine implements ContainerEngine {

  private static final Logger LOG = LoggerFactory.getLogger(DockerEngine.class);

  private final DockerClient client;

  private DockerEngine(DockerClient client) {
    this.client = client;
  }

  /// The first engine that answers, of those that this environment names or that listen where
  /// engines do by default.
  public static EngineSearch find(Map<String, String> environment) {
    Path home = Path.of(System.getProperty("user.home", "."));
    List<String> tried = new ArrayList<>();
    for (String address :
        EngineAddresses.from(environment, home, System.getProperty("os.name", ""))) {
      try {
        DockerEngine engine = at(address);
        return new EngineSearch.Found(engine, address, engine.version());
      } catch (ProblemException e) {
        tried.add(address + ": " + e.problem().why());
      }
    }
    return new EngineSearch.Absent(tried, EngineProblems.GET_ONE);
  }

  /// The engine at an address such as `unix:///var/run/docker.sock`, when it answers.
  public static DockerEngine at(String address) throws ProblemException {
    return at(address, Duration.ofSeconds(10));
  }

  /// @param patience for the first answer; a build may be silent for longer
  static DockerEngine at(String address, Duration patience) throws ProblemException {
    if (address.startsWith("unix://") && !Files.exists(Path.of(address.substring(7)))) {
      throw EngineProblems.unreachable(address, "there is no such socket");
    }
    if (!EngineAddresses.isLocal(address)) {
      throw EngineProblems.unreachable(
          address, "it is on another machine, whose loopback ports cannot be reached from here");
    }
    DockerClient client;
    try {
      client = client(address);
    } catch (RuntimeException e) {
      throw EngineProblems.unreachable(address, EngineProblems.reason(e));
    }
    DockerEngine engine = new DockerEngine(client);
    Optional<String> failure = firstAnswer(client, patience);
    if (failure.isPresent()) {
      engine.close();
      throw EngineProblems.unreachable(address, failure.get());
    }
    return engine;
  }

  private static DockerClient client(String address) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(address).build();
    var http =
        new ApacheDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .sslConfig(config.getSSLConfig())
            .maxConnections(32)
            .connectionTimeout(Duration.ofSeconds(3))
            .build();
    return DockerClientImpl.getInstance(config, http);
  }

  /// What was wrong with it, if anything. The client's own limits do not hold for Unix sockets.
  private static Optional<String> firstAnswer(DockerClient client, Duration patience) {
    CompletableFuture<Optional<String>> failure = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("engine-ping")
        .start(() -> {
          try {
            client.pingCmd().exec();
            failure.complete(Optional.empty());
          } catch (RuntimeException e) {
            failure.complete(Optional.of(EngineProblems.reason(e)));
          }
        });
    return failure
        .completeOnTimeout(
            Optional.of("it does not answer"), patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  @Override
  public EngineVersion version() throws ProblemException {
    Version version = ask("tell its version", () -> client.versionCmd().exec());
    String product =
        Optional.ofNullable(version.getPlatform())
            .map(platform -> platform.getName())
            .filter(name -> !name.isBlank())
            .orElse("Docker Engine");
    return new EngineVersion(
        product,
        version.getVersion(),
        version.getApiVersion(),
        version.getOperatingSystem() + "/" + version.getArch());
  }

  @Override
  public ImageFacts build(BuildOrder order, Consumer<String> log, Progress progress)
      throws ProblemException, InterruptedException {
    Set<String> before =
        ask(
            "list its images",
            () ->
                client.listImagesCmd().withShowAll(true).exec().stream()
                    .map(Image::getId)
                    .collect(Collectors.toSet()));
    var build = new BuildLog(log, progress);
    try (build;
        BuildContext context = BuildContext.of(order)) {
      client
          .buildImageCmd()
          .withBaseDirectory(context.folder().toFile())
          .withDockerfile(context.dockerfile().toFile())
          .withTags(Set.of(order.tag()))
          .withLabels(Map.of(RUN_LABEL, order.run()))
          .withNetworkMode("none")
          .withForcerm(true)
          .withPull(false)
          .exec(build);
      build.await();
    } catch (IOException | RuntimeException e) {
      throw EngineProblems.failed(EngineProblems.BUILD, e);
    } finally {
      removeStages(build.stages(), before);
    }
    return image(order.tag())
        .orElseThrow(() -> EngineProblems.lost(EngineProblems.BUILD, "it made no " + order.tag()));
  }

  /// Images of stages that no tag holds: they would stay for ever.
  private void removeStages(List<String> stages, Set<String> before) {
    for (String stage : stages.reversed()) {
      if (before.stream().noneMatch(id -> id.startsWith("sha256:" + stage))) {
        removeUntagged(stage);
      }
    }
  }

  private void removeUntagged(String image) {
    try {
      List<String> tags = client.inspectImageCmd(image).exec().getRepoTags();
      if (tags == null || tags.isEmpty()) {
        client.removeImageCmd(image).exec();
      }
    } catch (DockerException inUse) {
      LOG.debug("{} is a layer of another image and goes with it", image);
    } catch (RuntimeException lost) {
      LOG.debug("{} stays until the next run: {}", image, EngineProblems.reason(lost));
    }
  }

  @Override
  public Optional<ImageFacts> image(String reference) throws ProblemException {
    try {
      return Optional.of(DockerReplies.image(client.inspectImageCmd(reference).exec()));
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw EngineProblems.failed("inspect the image " + reference, e);
    }
  }

  @Override
  public RunningContainer run(RunOrder order) throws ProblemException {
    List<ExposedPort> ports = order.ports().stream().map(ExposedPort::tcp).toList();
    CreateContainerCmd create =
        client
            .createContainerCmd(order.image())
            .withHostConfig(DockerReplies.host(order.limits(), order.ports()))
            .withExposedPorts(ports)
            .withEnv(
                order.environment().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList())
            .withLabels(Map.of(RUN_LABEL, order.run()));
    if (!order.command().isEmpty()) {
      create.withCmd(order.command());
    }
    order.limits().user().ifPresent(create::withUser);
    String id = ask("create a container", () -> create.exec().getId());
    try {
      client.startContainerCmd(id).exec();
      return new RunningContainer(
          id, DockerReplies.ports(client.inspectContainerCmd(id).exec(), order.ports()));
    } catch (RuntimeException e) {
      remove(id);
      throw EngineProblems.failed("start a container of " + order.image(), e);
    }
  }

  @Override
  public ContainerState inspect(String container) throws ProblemException {
    return ask(
        "inspect the container",
        () -> DockerReplies.state(client.inspectContainerCmd(container).exec()));
  }

  @Override
  public MemoryWatch watchMemory(String container) throws ProblemException {
    return ask(
        "watch the container's memory", () -> client.statsCmd(container).exec(new PeakMemory()));
  }

  @Override
  public List<String> logs(String container) throws ProblemException, InterruptedException {
    try (var lines = new LogLines()) {
      client
          .logContainerCmd(container)
          .withStdOut(true)
          .withStdErr(true)
          .exec(lines)
          .awaitCompletion();
      return lines.lines();
    } catch (IOException | RuntimeException e) {
      throw EngineProblems.failed("give the container's log", e);
    }
  }

  @Override
  public void stop(String container, Duration grace) throws ProblemException {
    try {
      client.stopContainerCmd(container).withTimeout(Math.toIntExact(grace.toSeconds())).exec();
    } catch (NotModifiedException ended) {
      return;
    } catch (RuntimeException e) {
      throw EngineProblems.failed("stop the container", e);
    }
  }

  @Override
  public void remove(String container) throws ProblemException {
    try {
      client.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException gone) {
      return;
    } catch (RuntimeException e) {
      throw EngineProblems.failed("remove the container", e);
    }
  }

  @Override
  public Set<String> runs() throws ProblemException {
    Set<String> runs = new TreeSet<>();
    List<Container> containers =
        ask(
            "list its containers",
            () ->
                client
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(List.of(RUN_LABEL))
                    .exec());
    List<Image> images =
        ask("list its images", () -> client.listImagesCmd().withLabelFilter(RUN_LABEL).exec());
    containers.forEach(each -> runs.add(each.getLabels().getOrDefault(RUN_LABEL, "")));
    images.forEach(each -> runs.add(labels(each).getOrDefault(RUN_LABEL, "")));
    runs.remove("");
    return runs;
  }

  private static Map<String, String> labels(Image image) {
    return Optional.ofNullable(image.getLabels()).orElse(Map.of());
  }

  @Override
  public void removeRun(String run) throws ProblemException {
    Map<String, String> mine = Map.of(RUN_LABEL, run);
    List<Container> containers =
        ask(
            "list its containers",
            () -> client.listContainersCmd().withShowAll(true).withLabelFilter(mine).exec());
    for (Container container : containers) {
      remove(container.getId());
    }
    List<Image> images =
        ask("list its images", () -> client.listImagesCmd().withLabelFilter(mine).exec());
    for (Image image : images) {
      removeImage(image.getId());
    }
  }

  private void removeImage(String id) throws ProblemException {
    try {
      client.removeImageCmd(id).withForce(true).exec();
    } catch (NotFoundException gone) {
      LOG.debug("{} went with another image", id);
    } catch (RuntimeException e) {
      throw EngineProblems.failed("remove the image", e);
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T ask(String what, Supplier<T> request) throws ProblemException {
    try {
      return request.get();
    } catch (RuntimeException e) {
      throw EngineProblems.failed(what, e);
    }
  }
}
