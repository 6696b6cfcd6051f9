// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

/// What the trainer can be told. The chosen one made the fewest errors, and among those the least
/// log loss, in a six-fold cross-validation on the training birds alone (see `SettingTest`).
record Setting(double learningRate, int epochs) {

  static final Setting CHOSEN = new Setting(1.0, 50);
}
