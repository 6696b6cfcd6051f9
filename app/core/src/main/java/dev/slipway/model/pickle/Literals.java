// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Binary;
import dev.slipway.model.pickle.Value.Nothing;
import dev.slipway.model.pickle.Value.Real;
import dev.slipway.model.pickle.Value.Text;
import dev.slipway.model.pickle.Value.Truth;
import dev.slipway.model.pickle.Value.Whole;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads the values that an instruction carries itself: numbers, texts and bytes.
final class Literals {

  /// Python refuses to read numbers of more digits, since that takes the square of them in time.
  private static final int MOST_DIGITS = 4300;

  private static final int MOST_BYTES = 1800;

  private final Source source;

  Literals(Source source) {
    this.source = source;
  }

  /// Empty where the instruction carries no value.
  Optional<Value> read(Opcode opcode) throws MalformedException, IOException {
    return Optional.ofNullable(
        switch (opcode) {
          case NONE -> Nothing.NONE;
          case NEWTRUE -> new Truth(true);
          case NEWFALSE -> new Truth(false);
          case BININT -> whole(source.i4());
          case BININT1 -> whole(source.u1());
          case BININT2 -> whole(source.u2());
          case LONG1 -> whole(source.u1(), source);
          case LONG4 -> whole(source.i4(), source);
          case INT -> decimal(true);
          case LONG -> decimal(false);
          case FLOAT -> real();
          case BINFLOAT -> new Real(source.bigEndianDouble());
          case STRING -> old(Escapes.quoted(source.line()));
          case BINSTRING -> old(source.bytes(source.i4()));
          case SHORT_BINSTRING -> old(source.bytes(source.u1()));
          case UNICODE -> new Text(Escapes.rawUnicode(source.line()));
          case SHORT_BINUNICODE -> text(source.u1());
          case BINUNICODE -> text(source.u4());
          case BINUNICODE8 -> text(source.i8());
          case SHORT_BINBYTES -> new Binary(source.bytes(source.u1()));
          case BINBYTES -> new Binary(source.bytes(source.u4()));
          case BINBYTES8, BYTEARRAY8 -> new Binary(source.bytes(source.i8()));
          default -> null;
        });
  }

  private Text text(long length) throws MalformedException, IOException {
    return new Text(utf8(source.bytes(length)));
  }

  static String utf8(byte[] bytes) throws MalformedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("a text in it is no UTF-8", false);
    }
  }

  private static Whole whole(long value) {
    return new Whole(BigInteger.valueOf(value));
  }

  /// Little-endian, with a sign.
  private static Whole whole(int length, Source source) throws MalformedException, IOException {
    if (length < 0 || length > MOST_BYTES) {
      throw new MalformedException("it holds a number of %d bytes".formatted(length), false);
    }
    byte[] little = source.bytes(length);
    byte[] big = new byte[length + 1];
    for (int i = 0; i < length; i++) {
      big[length - i] = little[i];
    }
    big[0] = (byte) (length > 0 && little[length - 1] < 0 ? -1 : 0);
    return new Whole(new BigInteger(big));
  }

  /// @param truths whether `00` and `01` are False and True
  private Value decimal(boolean truths) throws MalformedException, IOException {
    String line = latin(source.line()).strip();
    if (truths && (line.equals("00") || line.equals("01"))) {
      return new Truth(line.equals("01"));
    }
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    if (digits.length() > MOST_DIGITS || !digits.matches("[+-]?[0-9]+")) {
      throw new MalformedException("a whole number in it is none", false);
    }
    return new Whole(new BigInteger(digits));
  }

  private Real real() throws MalformedException, IOException {
    String line = latin(source.line()).strip();
    return switch (line) {
      case "inf" -> new Real(Double.POSITIVE_INFINITY);
      case "-inf" -> new Real(Double.NEGATIVE_INFINITY);
      case "nan" -> new Real(Double.NaN);
      default -> {
        if (line.length() > MOST_DIGITS
            || !line.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
          throw new MalformedException("a number in it is none", false);
        }
        yield new Real(Double.parseDouble(line));
      }
    };
  }

  /// A text of Python 2, which does not tell texts from bytes.
  private static Value old(byte[] bytes) {
    for (byte value : bytes) {
      if (value < 0) {
        return new Binary(bytes);
      }
    }
    return new Text(latin(bytes));
  }

  static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
