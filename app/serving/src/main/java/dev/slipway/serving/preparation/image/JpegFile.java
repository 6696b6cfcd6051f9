// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.JpegComponent.Stated;
import dev.slipway.serving.preparation.image.JpegScan.Part;
import dev.slipway.serving.preparation.image.ProgressiveBlocks.Band;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A JPEG of 8 bits, grey or of three colours, by Huffman's code: baseline, extended sequential or
/// progressive (ITU T.81). Its head is read first, then its scans.
final class JpegFile implements PictureFile {

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int RST_0 = 0xd0;
  private static final int RST_7 = 0xd7;
  private static final int TEM = 0x01;

  /// Encoders make ten.
  private static final int MOST_SCANS = 100;

  /// In a unit of several components.
  private static final int MOST_BLOCKS = 10;

  private final byte[] bytes;
  private final JpegTables tables = new JpegTables();
  private int at = 2;
  private int restart;
  private final JpegColours colours = new JpegColours();
  private boolean differences;
  private @Nullable JpegFrame frame;
  private @Nullable Progression progression;

  private JpegFile(byte[] bytes) {
    this.bytes = bytes;
  }

  static boolean isOne(byte[] bytes) {
    return bytes.length >= 3
        && (bytes[0] & 0xff) == 0xff
        && (bytes[1] & 0xff) == SOI
        && (bytes[2] & 0xff) == 0xff;
  }

  /// @throws PreparationException also where the file is too short for what its head says
  static JpegFile of(byte[] bytes, BooleanSupplier goesOn) throws PreparationException {
    var file = new JpegFile(bytes);
    while (file.frame == null) {
      Unreadable.require(goesOn);
      int marker = file.marker();
      if (marker == SOS || marker == EOI) {
        throw Unreadable.damaged("its pixels come before its head");
      }
      file.read(marker, file.body());
    }
    if (Byte.SIZE * (long) (bytes.length - file.at) < file.frame().fewestBits()) {
      throw Unreadable.cutOff();
    }
    return file;
  }

  private JpegFrame frame() {
    if (frame == null) {
      throw new IllegalStateException("the head is read first");
    }
    return frame;
  }

  @Override
  public int width() {
    return frame().width();
  }

  @Override
  public int height() {
    return frame().height();
  }

  @Override
  public long memory() {
    return frame().memory();
  }

  @Override
  public Picture decode(BooleanSupplier goesOn) throws PreparationException {
    JpegFrame known = frame();
    Set<JpegComponent> read = new HashSet<>();
    int scans = 0;
    for (int marker = marker(); marker != EOI; marker = marker()) {
      Unreadable.require(goesOn);
      if (marker == SOS) {
        if (++scans > MOST_SCANS) {
          throw Unreadable.rare("it has more than " + MOST_SCANS + " scans");
        }
        scan(read, goesOn);
      } else {
        read(marker, body());
      }
    }
    finish(known, read, goesOn);
    return new JpegPicture(known, differences);
  }

  private void finish(JpegFrame known, Set<JpegComponent> read, BooleanSupplier goesOn)
      throws PreparationException {
    if (read.size() < known.components().size()) {
      throw Unreadable.damaged("one of its colours is missing");
    }
    if (progression != null) {
      progression.requireComplete();
      for (JpegComponent component : known.components()) {
        component.transformAll(goesOn);
      }
    }
  }

  /// The next marker. What stands before it is of no use; libjpeg skips it, too.
  private int marker() throws PreparationException {
    int from = at;
    while (from + 1 < bytes.length) {
      int code = bytes[from + 1] & 0xff;
      boolean isMarker = bytes[from] == (byte) 0xff && code != 0 && code != 0xff;
      if (isMarker && (code < RST_0 || code > RST_7) && code != TEM) {
        at = from + 2;
        return code;
      }
      from++;
    }
    throw Unreadable.cutOff();
  }

  private JpegBody body() throws PreparationException {
    if (at + 2 > bytes.length) {
      throw Unreadable.cutOff();
    }
    int size = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    if (size < 2) {
      throw Unreadable.damaged("a marker is too short");
    }
    if (at + size > bytes.length) {
      throw Unreadable.cutOff();
    }
    var body = new JpegBody(bytes, at + 2, at + size);
    at += size;
    return body;
  }

