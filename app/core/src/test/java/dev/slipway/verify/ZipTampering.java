// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.verify.Tampered.Tampering;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// What can be done to a bundle's zip file.
final class ZipTampering {

  static final Map<String, Tampering> ALL = new LinkedHashMap<>();

  private static final int LINK = 0120777;
  private static final String LISTED = "docker/Dockerfile";

  static {
    ALL.put("a way out", zip -> added(zip, "../../evil.txt", 0100644, "evil"));
    ALL.put(
        "a way out of the team's own",
        zip -> added(zip, "overlays/../../evil.txt", 0100644, "evil"));
    ALL.put("an absolute path", zip -> added(zip, "/etc/cron.d/evil", 0100644, "evil"));
    ALL.put("a path of Windows", zip -> added(zip, "C:/evil.txt", 0100644, "evil"));
    ALL.put(
        "a way out by backslashes",
        zip -> {
          var _ = added(zip, "..\\..\\evil/x", 0100644, "evil");
          return "..\\\\..\\\\evil/x";
        });
    ALL.put("a link", zip -> added(zip, "docker/more", LINK, "/etc/passwd"));
    ALL.put("a link among the team's own", zip -> added(zip, "overlays/more", LINK, "/etc/passwd"));
    ALL.put("an entry that is there twice", zip -> added(zip, LISTED, 0100644, "FROM evil\n"));
    ALL.put(
        "an entry that nobody lists",
        zip -> added(zip, "chart/templates/rights.yaml", 0100644, FolderTampering.RIGHTS));
    ALL.put("an empty folder", zip -> added(zip, "more/", 0040755, "").replace("/", ""));
    ALL.put(
        "an entry that went",
        zip -> {
          rewritten(zip, LISTED, out -> {});
          return LISTED;
        });
    ALL.put(
        "an entry with other bytes",
        zip -> {
          rewritten(
              zip, LISTED, out -> add(out, new ZipArchiveEntry(LISTED), 0100644, "FROM evil\n"));
          return LISTED;
        });
    ALL.put(
        "a script in front",
        zip -> {
          byte[] bytes = Files.readAllBytes(zip);
          Files.write(zip, joined("#!/bin/sh\n".getBytes(UTF_8), bytes));
          return "\"byte 0\" is the first of 10 that no entry of the zip file names";
        });
    ALL.put("an entry that the directory hides", ZipTampering::hidden);
    ALL.put("an entry with another name in front of its bytes", ZipTampering::renamed);
    ALL.put(
        "an entry with another name in Unicode",
        zip -> {
          rewritten(
              zip,
              LISTED,
              out -> {
                out.setUseLanguageEncodingFlag(false);
                ZipArchiveEntry entry = new ZipArchiveEntry(LISTED);
                entry.addExtraField(
                    new UnicodePathExtraField("docker/evil", LISTED.getBytes(UTF_8)));
                add(out, entry, 0100644, "FROM evil\n");
              });
          return "docker/evil";
        });
  }

  static {
    ALL.put(
        "a link that another system made",
        zip -> {
          rewritten(
              zip,
              "",
              out -> {
                ZipArchiveEntry entry = new ZipArchiveEntry("docker/more");
                entry.setExternalAttributes((long) LINK << 16);
                out.putArchiveEntry(entry);
                out.write("/etc/passwd".getBytes(UTF_8));
                out.closeArchiveEntry();
              });
          return "docker/more is a symbolic link to /etc/passwd";
        });
    ALL.put(
        "a device",
        zip -> added(zip, "docker/more", 0020644, "") + " is neither a file nor a folder");
    ALL.put("an entry with another sum in front of its bytes", ZipTampering::described);
    ALL.put(
        "bytes behind the end",
        zip -> {
          byte[] bytes = Files.readAllBytes(zip);
          bytes[bytes.length - 2] = 4;
          Files.write(zip, joined(bytes, "evil".getBytes(UTF_8)));
          return "is not the one end of the zip file";
        });
    ALL.put(
        "one of the team's own by another name",
        zip -> {
          rewritten(
              zip,
              "",
              out -> {
                out.setUseLanguageEncodingFlag(false);
                ZipArchiveEntry entry = new ZipArchiveEntry("docker/more");
                entry.addExtraField(
                    new UnicodePathExtraField("overlays/evil.yaml", "docker/more".getBytes(UTF_8)));
                add(out, entry, 0100644, "a: 1\n");
              });
          return "overlays/evil.yaml";
        });
    ALL.put(
        "one of the team's own that is far too large",
        zip -> added(zip, "overlays/large.yaml", 0100644, "0".repeat(17 << 20)));
  }

