// SPDX-License-Identifier: Apache-2.0

/// What a release is told about itself.
@NullMarked
package dev.slipway.checklist;

import org.jspecify.annotations.NullMarked;
