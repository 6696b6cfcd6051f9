// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/// Limits this process's own address space, so that an allocation beyond it fails here instead of
/// driving the machine out of memory. Linux keeps such a limit; other systems have none like it.
public final class MemoryLimit {

  private static final int ADDRESS_SPACE = 9;
  private static final long PAGE = 4096;

  private MemoryLimit() {}

  /// @param more bytes beyond what this process has mapped now
  public static void allow(long more) throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      return;
    }
    String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[0];
    set(Long.parseLong(pages) * PAGE + more);
  }

  @SuppressWarnings("restricted") // asks the C library
  private static void set(long bytes) throws IOException {
    Linker linker = Linker.nativeLinker();
    var type =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(ValueLayout.JAVA_LONG, 2);
      MemorySegment get = linker.defaultLookup().find("getrlimit").orElseThrow();
      MemorySegment set = linker.defaultLookup().find("setrlimit").orElseThrow();
      int got = (int) linker.downcallHandle(get, type).invokeExact(ADDRESS_SPACE, limit);
      long hard = limit.getAtIndex(ValueLayout.JAVA_LONG, 1);
      boolean bounded = Long.compareUnsigned(hard, bytes) < 0;
      limit.setAtIndex(ValueLayout.JAVA_LONG, 0, bounded ? hard : bytes);
      int done = (int) linker.downcallHandle(set, type).invokeExact(ADDRESS_SPACE, limit);
      if (got != 0 || done != 0) {
        throw new IOException("the system sets no memory limit");
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("the system sets no memory limit", e);
    }
  }
}
