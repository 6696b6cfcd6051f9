// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.ServingServer;
import dev.slipway.serving.malformed.Campaign.Tally;
import dev.slipway.serving.malformed.Http2Wire.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each broken call gets a status that blames the caller; the server stays as it was.
class MalformedGrpcTest {

  private static final List<GrpcFault> FAULTS = List.of(GrpcFault.values());

  @TempDir Path folder;

  @Test
  void blamesTheCallersOfTwoThousandBrokenCalls() throws Exception {
    attack(2_000, 31);
  }

  @Test
  @Tag("nightly")
  void blamesTheCallersOfAHundredThousandBrokenCalls() throws Exception {
    attack(100_000, 32);
  }

  private void attack(int calls, long seed) throws Exception {
    Tally tally = new Campaign(folder, MalformedGrpcTest::attack).run(calls, seed);

    assertEquals(FAULTS.size(), tally.kinds());
  }

  private static void attack(ServingServer server, Random random, int requests, Tally tally)
      throws IOException {
    int port = server.grpcPort().orElseThrow();
    Http2Wire wire = new Http2Wire(port).hello();
    try {
      for (int i = 0; i < requests; i++) {
        GrpcFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        GrpcFault.Call call = fault.call(random);
        Answer answer =
            fault == GrpcFault.FRAMES
                ? rubbish(port, call.body().toByteArray())
                : wire.call(call.headerBlock(), call.body().toByteArray());
        assertTrue(fault.isRight(answer.code()), () -> fault + " was answered " + answer + call);
        tally.count(fault, answer.code());
        if (!wire.isOpen()) {
          wire.close();
          wire = new Http2Wire(port).hello();
        }
      }
    } finally {
      wire.close();
    }
  }

  private static Answer rubbish(int port, byte[] bytes) throws IOException {
    try (Http2Wire wire = new Http2Wire(port)) {
      return wire.rubbish(bytes);
    }
  }
}
