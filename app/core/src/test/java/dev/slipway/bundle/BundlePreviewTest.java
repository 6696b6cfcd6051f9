// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bundle.BundlePreview.Standing;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundlePreviewTest {

  @TempDir private Path temp;

  @Test
  void eachFileSaysHowItStandsToWhatIsThere() throws Exception {
    List<GeneratedFile> before =
        new BundleRenderer(TargetCatalogue.builtIn()).render(Voyager.input(), List.of("openapi"));
    Path folder = temp.resolve("bundle");
    var writer = new BundleWriter();
    BundlePreview first = BundlePreview.of(before, folder, writer.edits(before, folder));
    assertEquals(Set.of(Standing.NEW), Set.copyOf(first.standings().values()));
    assertEquals(Map.of(), first.differences());

    writer.write(before, folder, Overwrite.REFUSE_EDITED);
    GeneratedFile page =
        before.stream()
            .filter(file -> !file.path().equals(BundleManifest.FILE))
            .findFirst()
            .orElseThrow();
    Files.writeString(folder.resolve(page.path()), "mine\n");
    List<GeneratedFile> after = new ArrayList<>(before);
    after.add(new GeneratedFile("docs/more.md", ByteContent.of("more\n"), false, "x", "x/more.md"));

    BundlePreview preview = BundlePreview.of(after, folder, writer.edits(after, folder));

    var standings = new TreeMap<String, Standing>();
    before.forEach(file -> standings.put(file.path(), Standing.SAME));
    standings.put(page.path(), Standing.EDITED);
    standings.put("docs/more.md", Standing.NEW);
    assertEquals(standings, preview.standings());
    assertEquals(Set.of(page.path()), preview.differences().keySet());
    assertEquals(after.size(), preview.count());
  }
}
