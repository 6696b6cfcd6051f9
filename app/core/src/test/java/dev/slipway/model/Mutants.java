// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Damages the bytes of a model: bits, bytes, lengths, cuts, and pieces of itself in other places.
public final class Mutants {

  private Mutants() {}

  public static byte[] of(byte[] model, Random random) {
    byte[] mutant = model.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(5)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) random.nextInt(256);
        case 2 -> mutant = Arrays.copyOf(mutant, Math.max(2, at));
        case 3 -> Arrays.fill(mutant, at, Math.min(mutant.length, at + 9), (byte) 0xff);
        default ->
            System.arraycopy(
                model,
                random.nextInt(model.length - 8),
                mutant,
                Math.max(0, Math.min(at, mutant.length - 8)),
                Math.min(8, mutant.length));
      }
    }
    return mutant;
  }

  /// Changes values and leaves the frame of the file as it is, so that it is read to its end.
  public static byte[] withOtherValues(byte[] model, Random random) {
    byte[] mutant = model.clone();
    List<Integer> places = new ArrayList<>();
    values(ByteBuffer.wrap(model), 0, model.length, places);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = places.get(random.nextInt(places.size()));
      // The highest bit says whether a number goes on.
      mutant[at] ^= (byte) (1 + random.nextInt(127));
    }
    return mutant;
  }

  /// Notes the places of numbers, texts and raw bytes; false when this is no message.
  private static boolean values(ByteBuffer bytes, int from, int to, List<Integer> places) {
    int before = places.size();
    int at = from;
    while (at < to) {
      int kind = bytes.get(at) & 7;
      at = afterNumber(bytes, at, to);
      int value = at;
      switch (kind) {
        case 0 -> at = afterNumber(bytes, at, to);
        case 1 -> at += 8;
        case 5 -> at += 4;
        case 2 -> {
          int start = afterNumber(bytes, at, to);
          long length = start > to ? -1 : number(bytes, at, start);
          if (length < 0 || length > to - start) {
            at = to + 1;
          } else {
            at = start + (int) length;
            if (length > 0 && !values(bytes, start, at, places)) {
              note(start, at, places);
            }
          }
        }
        default -> at = to + 1;
      }
      if (at <= to && kind != 2) {
        note(value, at, places);
      }
    }
    if (at != to) {
      places.subList(before, places.size()).clear();
    }
    return at == to;
  }

  private static void note(int from, int to, List<Integer> places) {
    for (int i = from; i < Math.min(to, from + 16); i++) {
      places.add(i);
    }
  }

  private static int afterNumber(ByteBuffer bytes, int at, int to) {
    int end = at;
    while (end < to && bytes.get(end) < 0) {
      end++;
    }
    return end + 1;
  }

  private static long number(ByteBuffer bytes, int from, int to) {
    long number = 0;
    for (int i = to - 1; i >= from; i--) {
      number = number << 7 | (bytes.get(i) & 0x7f);
    }
    return to - from > 5 ? -1 : number;
  }
}
