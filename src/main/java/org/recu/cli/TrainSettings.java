package org.recu.cli;

import java.util.List;
import org.recu.train.TrainingDefaults;

/** The options of {@code recu train}. */
final class TrainSettings {

  static final Setting<Integer> BATCH_SIZE =
      Setting.of("batch_size", Value.wholeNumber(1, 65536), "images a training step")
          .orShort("b")
          .byDefault(published -> published.batchSizes().training());

  static final Setting<String> EVALUATE =
      Setting.of(
              "evaluate",
              Value.word("PATH", EvaluateSettings.MODELS),
              "evaluate this model instead of training, as recu evaluate does")
          .orShort("e")
          .onResume(OnResume.ANEW);

  static final Setting<Long> SEED =
      Setting.of(
              "seed",
              Value.longNumber(0, Long.MAX_VALUE / 10),
              "seed of initial weights, order and augmentation; 0 draws one, kept in config.json")
          .byDefault("0");

  static final Setting<String> RECIPE =
      Setting.of(
          "recipe",
          Value.oneOf("NAME", Recipe.names()),
          "published values for all that is not typed beside it: "
              + String.join(", ", Recipe.names()));

  static final Setting<String> PRETRAINED =
      Setting.of(
          "pretrained",
          Value.word("PATH", "a run folder, a checkpoint or a PyTorch file"),
          "start from these weights (fine-tuning): a run folder, a checkpoint, a .pth.tar or a .safetensors");

  static final Setting<Boolean> PARTIAL =
      Setting.of(
          "partial",
          Value.flag(),
          "load what fits of --pretrained and list the rest; otherwise all must fit");

  static final Setting<Integer> EPOCHS =
      Setting.of("epochs", Value.wholeNumber(1, 1_000_000), "epochs of the whole schedule")
          .byDefault(TrainingDefaults::epochs)
          .onResume(OnResume.FREE_WITH_STEPS);

  static final Setting<Double> LR =
      Setting.of("lr", Value.number("a number above 0", x -> x > 0), "base learning rate")
          .byDefault("0.1");

  static final Setting<String> LR_TYPE =
      Setting.of(
              "lr_type",
              Value.oneOf("TYPE", List.of("cos", "step", "linear")),
              "how the learning rate falls: cos, step or linear")
          .byDefault("cos");

  static final Setting<List<Integer>> LR_DECAY_STEP =
      Setting.of(
          "lr_decay_step",
          Value.ascendingNumbers(1, 1_000_000),
          "epochs at which --lr_type step divides the learning rate by ten, such as 30 60 90");

  static final Setting<Boolean> WARM_UP =
      Setting.of(
          "warm_up",
          Value.flag(),
          "raise the learning rate to its base over the first five epochs");

  static final Setting<String> BINARIZER =
      Setting.of(
              "binarizer",
              Value.oneOf("NAME", List.of("recu", "sign")),
              "recu, or sign: the same without the rectified clamp unit, to compare with")
          .byDefault("recu");

  static final Setting<Double> TAU_MIN =
      Setting.of("tau_min", tau(), "tau of the first epoch").byDefault("0.85");

  static final Setting<Double> TAU_MAX =
      Setting.of("tau_max", tau(), "tau reached in the last epoch").byDefault("0.99");

  static final Setting<Integer> START_EPOCH =
      Setting.of(
          "start_epoch",
          Value.wholeNumber(0, 1_000_000),
          "start a new run at this epoch of the schedule, counted from 0");

  static final Setting<String> OPTIMIZER =
      Setting.of("optimizer", Value.oneOf("NAME", List.of("sgd", "adam")), "sgd or adam")
          .byDefault("sgd");

  static final Setting<Boolean> MIXED_PRECISION =
      Setting.of(
          "mixed_precision",
          Value.flag(),
          "convolutions in bfloat16, weights, statistics and updates in 32 bits; evaluation stays"
              + " exact. For processors that multiply bfloat16 (AMX, AVX-512 BF16)");

  static final Setting<Double> MOMENTUM =
      Setting.of(
              "momentum",
              Value.number("a number from 0 up to, not including, 1", x -> x >= 0 && x < 1),
              "of sgd")
          .byDefault("0.9");

  static final Setting<Double> WEIGHT_DECAY =
      Setting.of(
              "weight_decay",
              Value.number("a number from 0", x -> x >= 0),
              "times the parameter, added to its gradient")
          .byDefault(TrainingDefaults::weightDecay);

  static final Setting<String> DECAYED =
      Setting.of(
              "decayed",
              Value.oneOf("WHICH", List.of("all", "conv_fc")),
              "which parameters decay: all, or conv_fc, those with conv or fc in their name")
          .byDefault(TrainingDefaults::decayed);

  static final Setting<String> RESULTS_DIR =
      Setting.of("results_dir", Value.word("DIR", "a folder"), "folder that holds the runs")
          .byDefault("./results")
          .onResume(OnResume.ANEW);

