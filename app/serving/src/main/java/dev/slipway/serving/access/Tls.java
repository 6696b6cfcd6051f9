// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import io.grpc.netty.GrpcSslContexts;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/// TLS 1.2 and 1.3 by the JDK, whose key and certificate may be changed: handshakes from then on
/// see the new one, connections that are open stay.
public final class Tls {

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private final SslContext rest;
  private final SslContext grpc;

  Tls() {
    try {
      rest =
          SslContextBuilder.forServer(keys)
              .sslProvider(SslProvider.JDK)
              .protocols(VERSIONS)
              .build();
      grpc =
          GrpcSslContexts.configure(SslContextBuilder.forServer(keys), SslProvider.JDK)
              .protocols(VERSIONS)
              .build();
    } catch (SSLException impossible) {
      throw new IllegalStateException("Every Java has TLS 1.2 and 1.3", impossible);
    }
  }

  void use(Identity identity) {
    keys.updateIdentityCredentials(
        identity.chain().toArray(X509Certificate[]::new), identity.key());
  }

  /// For HTTP/1.1.
  public SslContext rest() {
    return rest;
  }

  /// For HTTP/2, which clients agree on in the handshake.
  public SslContext grpc() {
    return grpc;
  }
}
