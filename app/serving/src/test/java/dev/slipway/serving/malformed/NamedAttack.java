// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.malformed.Campaign.Tally;
import dev.slipway.serving.malformed.RestWire.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Sends what callers have, rows or texts, broken in one way or another; each answer must blame the
/// caller where its fault says so.
record NamedAttack<F extends Enum<F> & NamedAttack.Fault>(List<F> faults, Supplier<byte[]> good)
    implements Campaign.Attacker {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// A way to break a request, or to make it hard.
  interface Fault {

    byte[] request(Random random);

    boolean mayBeAnswered();

    default boolean mustBeAnswered() {
      return false;
    }
  }

  @Override
  public void attack(ServingServer server, Random random, int requests, Tally tally)
      throws Exception {
    try (RestWire wire = new RestWire(server.port())) {
      for (int i = 0; i < requests; i++) {
        if (i % 100 == 0) {
          assertEquals(200, wire.ask(good.get()).status());
        }
        F fault = faults.get(random.nextInt(faults.size()));
        byte[] request = fault.request(random);
        Reply reply = wire.ask(request);
        tally.count(fault, reply.status());
        boolean refused = reply.status() >= 400 && reply.status() < 500;
        String shown =
            fault + "\n" + new String(request, StandardCharsets.ISO_8859_1) + "\n" + reply;
        assertTrue(refused || (fault.mayBeAnswered() && reply.status() == 200), shown);
        assertTrue(!fault.mustBeAnswered() || reply.status() == 200, shown);
        assertTrue(!refused || JSON.readTree(reply.body()).path("error").isTextual(), shown);
      }
    }
  }

  /// A body with other bytes somewhere, more or fewer.
  static byte[] changed(String body, Random random) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var changed = new ByteArrayOutputStream();
    int at = random.nextInt(bytes.length);
    int until = Math.min(bytes.length, at + random.nextInt(12));
    byte[] any = new byte[random.nextInt(8)];
    random.nextBytes(any);
    changed.write(bytes, 0, at);
    changed.writeBytes(any);
    changed.write(bytes, until, bytes.length - until);
    return changed.toByteArray();
  }
}
