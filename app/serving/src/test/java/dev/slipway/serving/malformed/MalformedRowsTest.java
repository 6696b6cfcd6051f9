// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.malformed.Campaign.Tally;
import dev.slipway.serving.malformed.RestWire.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Broken rows get an answer that blames the caller; none is left without, and the server stays as
/// it was.
class MalformedRowsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<RowsFault> FAULTS = List.of(RowsFault.values());

  @TempDir Path folder;

  @Test
  void blamesTheCallersOfFiveThousandBrokenRows() throws Exception {
    attack(5_000, 20);
  }

  @Test
  @Tag("nightly")
  void blamesTheCallersOfAHundredThousandBrokenRows() throws Exception {
    attack(100_000, 21);
  }

  private void attack(int requests, long seed) throws Exception {
    Tally tally = new Campaign(folder, MalformedRowsTest::attack).run(requests, seed);

    assertEquals(FAULTS.size(), tally.kinds());
  }

  private static void attack(ServingServer server, Random random, int requests, Tally tally)
      throws Exception {
    try (RestWire wire = new RestWire(server.port())) {
      for (int i = 0; i < requests; i++) {
        if (i % 100 == 0) {
          assertEquals(200, wire.ask(RowsFault.good()).status());
        }
        RowsFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        byte[] request = fault.request(random);
        Reply reply = wire.ask(request);
        tally.count(fault, reply.status());
        boolean refused = reply.status() >= 400 && reply.status() < 500;
        String shown =
            fault + "\n" + new String(request, StandardCharsets.ISO_8859_1) + "\n" + reply;
        assertTrue(refused || (fault.mayBeAnswered() && reply.status() == 200), shown);
        assertTrue(!refused || JSON.readTree(reply.body()).path("error").isTextual(), shown);
      }
    }
  }
}