  static final Setting<String> SAVE =
      Setting.of(
              "save",
              Value.word("NAME", "a folder's name"),
              "the run's folder in --results_dir; named by date and time if not given")
          .onResume(OnResume.ANEW);

  static final Setting<Boolean> RESUME =
      Setting.of("resume", Value.flag(), "resume the run of --save from its latest checkpoint")
          .onResume(OnResume.ANEW);

  static final Setting<Integer> CHECKPOINT_STEPS =
      Setting.of(
              "checkpoint_steps",
              Value.wholeNumber(1, SharedSettings.MANY),
              "save within an epoch too, after every N steps")
          .onResume(OnResume.FREE);

  static final Setting<Integer> KEEP =
      Setting.of(
              "keep",
              Value.wholeNumber(1, 1_000_000),
              "how many of the last checkpoints stay, beside the best")
          .byDefault("3")
          .onResume(OnResume.FREE);

  static final Setting<Integer> PRINT_FREQ =
      Setting.of(
              "print_freq",
              Value.wholeNumber(1, SharedSettings.MANY),
              "report progress every N steps")
          .orShort("p")
          .byDefault("100")
          .onResume(OnResume.FREE);

  static final Setting<Integer> TIME_ESTIMATE =
      Setting.of(
              "time_estimate",
              Value.wholeNumber(0, 1),
              "1 estimates the finishing time after every epoch, 0 does not")
          .byDefault("1")
          .onResume(OnResume.FREE);

  static final Setting<Boolean> NO_TENSORBOARD =
      Setting.of("no_tensorboard", Value.flag(), "write no event files for TensorBoard")
          .onResume(OnResume.FREE);

  static final Setting<Boolean> NO_AUGMENT =
      Setting.of("no_augment", Value.flag(), "train without augmenting the images");

  static final Setting<Boolean> NO_SHUFFLE =
      Setting.of("no_shuffle", Value.flag(), "train on the images in the data set's order");

  static final Setting<Double> LIGHTING =
      Setting.of(
          "lighting",
          Value.number("a number from 0", x -> x >= 0),
          "strength of random lighting on training images of imagenet, 0.1 if not given, and"
              + " folder, 0 if not given; as published it moves a pixel by a level or so at most");

  static final Setting<Integer> LIMIT_TRAIN =
      Setting.of(
          "limit_train",
          Value.wholeNumber(1, SharedSettings.MANY),
          "only N of the training images");

  static final Setting<Integer> MAX_STEPS =
      Setting.of(
              "max_steps",
              Value.wholeNumber(1, SharedSettings.MANY),
              "stop after N steps of this call")
          .onResume(OnResume.ANEW);

  static final Setting<Boolean> LOG_STEPS =
      Setting.of(
              "log_steps",
              Value.flag(),
              "write every step's loss, learning rate and time to steps.jsonl")
          .onResume(OnResume.FREE);

  static final SettingTable TABLE =
      SettingTable.of(
          SettingTable.Group.of(
              "What to train",
              SharedSettings.MODEL,
              BINARIZER,
              SharedSettings.DATASET,
              RECIPE,
              PRETRAINED,
              PARTIAL,
              SEED,
              DeviceSettings.GPUS,
              DeviceSettings.SYNC_BN,
              EVALUATE),
          SettingTable.Group.of(
              "Data",
              SharedSettings.DATA_PATH,
              SharedSettings.IMAGE_SIZE,
              BATCH_SIZE,
              SharedSettings.BATCH_SIZE_TEST,
              SharedSettings.WORKERS,
              SharedSettings.USE_DALI,
              SharedSettings.CACHE,
              LIGHTING,
              SharedSettings.ON_BAD_IMAGE),
          SettingTable.Group.of(
              "Schedule",
              EPOCHS,
              START_EPOCH,
              LR,
              LR_TYPE,
              LR_DECAY_STEP,
              WARM_UP,
              TAU_MIN,
              TAU_MAX),
          SettingTable.Group.of(
              "Optimizer", OPTIMIZER, MOMENTUM, WEIGHT_DECAY, DECAYED, MIXED_PRECISION),
          TeachingSettings.GROUP,
          SettingTable.Group.of(
              "Run and checkpoints",
              RESULTS_DIR,
              SAVE,
              RESUME,
              CHECKPOINT_STEPS,
              KEEP,
              PRINT_FREQ,
              TIME_ESTIMATE,
              NO_TENSORBOARD),
          ClusterSettings.GROUP,
          SettingTable.Group.of(
              "Experiments",
              NO_AUGMENT,
              NO_SHUFFLE,
              LIMIT_TRAIN,
              SharedSettings.LIMIT_TEST,
              SharedSettings.LIMIT_BY,
              MAX_STEPS,
              LOG_STEPS),
          OutputSettings.GROUP);

  private TrainSettings() {}

  private static Value<Double> tau() {
    return Value.number("a number above 0.5 and below 1", x -> x > 0.5 && x < 1);
  }
}
