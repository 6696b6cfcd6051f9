// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.TooLongHttpHeaderException;

/// Headers, of which there may be no more than a hundred: each takes thirty times the memory of the
/// shortest that can be sent.
final class BoundedHeaders extends DefaultHttpHeaders {

  static final int MOST = 100;

  static final HttpHeadersFactory FACTORY =
      new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
          return new BoundedHeaders();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
          return new BoundedHeaders();
        }
      };

  private int count;

  @Override
  public HttpHeaders add(CharSequence name, Object value) {
    if (++count > MOST) {
      throw new TooLongHttpHeaderException("more than " + MOST + " headers");
    }
    return super.add(name, value);
  }
}
