// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Words;
import dev.slipway.checklist.Catalogue;
import dev.slipway.checklist.Item;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/items.md` lists the items of the catalogue that ships; `-Dchecklist=write` writes it anew.
/// So an item that goes, or is settled otherwise, is seen in a diff.
final class ChecklistItemsPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("slipway.root", "../..")).resolve("docs/items.md");

  /// `[90 items](items.md)`, or with the number before the link.
  private static final Pattern COUNT = Pattern.compile("(\\d+)\\s+\\[?items\\]\\(items\\.md\\)");

  @Test
  void thePageOfItemsIsTheCatalogue() throws Exception {
    String page = page(shipped());
    if ("write".equals(System.getProperty("checklist"))) {
      Files.writeString(PAGE, page);
    }

    assertEquals(page, Files.readString(PAGE));
  }

  @Test
  void otherPagesCountTheItemsAsTheCatalogueDoes() throws Exception {
    int items = shipped().items().size();

    for (String page : List.of("seven-steps.md", "checklist.md")) {
      Matcher counted = COUNT.matcher(Files.readString(PAGE.resolveSibling(page)));
      assertTrue(counted.find(), page);
      assertEquals(items, Integer.parseInt(counted.group(1)), page);
    }
  }

  private static Catalogue shipped() throws Exception {
    try (InputStream yaml =
        Objects.requireNonNull(Catalogue.class.getResourceAsStream(Catalogue.SHIPPED))) {
      return Catalogue.parse(new String(yaml.readAllBytes(), UTF_8));
    }
  }

  private static String page(Catalogue catalogue) {
    return """
    # The items of the checklist

    Made from the catalogue: %d items, by [the seven steps](seven-steps.md). [The checklist](checklist.md) says how states, gates and words work.
    `PROJECT` is the project's folder; other words in capitals are yours. Evidence counts from the named source, or from one closer to production.

    """
            .formatted(catalogue.items().size())
        + catalogue.steps().stream()
            .map(step ->
                "## "
                    + step.number()
                    + ". "
                    + step.title()
                    + "\n\n"
                    + catalogue.items().stream()
                        .filter(item -> item.step() == step.number())
                        .map(ChecklistItemsPageTest::section)
                        .collect(Collectors.joining("\n")))
            .collect(Collectors.joining("\n"));
  }

  private static String section(Item item) {
    var text = new StringBuilder();
    text.append("### `" + item.id() + "`: " + item.title() + "\n\n");
    text.append(item.why().strip() + " " + item.how().strip() + "\n\n");
    text.append("| | |\n| --- | --- |\n");
    row(text, "gate", item.gate() + ", " + item.severity());
    row(text, "owner", item.owner());
    row(text, "settled by", settledBy(item));
    if (!item.passOperator().isEmpty()) {
      row(
          text,
          "passes when",
          "`" + item.evidenceKey() + " " + item.passOperator() + " " + item.passValue() + "`");
      row(text, "evidence from", Words.id(item.evidenceFrom()));
    }
    item.appliesWhen().ifPresent(flag -> row(text, "applies when", flag));
    item.maxAgeDays().ifPresent(days -> row(text, "fresh for", days + " days"));
    if (!item.run().isEmpty()) {
      row(
          text,
          "commands",
          item.run().stream()
              .map(command -> "`slipway " + command + "`")
              .collect(Collectors.joining(", ")));
    }
    row(
        text,
        "read more",
        item.references().stream()
            .map(one -> "[" + one.name() + "](" + one.url() + ")")
            .collect(Collectors.joining("; ")));
    return text.toString();
  }

  private static String settledBy(Item item) {
    return switch (item.means()) {
      case MEASURED -> "Slipway, automatically";
      case REPORTED -> "a tool of yours; while it says nothing, a person's word";
      case ATTESTED -> "a person's word";
      case SIGNED -> "the signatures of its gate";
    };
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("| " + name + " | " + value.strip().replace("|", "\\|") + " |\n");
  }
}
