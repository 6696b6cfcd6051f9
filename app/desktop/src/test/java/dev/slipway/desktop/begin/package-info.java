// SPDX-License-Identifier: Apache-2.0

/// What comes before a project.
@NullMarked
package dev.slipway.desktop.begin;

import org.jspecify.annotations.NullMarked;
