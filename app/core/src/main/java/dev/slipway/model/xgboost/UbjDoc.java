// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.xgboost;

import dev.slipway.model.MalformedException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads a UBJSON file: the draft 12 format, big-endian, with typed and counted containers.
final class UbjDoc {

  private final ByteBuffer in;
  private final DocBuilder.Quota quota = new DocBuilder.Quota();

  private UbjDoc(ByteBuffer in) {
    this.in = in;
  }

  static Doc read(Path file) throws IOException, MalformedException {
    return read(Files.readAllBytes(file));
  }

  static Doc read(byte[] bytes) throws MalformedException {
    var reader = new UbjDoc(ByteBuffer.wrap(bytes));
    try {
      Doc doc = reader.value(reader.marker(), "", 0);
      if (reader.in.hasRemaining()) {
        throw new MalformedException("something follows after its end", false);
      }
      return doc;
    } catch (BufferUnderflowException e) {
      throw new MalformedException("the bytes end too early", true);
    }
  }

  private Doc value(char marker, String path, int depth) throws MalformedException {
    quota.take(depth);
    return switch (marker) {
      case '{' -> object(path, depth);
      case '[' -> array(path, depth);
      case 'S', 'H' -> new Doc.Text(text());
      case 'C' -> new Doc.Text(String.valueOf((char) (in.get() & 0xff)));
      case 'T' -> new Doc.Bool(true);
      case 'F' -> new Doc.Bool(false);
      case 'Z' -> new Doc.Null();
      default -> new Doc.Num(number(marker));
    };
  }

  private double number(char marker) throws MalformedException {
    return switch (marker) {
      case 'i' -> in.get();
      case 'U' -> in.get() & 0xff;
      case 'I' -> in.getShort();
      case 'l' -> in.getInt();
      case 'L' -> (double) in.getLong();
      case 'd' -> in.getFloat();
      case 'D' -> in.getDouble();
      default ->
          throw new MalformedException(
              "byte %d has no meaning in UBJSON (%d)".formatted(in.position() - 1, (int) marker),
              false);
    };
  }

  private Doc array(String path, int depth) throws MalformedException {
    var items = new DocBuilder();
    char type = 0;
    if (at('$')) {
      type = marker();
    }
    if (at('#')) {
      long count = length();
      // A type such as true takes no bytes: the count alone could fill the memory
      if (count > Doc.MOST_VALUES) {
        throw new MalformedException(path + " claims " + count + " items", false);
      }
      for (long i = 0; i < count; i++) {
        items.add(item(type == 0 ? marker() : type, path, i, depth));
      }
      return items.done();
    }
    for (int i = 0; !at(']'); i++) {
      items.add(item(marker(), path, i, depth));
    }
    return items.done();
  }

  private Doc item(char marker, String path, long i, int depth) throws MalformedException {
    boolean nests = marker == '{' || marker == '[';
    return value(marker, nests ? path + "/" + i : path, depth + 1);
  }

  private Doc object(String path, int depth) throws MalformedException {
    Map<String, Doc> fields = new LinkedHashMap<>();
    char type = 0;
    if (at('$')) {
      type = marker();
    }
    long count = at('#') ? length() : -1;
    for (long i = 0; count < 0 ? !at('}') : i < count; i++) {
      String name = text();
      char marker = type == 0 ? marker() : type;
      if (fields.put(name, value(marker, path + "/" + name, depth + 1)) != null) {
        throw new MalformedException(path + "/" + name + " is there twice", false);
      }
    }
    return new Doc.Obj(path, fields);
  }

  private char marker() {
    char marker = (char) (in.get() & 0xff);
    while (marker == 'N') {
      marker = (char) (in.get() & 0xff);
    }
    return marker;
  }

  private boolean at(char marker) {
    if (!in.hasRemaining()) {
      throw new BufferUnderflowException();
    }
    boolean here = (in.get(in.position()) & 0xff) == marker;
    if (here) {
      in.get();
    }
    return here;
  }

  private long length() throws MalformedException {
    double length = number(marker());
    if (length < 0) {
      throw new MalformedException("a length is negative", false);
    }
    return (long) length;
  }

  private String text() throws MalformedException {
    long length = length();
    if (length > in.remaining()) {
      throw new MalformedException("a text of %d bytes is cut off".formatted(length), true);
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
