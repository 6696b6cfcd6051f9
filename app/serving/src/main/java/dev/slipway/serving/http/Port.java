// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.admission.Connections;
import java.util.function.Supplier;

/// What the connections of one port share.
///
/// @param maxBytes largest body
/// @param door who is let in
record Port(
    Supplier<Routes> routes,
    Traffic traffic,
    Admission admission,
    Connections connections,
    SpareMemory memory,
    AnswerBook book,
    int maxBytes,
    Door door,
    Encryption encryption) {}
