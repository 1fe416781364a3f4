package org.recu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of a command, in the groups and the order of its help.
 *
 * @param groups of options
 */
record SettingTable(List<Group> groups) {

  /**
   * A group of related options.
   *
   * @param title of the group in the help
   * @param settings its options
   */
  record Group(String title, List<Setting<?>> settings) {

    /** A group of these options. */
    static Group of(String title, Setting<?>... settings) {
      return new Group(title, List.of(settings));
    }
  }

  SettingTable {
    groups = List.copyOf(groups);
  }

  static SettingTable of(Group... groups) {
    return new SettingTable(List.of(groups));
  }

  List<Setting<?>> settings() {
    List<Setting<?>> all = new ArrayList<>();
    groups.forEach(group -> all.addAll(group.settings()));
    return all;
  }

  Optional<Setting<?>> named(String name) {
    return settings().stream().filter(s -> s.name().equals(name)).findFirst();
  }

  Optional<Setting<?>> shortlyNamed(String letters) {
    return settings().stream()
        .filter(s -> s.shortName().filter(letters::equals).isPresent())
        .findFirst();
  }

  /** Long names of all options, including {@code help}. */
  List<String> names() {
    List<String> names = new ArrayList<>(List.of("help"));
    settings().forEach(setting -> names.add(setting.name()));
    return names;
  }
}
