// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

/// A window for tests that list actions, and run none.
record Nowhere() implements Commands.WindowVerbs {
  @Override
  public void choose() {}

  @Override
  public void chooseFolder() {}

  @Override
  public void enter() {}

  @Override
  public void toggleTheme() {}

  @Override
  public void showPalette() {}

  @Override
  public void showKeys() {}

  @Override
  public void begin() {}
}
