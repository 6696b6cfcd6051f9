// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.bundle.render.GeneratedFile;
import java.util.Optional;

/// The file that makes tokens of texts for the model.
///
/// @param name as the service knows it: `tokenizer.json` or `vocab.txt`
/// @param unusable why the service cannot use it; empty when it can
public record TextSource(String name, GeneratedFile.Content content, Optional<String> unusable) {}
