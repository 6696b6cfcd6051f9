// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.bundle.Beside.Found;
import java.io.IOException;
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

  private static final int LOCAL_HEADER = 30;
  private static final int END = 22;
  private static final int END_MARK = 0x06054b50;
  private static final int LONGEST_COMMENT = 0xffff;
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
        named(entry, bytes, found);
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
      return refused(path, "an entry that leads out of the bundle");
    }
    if (!seen.add(path)) {
      return refused(path, "in the zip file twice");
    }
    if (entry.isUnixSymlink()) {
      return refused(path, "a symbolic link to " + Stray.visible(zip.getUnixSymlink(entry)));
    }
    return folder
        ? new Found(path, Found.Kind.FOLDER, "")
        : new Found(path, Found.Kind.FILE, "", (entry.getUnixMode() & EXECUTABLE) != 0);
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
  private static void named(ZipArchiveEntry entry, RandomAccessFile bytes, List<Found> found)
      throws IOException {
    byte[] name = entry.getRawName();
    ByteBuffer header = read(bytes, entry.getLocalHeaderOffset(), LOCAL_HEADER);
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
    long directory = directory(bytes);
    // Behind bytes in front of the whole, which were named above, places count from elsewhere.
    if (directory != IN_ZIP64
        && !inOrder.isEmpty()
        && inOrder.getFirst().getLocalHeaderOffset() == 0) {
      gap(end, directory, allowed, found);
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

  /// Where the directory begins, by the record at the file's end.
  private static long directory(RandomAccessFile bytes) throws IOException {
    int length = (int) Math.min(bytes.length(), END + LONGEST_COMMENT);
    ByteBuffer tail = read(bytes, bytes.length() - length, length);
    for (int at = length - END; at >= 0; at--) {
      if (tail.getInt(at) == END_MARK) {
        return Integer.toUnsignedLong(tail.getInt(at + 16));
      }
    }
    return IN_ZIP64;
  }

  private static ByteBuffer read(RandomAccessFile bytes, long from, int length) throws IOException {
    byte[] read = new byte[length];
    bytes.seek(from);
    bytes.readFully(read);
    return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
  }
}
