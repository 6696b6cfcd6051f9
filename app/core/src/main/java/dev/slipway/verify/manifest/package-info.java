// SPDX-License-Identifier: Apache-2.0

/// Checks Kubernetes manifests, without a cluster.
@NullMarked
package dev.slipway.verify.manifest;

import org.jspecify.annotations.NullMarked;