  private ZipTampering() {}

  private interface More {
    void into(ZipArchiveOutputStream out) throws IOException;
  }

  private static String added(Path zip, String name, int mode, String text) throws IOException {
    rewritten(zip, "", out -> add(out, new ZipArchiveEntry(name), mode, text));
    return name;
  }

  private static void add(ZipArchiveOutputStream out, ZipArchiveEntry entry, int mode, String text)
      throws IOException {
    entry.setUnixMode(mode);
    out.putArchiveEntry(entry);
    out.write(text.getBytes(UTF_8));
    out.closeArchiveEntry();
  }

  /// Copies all entries but one, and adds more.
  private static void rewritten(Path zip, String without, More more) throws IOException {
    Path next = zip.resolveSibling(zip.getFileName() + ".next");
    try (ZipFile from = ZipFile.builder().setPath(zip).get();
        ZipArchiveOutputStream out = new ZipArchiveOutputStream(next)) {
      for (ZipArchiveEntry entry : Collections.list(from.getEntriesInPhysicalOrder())) {
        if (!entry.getName().equals(without)) {
          try (InputStream raw = from.getRawInputStream(entry)) {
            out.addRawArchiveEntry(entry, raw);
          }
        }
      }
      more.into(out);
    }
    Files.move(next, zip, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  /// Bytes of an entry before the directory, which does not name it: who reads from the front
  /// unpacks it.
  private static String hidden(Path zip) throws IOException {
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(one)) {
      add(out, new ZipArchiveEntry("evil.sh"), 0100755, "#!/bin/sh\n");
    }
    ByteBuffer evil = ByteBuffer.wrap(one.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    byte[] hidden = new byte[evil.getInt(evil.capacity() - 6)];
    evil.get(hidden);
    byte[] bytes = Files.readAllBytes(zip);
    ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int directory = end.getInt(bytes.length - 6);
    end.putInt(bytes.length - 6, directory + hidden.length);
    byte[] before = java.util.Arrays.copyOf(bytes, directory);
    byte[] after = java.util.Arrays.copyOfRange(bytes, directory, bytes.length);
    Files.write(zip, joined(joined(before, hidden), after));
    return "\"byte %d\" is the first of %d that no entry".formatted(directory, hidden.length);
  }

  private static String renamed(Path zip) throws IOException {
    long at;
    try (ZipFile from = ZipFile.builder().setPath(zip).get()) {
      at = from.getEntry(LISTED).getLocalHeaderOffset() + 30;
    }
    byte[] bytes = Files.readAllBytes(zip);
    bytes[(int) at + LISTED.length() - 1] = 'X';
    Files.write(zip, bytes);
    return "docker/DockerfilX";
  }

  private static String described(Path zip) throws IOException {
    long at;
    try (ZipFile from = ZipFile.builder().setPath(zip).get()) {
      at = from.getEntry(LISTED).getLocalHeaderOffset() + 14;
    }
    byte[] bytes = Files.readAllBytes(zip);
    bytes[(int) at]++;
    Files.write(zip, bytes);
    return LISTED + " is an entry that the zip file describes in two ways";
  }

  private static byte[] joined(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }
}
