// SPDX-License-Identifier: Apache-2.0

/// Which items of the catalogue are met, by which evidence. Pure.
@NullMarked
package dev.slipway.checklist;

import org.jspecify.annotations.NullMarked;
