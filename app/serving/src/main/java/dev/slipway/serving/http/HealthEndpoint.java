// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/// Says whether the process lives and whether the model is ready.
public final class HealthEndpoint extends SimpleChannelInboundHandler<HttpRequest> {

  private final BooleanSupplier ready;

  public HealthEndpoint(BooleanSupplier ready) {
    this.ready = ready;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpRequest request) {
    boolean isReady = ready.getAsBoolean();
    switch (request.uri()) {
      case "/v2/health/live" -> answer(context, HttpResponseStatus.OK, "{\"live\":true}");
      case "/v2/health/ready" ->
          answer(
              context,
              isReady ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE,
              "{\"ready\":" + isReady + "}");
      default -> answer(context, HttpResponseStatus.NOT_FOUND, "{\"error\":\"no such path\"}");
    }
  }

  private static void answer(
      ChannelHandlerContext context, HttpResponseStatus status, String json) {
    var body = Unpooled.copiedBuffer(json, StandardCharsets.UTF_8);
    var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    response.headers().set(HttpHeaderNames.CONNECTION, "close");
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }
}
