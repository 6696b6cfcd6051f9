// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// The only way to ONNX Runtime: makes sure that nothing phones home before its library loads.
///
/// The pinned version has no telemetry; later ones do, on by default, and listen only to an
/// environment variable. So the variable is set in this process too, should the launcher have
/// forgotten it.
public final class OrtBoot {

  private static final String SWITCH = "ORT_DISABLE_TELEMETRY";

  private OrtBoot() {}

  /// Version of ONNX Runtime, such as `1.28.0`.
  public static String runtimeVersion() {
    return environment().getVersion();
  }

  /// The same as its jar states it, or nothing where classes come from elsewhere; loads nothing.
  public static Optional<String> statedVersion() {
    return Optional.ofNullable(OrtEnvironment.class.getPackage().getImplementationVersion());
  }

  static OrtEnvironment environment() {
    return Holder.ENVIRONMENT;
  }

  private static final class Holder {
    private static final OrtEnvironment ENVIRONMENT = boot();

    private static OrtEnvironment boot() {
      if (!"1".equals(System.getenv(SWITCH))) {
        disableTelemetry();
      }
      // Failures come back as exceptions and are told once, by us.
      return OrtEnvironment.getEnvironment(
          OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "slipway-serving");
    }
  }

  @SuppressWarnings("restricted") // calls the C library; native access is needed for the model too
  private static void disableTelemetry() {
    Linker linker = Linker.nativeLinker();
    MemorySegment posix = linker.defaultLookup().find("setenv").orElse(MemorySegment.NULL);
    MemorySegment windows = linker.defaultLookup().find("_putenv_s").orElse(MemorySegment.NULL);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(SWITCH);
      MemorySegment value = arena.allocateFrom("1");
      if (!posix.equals(MemorySegment.NULL)) {
        var setenv =
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT);
        int result = (int) linker.downcallHandle(posix, setenv).invokeExact(name, value, 1);
        requireZero(result);
      } else if (!windows.equals(MemorySegment.NULL)) {
        var putenv =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        int result = (int) linker.downcallHandle(windows, putenv).invokeExact(name, value);
        requireZero(result);
      }
    } catch (Throwable failure) {
      throw new IllegalStateException("Cannot set " + SWITCH + "=1 in this process", failure);
    }
  }

  private static void requireZero(int result) {
    if (result != 0) {
      throw new IllegalStateException("The C library refused with code " + result);
    }
  }
}
