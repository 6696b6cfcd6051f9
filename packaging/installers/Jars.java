// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Lays the jars of a package out plainly, since xz packs what is in them far better than what is
/// deflated already; and makes them what they were, byte for byte, where the package is installed:
/// Java's class caches hold to their sizes and times.
///
/// `java Jars lay-out FOLDER LIST`: stores each entry that zlib deflates to the very bytes that it
/// has, and leaves all others as they are. LIST gets a line for each jar: SHA-256 and size of what
/// it was, the level of each of its entries, and its name. What is laid out is a jar, and works.
///
/// `java Jars restore FOLDER LIST`: makes of these what they were. A jar of which something else
/// would come, as by another zlib, stays as it lies there, and is told; then it ends with 1.
///
/// `java Jars pack JAR…`: deflates each deflated entry anew by zlib, where other programs did it.
final class Jars {

  /// The levels at which zlib is asked, the usual first; an entry that is left as it is has none.
  private static final String LEVELS = "695874321";

  private static final char NONE = '-';

  private static final Set<StandardOpenOption> ANEW =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);

  private static final short STORED = 0;
  private static final short DEFLATED = 8;

  // Of PKWARE's APPNOTE: marks of the parts of a jar, and where in these something stands.
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int END_COUNT = 10;
  private static final int END_DIRECTORY = 16;
  private static final int HEADER_METHOD = 8;
  private static final int HEADER_PACKED = 18;
  private static final int DIRECTORY_METHOD = 10;
  private static final int DIRECTORY_PACKED = 20;
  private static final int DIRECTORY_HEADER = 42;

  private Jars() {}

  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "lay-out" -> layOut(Path.of(args[1]), Path.of(args[2]));
      case "restore" -> System.exit(restore(Path.of(args[1]), Path.of(args[2])) ? 0 : 1);
      case "pack" -> {
        for (String jar : List.of(args).subList(1, args.length)) {
          pack(Path.of(jar));
        }
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void layOut(Path folder, Path list) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      Files.write(list, jars.parallelStream().map(Jars::layOut).toList());
    }
  }

  /// The line of the jar in the list.
  private static String layOut(Path jar) {
    try {
      ByteBuffer was = read(jar);
      var levels = new StringBuilder();
      char likely = LEVELS.charAt(0);
      for (Entry entry : Entry.of(was)) {
        char level = level(was, entry, likely);
        levels.append(level);
        likely = level == NONE ? likely : level;
      }
      ByteBuffer plain = rewrite(was, levels.toString(), STORED, plainSize(was));
      if (!rewrite(plain, levels.toString(), DEFLATED, was.limit()).equals(was)) {
        throw new IOException("it cannot be made anew of what is laid out");
      }
      replace(jar, plain);
      return String.join(
          " ", sha256(was), "" + was.limit(), levels, String.valueOf(jar.getFileName()));
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(jar.toString(), e);
    }
  }

  /// At which level zlib makes the entry's bytes of its content.
  private static char level(ByteBuffer jar, Entry entry, char likely) throws IOException {
    if (entry.method() != DEFLATED) {
      return NONE;
    }
    ByteBuffer is = entry.bytes(jar);
    ByteBuffer content = inflate(is, entry.size());
    for (char level : (likely + LEVELS).toCharArray()) {
      // zlib says that it has finished where there is a byte of room left.
      ByteBuffer made = ByteBuffer.allocate(is.limit() + 1);
      if (deflate(content, level, made) && made.flip().equals(is)) {
        return level;
      }
    }
    return NONE;
  }

  /// Whether all are what they were.
  private static boolean restore(Path folder, Path list) throws IOException {
    List<String> lines = Files.readAllLines(list);
    List<String> left =
        lines.parallelStream()
            .map(line -> restore(folder, line.split(" ", 4)))
            .filter(reason -> !reason.isEmpty())
            .toList();
    if (!left.isEmpty()) {
      System.err.printf(
          "slipway: %d of %d jars stay larger than they should be (%s)%n",
          left.size(), lines.size(), left.getFirst());
    }
    return left.isEmpty();
  }

  /// Why the jar of a line is left as it is; empty where it is what it was.
  private static String restore(Path folder, String[] line) {
    Path jar = folder.resolve(line[3]);
    int size = Integer.parseInt(line[1]);
    try {
      ByteBuffer plain = read(jar);
      if (plain.limit() == size && sha256(plain).equals(line[0])) {
        return "";
      }
      ByteBuffer made = rewrite(plain, line[2], DEFLATED, size);
      if (!sha256(made).equals(line[0])) {
        return "zlib makes other bytes here: " + line[3];
      }
      replace(jar, made);
      return "";
    } catch (BufferOverflowException e) {
      return "zlib makes other bytes here: " + line[3];
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return e.toString();
    }
  }

  private static void pack(Path jar) throws IOException {
    ByteBuffer was = read(jar);
    var levels = new StringBuilder();
    for (Entry entry : Entry.of(was)) {
      levels.append(entry.method() == DEFLATED ? LEVELS.charAt(0) : NONE);
    }
    int size = plainSize(was);
    ByteBuffer plain = rewrite(was, levels.toString(), STORED, size);
    // What does not get smaller gets larger by a few bytes.
    replace(jar, rewrite(plain, levels.toString(), DEFLATED, size + 64 * levels.length()));
  }

  // ---- the form of a jar

  /// Its sizes are those of the directory.
  ///
  /// @param listed where the directory has it
  /// @param header where it begins, and `data` where its bytes do
  private record Entry(
      int listed, int header, int data, boolean described, short method, int packed, int size) {

    /// In the order of the directory.
    static List<Entry> of(ByteBuffer jar) {
      List<Entry> entries = new ArrayList<>();
      int end = endOf(jar);
      int at = jar.getInt(end + END_DIRECTORY);
      for (int left = Short.toUnsignedInt(jar.getShort(end + END_COUNT)); left > 0; left--) {
        int header = jar.getInt(at + DIRECTORY_HEADER);
        entries.add(
            new Entry(
                at,
                header,
                header + 30 + length(jar, header + 26) + length(jar, header + 28),
                (jar.getShort(at + 8) & 8) != 0,
                jar.getShort(at + DIRECTORY_METHOD),
                jar.getInt(at + DIRECTORY_PACKED),
                jar.getInt(at + 24)));
        at += 46 + length(jar, at + 28) + length(jar, at + 30) + length(jar, at + 32);
      }
      return entries;
    }

    ByteBuffer bytes(ByteBuffer jar) {
      return jar.slice(data, packed);
    }
  }

  private static int length(ByteBuffer jar, int at) {
    return Short.toUnsignedInt(jar.getShort(at));
  }

  private static int endOf(ByteBuffer jar) {
    int at = jar.limit() - END_LENGTH;
    while (jar.getInt(at) != END) {
      at--;
    }
    return at;
  }

  private static int plainSize(ByteBuffer jar) {
    int size = jar.limit();
    for (Entry entry : Entry.of(jar)) {
      size = Math.addExact(size, Math.max(0, entry.size() - entry.packed()));
    }
    return size;
  }

  /// The jar with each entry that has a level stored, or deflated at that level. Everything else
  /// stays: other entries, order, names, times, extra fields, comments, and what lies between.
  ///
  /// @param levels one for each entry, in the order of the directory
  /// @param room the most bytes that it may have
  private static ByteBuffer rewrite(ByteBuffer jar, String levels, short method, int room)
      throws IOException {
    List<Entry> entries = Entry.of(jar);
    if (entries.size() != levels.length()) {
      throw new IOException("it has other entries than the list says");
    }
    ByteBuffer out = ByteBuffer.allocate(room).order(ByteOrder.LITTLE_ENDIAN);
    int[] headers = new int[entries.size()];
    int[] sizes = new int[entries.size()];
    int read = 0;
    for (int i : inOrderOfBytes(entries)) {
      Entry entry = entries.get(i);
      out.put(jar.slice(read, entry.data() - read));
      headers[i] = out.position() - (entry.data() - entry.header());
      sizes[i] =
          levels.charAt(i) == NONE
              ? copy(jar, entry, out)
              : change(jar, entry, levels.charAt(i), method, out, headers[i]);
      read = entry.data() + entry.packed();
      if (levels.charAt(i) != NONE && entry.described()) {
        int before = jar.getInt(read) == DESCRIPTOR ? 8 : 4;
        out.put(jar.slice(read, before)).putInt(sizes[i]);
        read += before + 4;
      }
    }
    int moved = out.position() - read;
    out.put(jar.slice(read, jar.limit() - read));
    for (int i = 0; i < headers.length; i++) {
      int at = entries.get(i).listed() + moved;
      if (levels.charAt(i) != NONE) {
        out.putShort(at + DIRECTORY_METHOD, method);
      }
      out.putInt(at + DIRECTORY_PACKED, sizes[i]);
      out.putInt(at + DIRECTORY_HEADER, headers[i]);
    }
    int end = endOf(jar);
    out.putInt(end + moved + END_DIRECTORY, jar.getInt(end + END_DIRECTORY) + moved);
    return out.flip();
  }

  private static int[] inOrderOfBytes(List<Entry> entries) {
    return IntStream.range(0, entries.size())
        .boxed()
        .sorted(Comparator.comparingInt(i -> entries.get(i).header()))
        .mapToInt(i -> i)
        .toArray();
  }

  private static int copy(ByteBuffer jar, Entry entry, ByteBuffer out) {
    out.put(entry.bytes(jar));
    return entry.packed();
  }

  /// How many bytes the entry has then. Its header tells it where no descriptor follows.
  private static int change(
      ByteBuffer jar, Entry entry, char level, short method, ByteBuffer out, int header)
      throws IOException {
    int begin = out.position();
    if (method == STORED) {
      out.put(inflate(entry.bytes(jar), entry.size()));
    } else if (!deflate(entry.bytes(jar), level, out)) {
      throw new BufferOverflowException();
    }
    int size = out.position() - begin;
    out.putShort(header + HEADER_METHOD, method);
    if (!entry.described()) {
      out.putInt(header + HEADER_PACKED, size);
    }
    return size;
  }

  // ---- bytes

  private static ByteBuffer inflate(ByteBuffer deflated, int size) throws IOException {
    try (var inflater = new Inflater(true)) {
      inflater.setInput(deflated.duplicate());
      ByteBuffer content = ByteBuffer.allocate(size);
      while (content.hasRemaining()) {
        if (inflater.inflate(content) == 0) {
          throw new IOException("an entry ends before its size");
        }
      }
      return content.flip();
    } catch (DataFormatException e) {
      throw new IOException(e);
    }
  }

  /// Whether there was room for all of it.
  private static boolean deflate(ByteBuffer content, char level, ByteBuffer out) {
    try (var deflater = new Deflater(level - '0', true)) {
      deflater.setInput(content.duplicate());
      deflater.finish();
      while (!deflater.finished() && out.hasRemaining()) {
        deflater.deflate(out);
      }
      return deflater.finished();
    }
  }

  /// Mapped, so that the largest take no memory of Java's.
  private static ByteBuffer read(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      return in.map(FileChannel.MapMode.READ_ONLY, 0, in.size()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /// Whoever reads the jar meanwhile has the old one or the new one, with the same time and rights.
  private static void replace(Path jar, ByteBuffer bytes) throws IOException {
    Path made = Path.of(jar + ".new");
    try {
      try (FileChannel out = FileChannel.open(made, ANEW)) {
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        // As dpkg does: a machine that stops must not leave an empty jar.
        out.force(true);
      }
      Files.setPosixFilePermissions(made, Files.getPosixFilePermissions(jar));
      Files.setLastModifiedTime(made, Files.getLastModifiedTime(jar));
      Files.move(made, jar, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private static String sha256(ByteBuffer bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java has it", e);
    }
  }
}
