// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.slipway.base.Bytes;
import dev.slipway.verify.engine.RunLimits.Privileges;
import dev.slipway.verify.engine.RunLimits.RootFileSystem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Between Docker's own types and ours.
final class DockerReplies {

  private DockerReplies() {}

  static HostConfig host(RunLimits limits, List<Integer> ports) {
    HostConfig host = HostConfig.newHostConfig();
    if (limits.cpus() > 0) {
      host.withNanoCPUs(limits.cpus() * 1_000_000L);
    }
    if (limits.memory().count() > 0) {
      host.withMemory(limits.memory().count()).withMemorySwap(limits.memory().count());
    }
    if (limits.pids() > 0) {
      host.withPidsLimit((long) limits.pids());
    }
    if (limits.privileges() == Privileges.NONE) {
      host.withCapDrop(Capability.ALL).withSecurityOpts(List.of("no-new-privileges"));
    }
    host.withReadonlyRootfs(limits.root() == RootFileSystem.READ_ONLY);
    host.withTmpFs(
        limits.writable().stream()
            .collect(
                Collectors.toMap(Function.identity(), folder -> "rw,noexec,nosuid,mode=1777")));
    Ports bindings = new Ports();
    for (int port : ports) {
      bindings.add(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(port)));
    }
    return host.withPortBindings(bindings);
  }

  static SortedMap<Integer, Integer> ports(InspectContainerResponse reply, List<Integer> ports) {
    Map<ExposedPort, Ports.Binding[]> bound = reply.getNetworkSettings().getPorts().getBindings();
    SortedMap<Integer, Integer> published = new TreeMap<>();
    for (int port : ports) {
      Ports.Binding @Nullable [] bindings = bound.get(ExposedPort.tcp(port));
      if (bindings != null && bindings.length > 0) {
        published.put(port, Integer.parseInt(bindings[0].getHostPortSpec()));
      }
    }
    return published;
  }

  static ImageFacts image(InspectImageResponse reply) {
    ContainerConfig config = Optional.ofNullable(reply.getConfig()).orElseGet(ContainerConfig::new);
    int layers =
        Optional.ofNullable(reply.getRootFS())
            .map(root -> root.getLayers())
            .map(List::size)
            .orElse(0);
    return new ImageFacts(
        String.valueOf(reply.getId()),
        new Bytes(Optional.ofNullable(reply.getSize()).orElse(0L)),
        layers,
        Optional.ofNullable(config.getUser()).orElse(""),
        some(config.getExposedPorts()).map(ExposedPort::getPort).sorted().toList(),
        some(config.getEnv()).toList(),
        some(config.getEntrypoint()).toList(),
        reply.getOs() + "/" + reply.getArch());
  }

  static ContainerState state(InspectContainerResponse reply) {
    InspectContainerResponse.ContainerState state = reply.getState();
    HostConfig host = reply.getHostConfig();
    boolean running = Boolean.TRUE.equals(state.getRunning());
    return new ContainerState(
        running ? ContainerState.Status.RUNNING : ContainerState.Status.ENDED,
        running
            ? Optional.empty()
            : Optional.ofNullable(state.getExitCodeLong()).map(Math::toIntExact),
        Optional.ofNullable(state.getHealth()).map(health -> health.getStatus()),
        Boolean.TRUE.equals(state.getOOMKilled()),
        Optional.ofNullable(reply.getConfig().getUser()).orElse(""),
        Boolean.TRUE.equals(host.getReadonlyRootfs()),
        (int) (Optional.ofNullable(host.getNanoCPUs()).orElse(0L) / 1_000_000),
        new Bytes(Optional.ofNullable(host.getMemory()).orElse(0L)));
  }

  private static <T> Stream<T> some(T @Nullable [] values) {
    return values == null ? Stream.of() : Arrays.stream(values);
  }
}
