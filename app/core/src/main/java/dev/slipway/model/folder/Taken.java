// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

/// One thing that was found beside a model.
///
/// @param what such as `classes`
/// @param value for a person
/// @param from the file, and the place in it
public record Taken(String what, String value, String from) {}
