// SPDX-License-Identifier: Apache-2.0

/// What the service must achieve, in a form over `slipway.yaml`.
@NullMarked
package dev.slipway.desktop.objectives;

import org.jspecify.annotations.NullMarked;
