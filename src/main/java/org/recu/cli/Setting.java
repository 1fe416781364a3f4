package org.recu.cli;

import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.recu.data.Preset;

/**
 * One option of a command, as a row of its table: what it is called, how it is read, what it is
 * when it is not typed, and what the help says.
 *
 * @param name long name, typed with two dashes
 * @param shortName typed with one dash; empty where there is none
 * @param value how it is read
 * @param small its default for {@link Preset#SMALL}, as it would be typed; empty for none
 * @param large its default for {@link Preset#LARGE}
 * @param onResume what a resumed run does with it
 * @param help a sentence without an end
 * @param <T> what it reads
 */
record Setting<T>(
    String name,
    Optional<String> shortName,
    Value<T> value,
    Optional<String> small,
    Optional<String> large,
    OnResume onResume,
    String help) {

  /** An option without short name and default, that a resumed run keeps. */
  static <T> Setting<T> of(String name, Value<T> value, String help) {
    return new Setting<>(
        name, Optional.empty(), value, Optional.empty(), Optional.empty(), OnResume.SAME, help);
  }

  /** This one with a short name. */
  Setting<T> orShort(String letters) {
    return new Setting<>(name, Optional.of(letters), value, small, large, onResume, help);
  }

  /** This one with a default. */
  Setting<T> byDefault(String word) {
    return byDefault(word, word);
  }

  /** This one with a default for CIFAR and shapes, and one for the ImageNets. */
  Setting<T> byDefault(String smallWord, String largeWord) {
    return new Setting<>(
        name, shortName, value, Optional.of(smallWord), Optional.of(largeWord), onResume, help);
  }

  /** This one with another way on a resumed run. */
  Setting<T> onResume(OnResume way) {
    return new Setting<>(name, shortName, value, small, large, way, help);
  }

  /** This one without a default, and with other words in the help. */
  Setting<T> withoutDefault(String words) {
    return new Setting<>(
        name, shortName, value, Optional.empty(), Optional.empty(), onResume, words);
  }

  /** As it is typed in full, such as {@code --lr}. */
  String typedName() {
    return "--" + name;
  }

  /** Reads the words that were typed or stored for it. */
  T read(List<String> words) throws UsageException {
    return value.read(typedName(), words);
  }

  /** Its default for a kind of data set, as it would be typed; empty where there is none. */
  Optional<String> defaultWord(Preset preset) {
    return preset == Preset.SMALL ? small : large;
  }

  /** The same for the parser. */
  Option option() {
    Option.Builder builder = Option.builder(shortName.orElse(null)).longOpt(name);
    return switch (value.count()) {
      case NONE -> builder.get();
      case ONE -> builder.hasArg().get();
      case SEVERAL -> builder.hasArgs().get();
    };
  }
}
