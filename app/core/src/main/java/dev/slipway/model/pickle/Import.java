// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.pickle.Value.Name;

/// A name that loading a file would import.
///
/// @param called whether it would be called too
public record Import(Name name, boolean called) {}
