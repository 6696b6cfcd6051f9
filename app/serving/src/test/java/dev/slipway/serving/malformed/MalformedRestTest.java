// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.malformed.Campaign.Tally;
import dev.slipway.serving.malformed.RestFault.Must;
import dev.slipway.serving.malformed.RestWire.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each broken request gets an answer in the protocol's format that blames the caller, or none
/// where no HTTP is left; the server stays as it was.
class MalformedRestTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<RestFault> FAULTS = List.of(RestFault.values());

  @TempDir Path folder;

  @Test
  void blamesTheCallersOfFiveThousandBrokenRequests() throws Exception {
    attack(5_000, 10);
  }

  @Test
  @Tag("nightly")
  void blamesTheCallersOfAHundredThousandBrokenRequests() throws Exception {
    attack(100_000, 11);
  }

  private void attack(int requests, long seed) throws Exception {
    Tally tally = new Campaign(folder, MalformedRestTest::attack).run(requests, seed);

    assertEquals(FAULTS.size(), tally.kinds());
  }

  private static void attack(ServingServer server, Random random, int requests, Tally tally)
      throws IOException {
    RestWire wire = new RestWire(server.port());
    try {
      for (int i = 0; i < requests; i++) {
        RestFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        byte[] request = fault.request(random);
        boolean ends = fault.must() == Must.END || fault.must() == Must.END_REFUSED;
        Reply reply = ends ? once(server, request) : wire.ask(request);
        check(fault, reply, request);
        tally.count(fault, reply.status() == 0 ? "closed" : reply.status());
        if (!ends && reply.closes()) {
          wire.close();
          wire = new RestWire(server.port());
        }
      }
    } finally {
      wire.close();
    }
  }

  private static Reply once(ServingServer server, byte[] request) throws IOException {
    try (RestWire wire = new RestWire(server.port())) {
      return wire.askAndEnd(request);
    }
  }

  private static void check(RestFault fault, Reply reply, byte[] request) throws IOException {
    boolean refused = reply.status() >= 400 && reply.status() < 500;
    boolean fulfilled =
        switch (fault.must()) {
          case BE_REFUSED -> refused;
          case BE_ANSWERED -> refused || reply.status() == 200;
          case END_REFUSED -> refused || reply.status() == 0;
          case END -> refused || reply.status() == 200 || reply.status() == 0;
        };
    assertTrue(fulfilled, () -> shown(fault, reply, request));
    if (refused) {
      assertTrue(
          JSON.readTree(reply.body()).path("error").isTextual(),
          () -> shown(fault, reply, request));
    }
  }

  private static String shown(RestFault fault, Reply reply, byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return fault + "\n" + text.substring(0, Math.min(1000, text.length())) + "\n" + reply;
  }
}
