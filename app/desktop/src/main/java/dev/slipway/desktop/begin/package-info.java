// SPDX-License-Identifier: Apache-2.0

/// What comes before a project: the welcome, the look at a bare model, and the assistant that
/// begins a project with it.
@NullMarked
package dev.slipway.desktop.begin;

import org.jspecify.annotations.NullMarked;
