// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

/// The screens, in the order of the voyage.
public enum Screen {
  OVERVIEW(Group.PROJECT, "screen.overview", "fth-grid"),
  MODEL(Group.PROJECT, "screen.model", "fth-share-2"),
  OBJECTIVES(Group.PROJECT, "screen.objectives", "fth-flag"),
  DATA(Group.PROJECT, "screen.data", "fth-database"),
  QUALITY(Group.MEASURE, "screen.quality", "fth-target"),
  PROFILE(Group.MEASURE, "screen.profile", "fth-activity"),
  COST(Group.MEASURE, "screen.cost", "fth-dollar-sign"),
  EXPORT(Group.SHIP, "screen.export", "fth-package"),
  VERIFY(Group.SHIP, "screen.verify", "fth-shield"),
  CHECKLIST(Group.SHIP, "screen.checklist", "fth-check-square"),
  HISTORY(Group.SHIP, "screen.history", "fth-clock"),
  SETTINGS(Group.SLIPWAY, "screen.settings", "fth-settings");

  /// Which part of the voyage a screen belongs to.
  public enum Group {
    PROJECT("group.project"),
    MEASURE("group.measure"),
    SHIP("group.ship"),
    SLIPWAY("group.slipway");

    private final String key;

    Group(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }
  }

  private final Group group;
  private final String key;
  private final String icon;

  Screen(Group group, String key, String icon) {
    this.group = group;
    this.key = key;
    this.icon = icon;
  }

  /// Whether it shows something of the open project.
  public boolean ofProject() {
    return group != Group.SLIPWAY;
  }

  public Group group() {
    return group;
  }

  /// The key of its title.
  public String key() {
    return key;
  }

  public String icon() {
    return icon;
  }
}
