// SPDX-License-Identifier: Apache-2.0

/// What a service is watched by: rules and alerts for Prometheus with the tests of these, as
/// records that templates only print.
@NullMarked
package dev.slipway.bundle.alert;

import org.jspecify.annotations.NullMarked;
