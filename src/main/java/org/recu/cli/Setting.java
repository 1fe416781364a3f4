package org.recu.cli;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.cli.Option;
import org.recu.data.Preset;
import org.recu.train.TrainingDefaults;

/**
 * One option of a command, as a row of its table: name, parser, defaults and help.
 *
 * @param name long name, preceded by two dashes
 * @param shortName preceded by one dash; empty if there is none
 * @param value how it is parsed
 * @param small its default for {@link Preset#SMALL}, as on the command line; empty for none
 * @param large its default for {@link Preset#LARGE}
 * @param onResume how a resumed run treats it
 * @param words makes its help, a sentence without a full stop; only the help pages need it
 * @param <T> type of the value
 */
record Setting<T>(
    String name,
    Optional<String> shortName,
    Value<T> value,
    Optional<String> small,
    Optional<String> large,
    OnResume onResume,
    Supplier<String> words) {

  /** An option without a short name or a default, which a resumed run keeps. */
  static <T> Setting<T> of(String name, Value<T> value, String help) {
    return of(name, value, () -> help);
  }

  /** The same with a help whose making takes a while. */
  static <T> Setting<T> of(String name, Value<T> value, Supplier<String> help) {
    return new Setting<>(
        name, Optional.empty(), value, Optional.empty(), Optional.empty(), OnResume.SAME, help);
  }

  /** What it is for: a sentence without a full stop. */
  String help() {
    return words.get();
  }

  /** This option with a short name. */
  Setting<T> orShort(String letters) {
    return new Setting<>(name, Optional.of(letters), value, small, large, onResume, words);
  }

  /** This option with a default. */
  Setting<T> byDefault(String word) {
    return new Setting<>(
        name, shortName, value, Optional.of(word), Optional.of(word), onResume, words);
  }

  /** This option with the published default of each preset. */
  Setting<T> byDefault(Function<TrainingDefaults, Object> published) {
    return new Setting<>(
        name,
        shortName,
        value,
        Optional.of(word(published.apply(TrainingDefaults.of(Preset.SMALL)))),
        Optional.of(word(published.apply(TrainingDefaults.of(Preset.LARGE)))),
        onResume,
        words);
  }

  /** A value as on the command line: {@code 5e-4}, {@code conv_fc}. */
  private static String word(Object of) {
    String written =
        of instanceof Double
            ? new DecimalFormat("0.###E0", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(of)
            : of.toString();
    return written.toLowerCase(Locale.ROOT);
  }

  /** This option with a different treatment on resume. */
  Setting<T> onResume(OnResume way) {
    return new Setting<>(name, shortName, value, small, large, way, words);
  }

  /** This option without a default, which the help describes in words. */
  Setting<T> withoutDefault(String help) {
    return new Setting<>(
        name, shortName, value, Optional.empty(), Optional.empty(), onResume, () -> help);
  }

  /** The name as on the command line, such as {@code --lr}. */
  String typedName() {
    return "--" + name;
  }

  /** Parses the values given or stored for this option. */
  T read(List<String> words) throws UsageException {
    return value.read(typedName(), words);
  }

  /** The default for a preset, as on the command line; empty if there is none. */
  Optional<String> defaultWord(Preset preset) {
    return preset == Preset.SMALL ? small : large;
  }

  /** This option for the command-line parser. */
  Option option() {
    Option.Builder builder = Option.builder(shortName.orElse(null)).longOpt(name);
    return switch (value.count()) {
      case NONE -> builder.get();
      case ONE -> builder.hasArg().get();
      case SEVERAL -> builder.hasArgs().get();
    };
  }
}
