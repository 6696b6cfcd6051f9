// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import java.nio.file.Path;

/// A trained model on disk, known by its hash.
public record ModelFile(Path path, Sha256 sha256, Bytes size, ModelFormat format) {}
