// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A Kubernetes API server with its etcd, on the loopback interface, and nothing that would start a
/// pod: the program that `KUBE_APISERVER` names.
final class ApiServer implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String TOKEN = "administrator";

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  private ApiServer(Path folder) {
    this.folder = folder;
  }

  static ApiServer start(Path folder) throws Exception {
    String program = System.getenv("KUBE_APISERVER");
    if (program == null) {
      throw new IOException("KUBE_APISERVER does not name a kube-apiserver: see CONTRIBUTING.md");
    }
    ApiServer server = new ApiServer(folder);
    try {
      server.startProcesses(program);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void startProcesses(String program) throws Exception {
    int[] ports = freePorts();
    String etcd = "http://127.0.0.1:" + ports[0];
    String peer = "http://127.0.0.1:" + ports[1];
    String key = key().toString();
    Path tokens = folder.resolve("tokens.csv");
    Files.writeString(tokens, TOKEN + ",admin,admin,system:masters\n");
    start(
        "etcd --unsafe-no-fsync --data-dir %s --listen-client-urls %s --advertise-client-urls %s"
                .formatted(folder.resolve("etcd"), etcd, etcd)
            + " --listen-peer-urls %s --initial-advertise-peer-urls %s --initial-cluster default=%s"
                .formatted(peer, peer, peer));
    start(
        program
            + " --etcd-servers=%s --secure-port=%d --cert-dir=%s"
                .formatted(etcd, ports[2], folder.resolve("certificates"))
            + " --bind-address=127.0.0.1 --advertise-address=127.0.0.1"
            + " --service-account-key-file=%s --service-account-signing-key-file=%s"
                .formatted(key, key)
            + " --service-account-issuer=https://kubernetes.default.svc --authorization-mode=RBAC"
            + " --service-cluster-ip-range=10.96.0.0/16"
            + " --disable-admission-plugins=ServiceAccount --token-auth-file="
            + tokens);
    Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
        users: [{name: u, user: {token: %s}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(ports[2], TOKEN));
    await("get", "--raw", "/readyz");
  }

  private void start(String command) throws IOException {
    processes.add(
        new ProcessBuilder(command.split(" "))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(processes.size() + ".log").toFile())
            .start());
  }

  private static int[] freePorts() throws IOException {
    int[] ports = new int[3];
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < ports.length; i++) {
        ServerSocket socket = new ServerSocket(0);
        held.add(socket);
        ports[i] = socket.getLocalPort();
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
    return ports;
  }

  private Path key() throws Exception {
    byte[] key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(key));
    return Files.writeString(folder.resolve("service-accounts.pem"), pem);
  }

  /// Asks until the server answers without an error.
  void await(String... arguments) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    Tool last = kubectl(arguments);
    while (last.exit() != 0) {
      if (System.nanoTime() > end || !processes.stream().allMatch(Process::isAlive)) {
        throw new IOException(last.output() + "\n" + Files.readString(folder.resolve("1.log")));
      }
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      last = kubectl(arguments);
    }
  }

  Tool kubectl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig"));
    command.add(folder.resolve("kubeconfig").toString());
    command.addAll(List.of(arguments));
    return Tool.run(folder, command.toArray(String[]::new));
  }

  /// The API groups that it has, with their versions, such as `autoscaling/v2`.
  SortedSet<String> versions() throws Exception {
    return new TreeSet<>(kubectl("api-versions").output().lines().map(String::strip).toList());
  }

  @Override
  public void close() {
    for (Process process : processes.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }
}
