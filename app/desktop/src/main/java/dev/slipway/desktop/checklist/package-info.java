// SPDX-License-Identifier: Apache-2.0

/// Which items are met, by which evidence.
@NullMarked
package dev.slipway.desktop.checklist;

import org.jspecify.annotations.NullMarked;
