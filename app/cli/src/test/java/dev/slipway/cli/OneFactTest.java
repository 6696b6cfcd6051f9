// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// A fact of a voyage has one name, one value and one reason, wherever it is read: on the page of
/// the command that found it, on the page that sums up, and in the report that is sent around.
final class OneFactTest {

  @TempDir private Path folder;

  @Test
  @Tag("nightly")
  void pagesAndReportSayTheSame() throws Exception {
    var slipway = new Slipway(folder.resolve("home"));
    Path project = Sample.copyInto(folder).generous().folder();
    Path html = folder.resolve("report.html");

    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("Quality", page(slipway.run("evaluate", project)));
    pages.put("Speed", page(slipway.run("profile", project, "--tier", "quick")));
    pages.put("Cost", page(slipway.run("plan", project)));
    slipway.run("export", project);
    Path bundle = project.resolve("bundle");
    pages.put(
        "Verification",
        page(
            slipway.run(
                "verify", bundle, "--project", project, "--no-engine", "--load-seconds", "2")));
    String summary = page(slipway.run("report", project));
    pages.put("Objectives", summary);
    slipway.run("report", project, "--html", html);

    Map<String, List<String>> report = sections(html);
    List<String> missing = new ArrayList<>();
    pages.forEach((title, page) ->
        rows(report, title).stream()
            // A file that is sent names no folder of ours in its commands.
            .filter(fact -> !page.replace(" " + project, "").contains(fact))
            .forEach(fact -> missing.add(title + ": " + fact)));

    assertEquals(List.of(), missing);
    assertEquals(11, rows(report, "Objectives").size());
    assertTrue(rows(report, "Quality").size() > 10, report.toString());
    assertTrue(rows(report, "Speed").size() > 15, report.toString());
    assertTrue(rows(report, "Cost").size() > 5, report.toString());
    assertTrue(rows(report, "Verification").size() > 1, report.toString());
    for (String name :
        List.of("accuracy 0.9912", "p50 response time", "capacity", "a month", "checks")) {
      String fact =
          report.values().stream()
              .flatMap(List::stream)
              .filter(each -> each.startsWith(name))
              .findFirst()
              .orElseThrow(() -> new AssertionError(name + " is not in " + report));
      assertTrue(summary.contains(fact), () -> "no '" + fact + "' in " + summary);
    }
  }

  private static List<String> rows(Map<String, List<String>> report, String title) {
    return report.getOrDefault(title, List.of());
  }

  /// Whatever its columns, and wherever its lines end.
  private static String page(Slipway.Result result) {
    return result.out().replaceAll("\\s+", " ");
  }

  /// The rows of each section: name, value and reason, as a line of a page has them.
  private static Map<String, List<String>> sections(Path html) throws Exception {
    NodeList sections =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(Files.readString(html).strip().getBytes(UTF_8)))
            .getElementsByTagName("section");
    Map<String, List<String>> facts = new LinkedHashMap<>();
    for (int i = 0; i < sections.getLength(); i++) {
      Element section = (Element) sections.item(i);
      String title = texts(section, "h2").getFirst();
      NodeList rows = section.getElementsByTagName("tr");
      List<String> told = new ArrayList<>();
      for (int row = 0; row < rows.getLength(); row++) {
        told.add(fact(texts((Element) rows.item(row), "td")));
      }
      facts.put(title, told);
    }
    return facts;
  }

  /// A page begins a check with what became of it.
  private static String fact(List<String> cells) {
    boolean check = List.of("failed", "not run").contains(cells.get(1));
    List<String> said = new ArrayList<>(cells);
    if (check) {
      said.add(0, said.remove(1));
    }
    return said.stream().collect(Collectors.joining(" ")).replaceAll("\\s+", " ");
  }

  private static List<String> texts(Element within, String element) {
    NodeList found = within.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }
}
