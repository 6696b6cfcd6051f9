// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An HTTP/2 connection by hand, so that any bytes can be sent in a call or instead of one. Waits
/// 20 seconds for an answer at most.
final class Http2Wire implements AutoCloseable {

  /// What came back: `0` to `16` for gRPC's status, `http-415` where there is none, `reset-8` for a
  /// stream and `closed` for a connection that was ended.
  record Answer(String code, String message) {}

  static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GO_AWAY = 7;
  private static final int WINDOW = 8;
  private static final int END_STREAM = 1;
  private static final int ACKNOWLEDGED = 1;
  private static final int END_HEADERS = 4;

  private final Socket socket;
  private final DataInputStream in;
  private final Http2HeadersDecoder headers = new DefaultHttp2HeadersDecoder(false);
  private int stream = -1;
  private boolean open = true;
  private String farewell = "";

  Http2Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  Http2Wire hello() throws IOException {
    send(PREFACE);
    send(frame(SETTINGS, 0, 0, new byte[0]));
    return this;
  }

  /// Whether more calls can be made.
  boolean isOpen() {
    return open;
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >>> 16)).putShort((short) payload.length);
    return frame.put((byte) type).put((byte) flags).putInt(stream).put(payload).array();
  }

  /// Neither indexed nor compressed.
  static byte[] headerBlock(Map<String, String> headers) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    headers.forEach((name, value) -> {
      block.write(0);
      literal(block, name);
      literal(block, value);
    });
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      for (; rest >= 128; rest >>>= 7) {
        block.write(rest | 128);
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  /// One call with one body.
  Answer call(byte[] headerBlock, byte[] body) throws IOException {
    stream += 2;
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(frame(HEADERS, END_HEADERS, stream, headerBlock));
    request.writeBytes(frame(DATA, END_STREAM, stream, body));
    return sendAndRead(request.toByteArray());
  }

  /// Any bytes on a connection that ends with them.
  Answer rubbish(byte[] bytes) throws IOException {
    stream = 1;
    try {
      send(bytes);
      socket.shutdownOutput();
    } catch (SocketException closed) {
      return closed();
    }
    return read();
  }

  private Answer sendAndRead(byte[] bytes) throws IOException {
    try {
      send(bytes);
    } catch (SocketException closed) {
      return closed();
    }
    return read();
  }

  private Answer closed() {
    open = false;
    return new Answer("closed", farewell);
  }

  private void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// Up to the end of the call's stream, or of the connection.
  private Answer read() throws IOException {
    String code = "";
    String message = "";
    try {
      while (true) {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int of = in.readInt();
        byte[] payload = in.readNBytes(length);
        if (type == HEADERS) {
          Http2Headers block = headers.decodeHeaders(of, Unpooled.wrappedBuffer(payload));
          code = code(block, code);
          message = String.valueOf(block.get("grpc-message"));
        }
        keepUp(type, flags, payload);
        if (type == GO_AWAY) {
          open = false;
          farewell = new String(payload, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
        }
        if (of == stream && type == RESET && code.isEmpty()) {
          // What had been sent of the call by then is another mistake, which ends the connection.
          open = false;
          return new Answer("reset-" + ByteBuffer.wrap(payload).getInt(), "");
        }
        boolean ended = (flags & END_STREAM) != 0 && (type == HEADERS || type == DATA);
        if (of == stream && (ended || type == RESET)) {
          return new Answer(code, message);
        }
      }
    } catch (EOFException | SocketException end) {
      return closed();
    } catch (Http2Exception undecodable) {
      throw new IOException(undecodable);
    }
  }

  private static String code(Http2Headers block, String before) {
    if (block.contains("grpc-status")) {
      return String.valueOf(block.get("grpc-status"));
    }
    boolean well = "200".contentEquals(String.valueOf(block.status()));
    return well || !before.isEmpty() ? before : "http-" + block.status();
  }

  private void keepUp(int type, int flags, byte[] payload) throws IOException {
    boolean acknowledged = (flags & ACKNOWLEDGED) != 0;
    try {
      if (type == SETTINGS && !acknowledged) {
        send(frame(SETTINGS, ACKNOWLEDGED, 0, new byte[0]));
      } else if (type == PING && !acknowledged) {
        send(frame(PING, ACKNOWLEDGED, 0, payload));
      } else if (type == DATA && payload.length > 0) {
        send(frame(WINDOW, 0, 0, ByteBuffer.allocate(4).putInt(payload.length).array()));
      }
    } catch (SocketException halfClosed) {
      open = false;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
