// SPDX-License-Identifier: Apache-2.0

/// The Open Inference Protocol over HTTP/1.1, on Netty.
@NullMarked
package dev.slipway.serving.http;

import org.jspecify.annotations.NullMarked;
