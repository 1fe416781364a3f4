package org.recu.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Published training recipes: values for the options that are not on the command line. The first
 * two recipes are behind the paper's tables, the last two behind its two-stage result (Adam, 256
 * epochs, linearly decreasing learning rate, no weight decay, a ResNet-34 as teacher).
 */
enum Recipe {
  RECU_CIFAR10("recu-cifar10") {
    @Override
    void fill(OptionWords words) {
      words.add(SharedSettings.DATASET, "cifar10");
      words.add(SharedSettings.MODEL, "resnet18_1w1a");
      words.add(TrainSettings.EPOCHS, "600");
      words.add(TrainSettings.BATCH_SIZE, "256");
      words.add(TrainSettings.WEIGHT_DECAY, "5e-4");
      words.add(TrainSettings.DECAYED, "all");
      sgd(words);
    }
  },
  RECU_IMAGENET("recu-imagenet") {
    @Override
    void fill(OptionWords words) {
      words.add(SharedSettings.DATASET, "imagenet");
      words.add(SharedSettings.MODEL, "resnet18_1w1a");
      words.add(TrainSettings.EPOCHS, "200");
      words.add(TrainSettings.BATCH_SIZE, "512");
      words.add(TrainSettings.WEIGHT_DECAY, "1e-4");
      words.add(TrainSettings.DECAYED, "conv_fc");
      sgd(words);
    }
  },
  TWO_STAGE_1("two-stage-1") {
    @Override
    void fill(OptionWords words) {
      twoStage(words, "1");
    }
  },
  TWO_STAGE_2("two-stage-2") {
    @Override
    void fill(OptionWords words) {
      twoStage(words, "2");
    }
  };

  /** Values by option name, as on the command line. */
  private static final class OptionWords {

    private final Map<String, List<String>> byName = new LinkedHashMap<>();

    void add(Setting<?> setting, String... words) {
      byName.put(setting.name(), List.of(words));
    }
  }

  private final String word;

  Recipe(String word) {
    this.word = word;
  }

  abstract void fill(OptionWords words);

  /** Names of all recipes. */
  static List<String> names() {
    return Arrays.stream(values()).map(recipe -> recipe.word).toList();
  }

  /** The recipe with a name from {@link #names}. */
  static Recipe of(String name) {
    return Arrays.stream(values())
        .filter(recipe -> recipe.word.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown recipe (" + name + ")"));
  }

  /** The recipe's values by option name. */
  Map<String, List<String>> words() {
    OptionWords words = new OptionWords();
    fill(words);
    return words.byName;
  }

  private static void sgd(OptionWords words) {
    words.add(TrainSettings.OPTIMIZER, "sgd");
    words.add(TrainSettings.MOMENTUM, "0.9");
    words.add(TrainSettings.LR, "0.1");
    words.add(TrainSettings.LR_TYPE, "cos");
    words.add(TrainSettings.WARM_UP);
    tau(words);
  }

  private static void twoStage(OptionWords words, String stage) {
    words.add(SharedSettings.DATASET, "imagenet");
    words.add(SharedSettings.MODEL, "react_resnet18_1w1a");
    words.add(TeachingSettings.STAGE, stage);
    words.add(TeachingSettings.TEACHER, "resnet34");
    words.add(TrainSettings.EPOCHS, "256");
    words.add(TrainSettings.OPTIMIZER, "adam");
    words.add(TrainSettings.LR, "1e-3");
    words.add(TrainSettings.LR_TYPE, "linear");
    words.add(TrainSettings.WEIGHT_DECAY, "0");
    tau(words);
  }

  private static void tau(OptionWords words) {
    words.add(TrainSettings.TAU_MIN, "0.85");
    words.add(TrainSettings.TAU_MAX, "0.99");
  }
}
