// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import java.nio.file.Path;

/// An image to build.
///
/// @param context folder that holds all that the steps copy
/// @param dockerfile file within the context
/// @param tag name of the image, with its tag
/// @param run id of the run that the image belongs to
public record BuildOrder(Path context, Path dockerfile, String tag, String run) {}
