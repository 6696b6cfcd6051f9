// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.bundle.Beside.Found;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// Everything that a zip file holds, whichever program unpacks it: what its directory names, twice
/// where it names it twice, and bytes between the entries, which programs that read from the front
/// unpack too. The layout is that of PKWARE's APPNOTE, 4.3.
final class ZipEntries {

  /// The longest description behind an entry's bytes: a mark, a sum, and two lengths of 8 bytes.
  private static final long LONGEST_DESCRIPTION = 24;

  /// For its owner.
  private static final int EXECUTABLE = 0100;

  /// The bits of a mode that say what kind of thing it is, and three kinds.
  private static final int TYPE = 0170000;

  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;
  private static final int LONGEST_TARGET = 4096;

  private static final int LOCAL_HEADER = 30;

  /// Bits of an entry's flags: encrypted, and lengths behind the bytes.
  private static final int ENCRYPTED = 1;

  private static final int DESCRIBED_BEHIND = 8;

  private static final int END = 22;
  private static final int END_MARK = 0x06054b50;
  private static final int LOCATOR_64 = 20;
  private static final int LOCATOR_64_MARK = 0x07064b50;
  private static final int END_64 = 56;
  private static final int END_64_MARK = 0x06064b50;
  private static final long IN_ZIP64 = 0xffffffffL;

  private ZipEntries() {}

  static List<Found> of(Path file) throws IOException {
    List<Found> found = new ArrayList<>();
    try (ZipFile zip = ZipFile.builder().setPath(file).get();
        RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      Set<String> seen = new HashSet<>();
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
      for (ZipArchiveEntry entry : entries) {
        found.add(found(entry, seen, zip));
        ByteBuffer header = read(bytes, entry.getLocalHeaderOffset(), LOCAL_HEADER);
        named(entry, header, bytes, found);
        described(entry, header, found);
      }
      gaps(entries, bytes, found);
    }
    return found;
  }

  private static Found found(ZipArchiveEntry entry, Set<String> seen, ZipFile zip)
      throws IOException {
    String name = entry.getName();
    boolean folder = name.endsWith("/");
    String path = folder ? name.substring(0, name.length() - 1) : name;
    if (!isWithin(path)) {
      return refused(path, "an entry that leads out of the bundle, or is named as an option");
    }
    if (!seen.add(path)) {
      return refused(path, "in the zip file twice");
    }
    // By whichever system it says it was made: programs go by the mode all the same.
    int mode = (int) (entry.getExternalAttributes() >>> 16);
    int type = mode & TYPE;
    if (type == LINK) {
      return refused(path, "a symbolic link to " + Stray.visible(start(entry, zip)));
    }
    if (type != 0 && type != (folder ? FOLDER : REGULAR)) {
      return refused(path, "neither a file nor a folder");
    }
    return folder
        ? new Found(path, Found.Kind.FOLDER, "")
        : new Found(path, Found.Kind.FILE, "", (mode & EXECUTABLE) != 0);
  }

