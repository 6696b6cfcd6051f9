// SPDX-License-Identifier: Apache-2.0

/// The desktop application: a package a screen, View and ViewModel.
@NullMarked
package dev.slipway.desktop;

import org.jspecify.annotations.NullMarked;
