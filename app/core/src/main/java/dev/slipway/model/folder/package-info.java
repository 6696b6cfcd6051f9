// SPDX-License-Identifier: Apache-2.0

/// Folders in which other libraries keep a model: which file is the model, and what the files
/// beside it say of it. They are read within bounds, and nothing in them is run.
@NullMarked
package dev.slipway.model.folder;

import org.jspecify.annotations.NullMarked;
