// SPDX-License-Identifier: Apache-2.0

/// What every use case works on: the project on disk, the user's home, facts and the trail that
/// turns them into evidence.
@NullMarked
package dev.slipway.workbench.project;

import org.jspecify.annotations.NullMarked;