  private void read(int marker, JpegBody body) throws PreparationException {
    switch (marker) {
      case 0xc4 -> tables.codes(body);
      case 0xdb -> tables.quantization(body);
      case 0xdd -> restart = body.two();
      case 0xc0, 0xc1, 0xc2 -> {
        if (frame != null) {
          throw Unreadable.damaged("it has two heads");
        }
        JpegFrame read = head(body, marker == 0xc2);
        frame = read;
        progression = read.progressive() ? new Progression(read.components().size()) : null;
      }
      case 0xc3, 0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf ->
          throw Unreadable.rare("a JPEG without loss, or in layers");
      case 0xc9, 0xca -> throw Unreadable.rare("a JPEG of arithmetic coding");
      case 0xe0 -> colours.jfif(body);
      case 0xee -> colours.adobe(body);
      default -> {
        // Of programs, cameras and people: notes, small pictures, colour profiles
        boolean isNote = (marker >= 0xe0 && marker <= 0xef) || marker == 0xfe;
        if (!isNote && marker != 0xcc && marker != 0xdc) {
          throw Unreadable.damaged("it holds a marker that stands for nothing");
        }
      }
    }
  }

  private static JpegFrame head(JpegBody body, boolean progressive) throws PreparationException {
    if (body.one() != 8) {
      throw Unreadable.rare("a JPEG of other than 8 bits");
    }
    int height = body.two();
    int width = body.two();
    int count = body.one();
    if (width == 0 || height == 0) {
      throw Unreadable.damaged("its head says that it has no pixels");
    }
    if (count != 1 && count != 3) {
      throw Unreadable.rare(
          count == 4 ? "a JPEG of four colours, for print" : "a JPEG of " + count + " colours");
    }
    List<Stated> stated = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = body.one();
      int factors = body.one();
      int across = factors >> 4;
      int down = factors & 15;
      if (Math.min(across, down) < 1 || Math.max(across, down) > 4) {
        throw Unreadable.damaged("its colours have no size that there is");
      }
      if (stated.stream().anyMatch(other -> other.id() == id)) {
        throw Unreadable.damaged("two of its colours have one name");
      }
      stated.add(new Stated(id, across, down, body.one()));
    }
    return JpegFrame.of(width, height, progressive, stated);
  }

  private void scan(Set<JpegComponent> read, BooleanSupplier goesOn) throws PreparationException {
    JpegFrame known = frame();
    JpegBody body = body();
    List<Named> named = named(known, body);
    int first = body.one();
    int last = body.one();
    int bit = body.one();
    var band = new Band(first, last, bit >> 4, bit & 15);
    if (read.isEmpty()) {
      differences = colours.areDifferences(known);
      known.components().forEach(one -> one.prepare(known.progressive()));
    }
    List<Part> parts = new ArrayList<>();
    for (Named one : named) {
      JpegComponent component = known.components().get(one.place());
      boolean isNew = read.add(component);
      if (!known.progressive() && !isNew) {
        throw Unreadable.damaged("one of its colours comes twice");
      }
      if (!component.hasFactors()) {
        component.use(tables.quantization(component.stated().table()));
      }
      boolean needsFirst = !known.progressive() || (band.first() == 0 && band.before() == 0);
      boolean needsOthers = !known.progressive() || band.first() > 0;
      parts.add(
          new Part(
              component,
              one.place(),
              needsFirst ? tables.first(one.tables() >> 4) : HuffmanCode.none(),
              needsOthers ? tables.others(one.tables() & 15) : HuffmanCode.none()));
    }
    Progression sofar = progression;
    if (sofar != null) {
      sofar.next(named.stream().map(Named::place).toList(), band);
    }
    var bits = new JpegBits(bytes, at);
    int components = known.components().size();
    new JpegScan(known, parts, restart)
        .read(
            bits,
            bytes,
            known.progressive()
                ? new ProgressiveBlocks(bits, band, components)
                : new SequentialBlocks(bits, components),
            goesOn);
    at = bits.position();
  }

  /// A component that a scan names.
  ///
  /// @param tables of its codes, four bits each
  private record Named(int place, int tables) {}

  private static List<Named> named(JpegFrame known, JpegBody body) throws PreparationException {
    int count = body.within(body.one(), known.components().size(), "a scan's number of colours");
    List<Named> named = new ArrayList<>();
    int blocks = 0;
    for (int i = 0; i < count; i++) {
      int id = body.one();
      int place = 0;
      while (place < known.components().size()
          && known.components().get(place).stated().id() != id) {
        place++;
      }
      int found = place;
      if (place == known.components().size()
          || named.stream().anyMatch(one -> one.place() == found)) {
        throw Unreadable.damaged("a scan names colours that are not there");
      }
      named.add(new Named(place, body.one()));
      Stated stated = known.components().get(place).stated();
      blocks += stated.across() * stated.down();
    }
    if (named.isEmpty() || (count > 1 && blocks > MOST_BLOCKS)) {
      throw Unreadable.damaged("a scan has no colours, or too many at once");
    }
    return named;
  }
}