  private static String start(ZipArchiveEntry entry, ZipFile zip) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readNBytes(LONGEST_TARGET), UTF_8);
    }
  }

  private static boolean isWithin(String path) {
    try {
      return BundlePaths.checked(path).equals(path);
    } catch (IllegalArgumentException leadsOut) {
      return false;
    }
  }

  private static Found refused(String path, String what) {
    return new Found(path, Found.Kind.REFUSED, what);
  }

  /// An entry has its name in the directory, in front of its bytes, and perhaps in an extra field:
  /// a program goes by any of them.
  ///
  /// @param bytes behind the header
  private static void named(
      ZipArchiveEntry entry, ByteBuffer header, RandomAccessFile bytes, List<Found> found)
      throws IOException {
    byte[] name = entry.getRawName();
    byte[] local = new byte[Short.toUnsignedInt(header.getShort(26))];
    bytes.readFully(local);
    for (byte[] other : List.of(local, entry.getName().getBytes(UTF_8))) {
      if (!Arrays.equals(name, other)) {
        found.add(
            refused(
                new String(name, UTF_8),
                "an entry with a second name, " + Stray.visible(new String(other, UTF_8))));
      }
    }
  }

  /// How to read its bytes is said twice too, but for lengths that are written behind them.
  private static void described(ZipArchiveEntry entry, ByteBuffer header, List<Found> found) {
    int flags = Short.toUnsignedInt(header.getShort(6));
    boolean same =
        ((flags ^ entry.getRawFlag()) & (ENCRYPTED | DESCRIBED_BEHIND)) == 0
            && Short.toUnsignedInt(header.getShort(8)) == entry.getMethod();
    if ((flags & DESCRIBED_BEHIND) == 0) {
      same &=
          Integer.toUnsignedLong(header.getInt(14)) == entry.getCrc()
              && Integer.toUnsignedLong(header.getInt(18))
                  == Math.min(entry.getCompressedSize(), IN_ZIP64)
              && Integer.toUnsignedLong(header.getInt(22)) == Math.min(entry.getSize(), IN_ZIP64);
    }
    if (!same) {
      found.add(
          refused(
              new String(entry.getRawName(), UTF_8),
              "an entry that the zip file describes in two ways"));
    }
  }

  private static void gaps(List<ZipArchiveEntry> entries, RandomAccessFile bytes, List<Found> found)
      throws IOException {
    long end = 0;
    long allowed = 0;
    List<ZipArchiveEntry> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset));
    for (ZipArchiveEntry entry : inOrder) {
      gap(end, entry.getLocalHeaderOffset(), allowed, found);
      ByteBuffer header = read(bytes, entry.getLocalHeaderOffset(), LOCAL_HEADER);
      end =
          entry.getLocalHeaderOffset()
              + LOCAL_HEADER
              + Short.toUnsignedInt(header.getShort(26))
              + Short.toUnsignedInt(header.getShort(28))
              + entry.getCompressedSize();
      allowed = entry.getGeneralPurposeBit().usesDataDescriptor() ? LONGEST_DESCRIPTION : 0;
    }
    // Behind bytes in front of the whole, which were named above, places count from elsewhere.
    if (!inOrder.isEmpty() && inOrder.getFirst().getLocalHeaderOffset() == 0) {
      OptionalLong directory = directory(bytes);
      if (directory.isPresent()) {
        gap(end, directory.getAsLong(), allowed, found);
      } else {
        found.add(
            refused(
                "byte " + (bytes.length() - END),
                "not the one end of the zip file, right behind its directory"));
      }
    }
  }

  private static void gap(long end, long next, long allowed, List<Found> found) {
    if (next < end || next > end + allowed) {
      found.add(
          refused(
              "byte " + end,
              next < end
                  ? "part of two entries of the zip file"
                  : "the first of %d that no entry of the zip file names".formatted(next - end)));
    }
  }

  /// Where the directory begins, by the record at the file's very end; empty where that says that
  /// anything lies between the two, or where programs could take another record for it.
  private static OptionalLong directory(RandomAccessFile bytes) throws IOException {
    long at = bytes.length() - END;
    ByteBuffer end = read(bytes, at, END);
    if (end.getInt(0) != END_MARK || end.getShort(20) != 0) {
      return OptionalLong.empty();
    }
    long size = Integer.toUnsignedLong(end.getInt(12));
    long from = Integer.toUnsignedLong(end.getInt(16));
    long locator = at - LOCATOR_64;
    boolean located = locator >= 0 && read(bytes, locator, LOCATOR_64).getInt(0) == LOCATOR_64_MARK;
    if (located) {
      at = locator - END_64;
      if (at < 0 || read(bytes, locator, LOCATOR_64).getLong(8) != at) {
        return OptionalLong.empty();
      }
      ByteBuffer end64 = read(bytes, at, END_64);
      boolean same =
          end64.getInt(0) == END_64_MARK
              && end64.getLong(4) == END_64 - 12
              && (size == IN_ZIP64 || size == end64.getLong(40))
              && (from == IN_ZIP64 || from == end64.getLong(48));
      size = end64.getLong(40);
      from = end64.getLong(48);
      if (!same) {
        return OptionalLong.empty();
      }
    }
    return from >= 0 && size >= 0 && from + size == at
        ? OptionalLong.of(from)
        : OptionalLong.empty();
  }

  private static ByteBuffer read(RandomAccessFile bytes, long from, int length) throws IOException {
    byte[] read = new byte[length];
    bytes.seek(from);
    bytes.readFully(read);
    return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
  }
}
