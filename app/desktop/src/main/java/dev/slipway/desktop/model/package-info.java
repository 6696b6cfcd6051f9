// SPDX-License-Identifier: Apache-2.0

/// What the model is: signature, operators, graph.
@NullMarked
package dev.slipway.desktop.model;

import org.jspecify.annotations.NullMarked;
