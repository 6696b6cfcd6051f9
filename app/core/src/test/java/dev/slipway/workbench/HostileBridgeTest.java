// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.Progress;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.BridgeModel.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Models that mean trouble. What one does, it does in another process, and nothing of it is kept.
final class HostileBridgeTest {

  @TempDir Path folder;
  private MadeBridge made;

  @BeforeEach
  void install() throws IOException {
    made = new MadeBridge(folder);
  }

  @Test
  void refusesAnswersThatDiffer() throws Exception {
    Problem problem = made.refused(made.forging(Tensor.doubles(new long[] {3, 1}, 2, 4, 8.001)));

    assertEquals("bridge.parity", problem.code().id());
    assertTrue(
        problem.why().startsWith("Of 3 rows (rows.csv), 0 got another class"), problem.why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "os._exit(0)|bridge.result|ended without a result",
        "os._exit(137)|bridge.ended|was ended by signal 9",
        "os.kill(os.getpid(), 9)|bridge.ended|was ended by signal 9",
        "sys.exit('enough')|bridge.ended|enough",
        "raise ValueError('no such class')|bridge.refused|ValueError: no such class",
        "bytearray(3_000_000_000)|bridge.memory|address space",
        "import socket; socket.create_connection(('192.0.2.1', 80))|bridge.refused|no network here",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('192.0.2.1',"
            + " 9))|bridge.refused|no network here",
        "raise ValueError(dict(os.environ))|bridge.refused|ValueError",
        "open(here + '/result.json', 'w').write('x' * 2_000_000); os._exit(0)|bridge.result|2.0 MB",
        "open(here + '/result.json', 'w').write('['*999); os._exit(0)|bridge.result|result.json is"
            + " no JSON",
        "os.mkfifo(here + '/result.json'); os._exit(0)|bridge.result|no ordinary file",
        "os.symlink('/etc/passwd', here + '/result.json'); os._exit(0)|bridge.result|no ordinary",
      })
  void keepsNothingOfAScriptThatFails(String does, String code, String said) throws Exception {
    made.in(Map.of("SECRET_KEY", "s3cr3t-value"));

    Problem problem = made.refused(made.python().model(does));

    String all = problem.what() + " " + problem.why() + " " + problem.remedy();
    assertEquals(code, problem.code().id(), all);
    assertTrue(all.contains(said), all);
    assertFalse(all.contains("s3cr3t"), all);
  }

  @Test
  void endsAScriptThatHangsAndWhatItStarted() throws Exception {
    made.within(Duration.ofSeconds(3));

    Problem problem =
        made.refused(
            made.python()
                .model(
                    "import subprocess",
                    "child = subprocess.Popen(['sleep', '300'])",
                    "open(there + '/child', 'w').write(str(child.pid))",
                    "child.wait()"));

    assertEquals("bridge.slow", problem.code().id());
    long child = Long.parseLong(Files.readString(folder.resolve("env/child")));
    ProcessHandle.of(child).ifPresent(still -> still.onExit().join());
    assertFalse(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open(here + '/model.onnx', 'w').write('hello')|model.unknown-format",
        "open(here + '/model.onnx', 'wb').write(os.urandom(4000))|model.unknown-format",
        "os.unlink(here + '/model.onnx'); os.symlink('/etc/passwd', here +"
            + " '/model.onnx')|bridge.result",
        "os.truncate(here + '/answers/0.npy', 600 << 20)|bridge.result",
        "shutil.move(here + '/answers', there + '/others'); os.symlink(there + '/others', here +"
            + " '/answers')|bridge.result",
        "json.dump({'outputs': []}, open(here + '/result.json', 'w'))|bridge.result",
        "shutil.copy(here + '/answers/0.npy', here + '/answers/1.npy'); json.dump({'outputs': ['y',"
            + " 'y']}, open(here + '/result.json', 'w'))|bridge.result",
        "os.truncate(here + '/answers/0.npy', 100)|bridge.result",
        "os.truncate(here + '/model.onnx', 1 << 32)|bridge.refused",
        "open(here + '/answers/0.npy', 'wb').write(b'pickled')|bridge.result",
      })
  void trustsNothingThatTheScriptLeaves(String does, String code) throws Exception {
    Path model = made.forging(Tensor.doubles(new long[] {3, 1}, 2, 4, 8), does);

    assertEquals(code, made.refused(model).code().id());
  }

  @Test
  void cancellingEndsItAtOnceAndKeepsNothing() throws Exception {
    Path model = made.python().model("import time; time.sleep(300)");
    BridgeModel bridge = made.bridge();
    Prepared prepared = bridge.prepare(made.request(model), Progress.NONE);
    Thread worker = Thread.currentThread();
    Progress cancel =
        (done, what) -> {
          if (what.equals("loading the model")) {
            worker.interrupt();
          }
        };

    assertThrows(
        InterruptedException.class,
        () -> bridge.run(prepared, MadeBridge.consent(prepared), cancel));

    assertEquals(List.of(), made.left());
  }

  @Test
  void theSystemKeepsTheNetworkAwayWhereItCan() throws Exception {
    made.in(Map.of("PATH", "/usr/bin:/bin"));
    Path model =
        made.python()
            .model(
                "import socket",
                "raise ValueError('networks: ' + ' '.join(n for _, n in socket.if_nameindex()))");
    Prepared prepared = made.bridge().prepare(made.request(model), Progress.NONE);
    Assumptions.assumeTrue(
        prepared.fence().hasNoNetwork(), "this system gives no network namespaces");

    Problem problem = made.refused(model);

    assertTrue(prepared.network().startsWith("none:"), prepared.network());
    assertTrue(problem.why().endsWith("networks: lo"), problem.why());
  }
}
