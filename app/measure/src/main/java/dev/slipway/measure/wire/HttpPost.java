// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// A request with JSON, on a connection that is kept open.
///
/// @param host name and port
/// @param path of the URL
/// @param bearer the token that it brings
public record HttpPost(String host, String path, Bearer bearer, String json) {

  /// To a service that asks for none.
  public HttpPost(String host, String path, String json) {
    this(host, path, Bearer.NONE, json);
  }

  /// Head and body as they are sent.
  public byte[] bytes() {
    byte[] body = json.getBytes(UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(
                path,
                host,
                bearer.authorization().map("Authorization: %s\r\n"::formatted).orElse(""),
                body.length);
    var all = new ByteArrayOutputStream(head.length() + body.length);
    all.writeBytes(head.getBytes(ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }
}
