// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Lets in who brings one of the tokens (RFC 6750, in the header alone: a path is logged on its
/// way).
///
/// @param refusals told the protocol of each request that is refused
record BearerGate(Supplier<Tokens> tokens, Consumer<String> refusals) implements Gate {

  private static final String SCHEME = "Bearer ";

  @Override
  public void check(String protocol, List<String> authorization) throws InferenceException {
    if (authorization.isEmpty()) {
      refusals.accept(protocol);
      throw new InferenceException(
          Kind.UNAUTHENTICATED, "a token is needed: Authorization: Bearer TOKEN");
    }
    String said = authorization.getFirst();
    boolean isBearer = said.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    boolean known =
        authorization.size() == 1
            && isBearer
            && tokens.get().holds(said.substring(SCHEME.length()).strip());
    if (!known) {
      refusals.accept(protocol);
      throw new InferenceException(Kind.INVALID_TOKEN, "the token is none of this server's");
    }
  }
}
