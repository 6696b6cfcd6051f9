// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The load benchmark: this server beside FastAPI + uvicorn + onnxruntime and Python's gRPC, same
/// models, same payloads, same machine, in turn. What it needs, prints and last printed is in
/// `docs/benchmarks.md`.
///
/// ```
/// mvn test -pl app/serving -Dtest=ServingBenchTest -Dtest.groups=bench -Dtest.excluded=none
/// ```
///
/// `-Dslipway.bench=small,image` takes some sections only. A section fails when a bar is missed
/// while the machine was quiet.
@Tag("bench")
class ServingBenchTest {

  @TempDir static Path folder;

  private static Map<String, Section> sections() {
    Map<String, Section> sections = new LinkedHashMap<>();
    sections.put("codec", CodecSection::run);
    sections.put("small", ModelSections::small);
    sections.put("medium", ModelSections::medium);
    sections.put("rows", RowsSection::run);
    sections.put("floor", FloorSection::run);
    sections.put("image", ModelSections::image);
    sections.put("grpc", GrpcSection::run);
    sections.put("ready", StartSection::run);
    sections.put("split", SplitSection::run);
    sections.put("overload", OverloadSections::overload);
    sections.put("drain", OverloadSections::drain);
    return sections;
  }

  @TestFactory
  Stream<DynamicTest> sectionsAsked() {
    Map<String, Section> sections = sections();
    String asked = System.getProperty("slipway.bench", String.join(",", sections.keySet()));
    Report report = new Report();
    Payloads payloads = new Payloads(folder);
    return Stream.of(asked.split(","))
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  Section section = sections.get(name);
                  if (section == null) {
                    throw new IllegalArgumentException(
                        "no section '%s'; there are %s"
                            .formatted(name, List.copyOf(sections.keySet())));
                  }
                  section.run(payloads, report);
                  report.check();
                }));
  }
}
