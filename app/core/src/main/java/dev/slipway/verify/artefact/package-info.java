// SPDX-License-Identifier: Apache-2.0

/// Checks the files of a bundle without running what they describe.
@NullMarked
package dev.slipway.verify.artefact;

import org.jspecify.annotations.NullMarked;
