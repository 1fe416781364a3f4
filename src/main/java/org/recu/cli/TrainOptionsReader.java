package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.binarize.BinarizationMethod;
import org.recu.data.DataSource;
import org.recu.lowering.Arithmetic;
import org.recu.run.RunFolder;
import org.recu.teacher.TeacherOptions;
import org.recu.train.BatchSizes;
import org.recu.train.ComputeOptions;
import org.recu.train.DataOptions;
import org.recu.train.NetworkOptions;
import org.recu.train.OptimizerOptions;
import org.recu.train.PretrainedOptions;
import org.recu.train.RunOptions;
import org.recu.train.ScheduleOptions;
import org.recu.train.TrainOptions;

/** Builds the trainer's options and rejects invalid combinations. */
final class TrainOptionsReader {

  private final Answers answers;

  TrainOptionsReader(Answers answers) {
    this.answers = answers;
  }

  /** The trainer's options. */
  TrainOptions read() throws UsageException {
    // Which of several errors is shown depends on this order.
    ScheduleOptions schedule = schedule();
    String network = TeachingSettings.network(answers);
    DataOptions data = data();
    Optional<TeacherOptions> teacher = TeachingSettings.teacher(answers);
    return new TrainOptions(
        new NetworkOptions(
            network,
            BinarizationMethod.valueOf(upper(answers.get(TrainSettings.BINARIZER))),
            pretrained()),
        answers.get(TrainSettings.SEED),
        new ComputeOptions(
            DeviceSettings.devices(answers),
            arithmetic(answers),
            answers.flag(DeviceSettings.SYNC_BN)),
        data,
        schedule,
        new OptimizerOptions(
            OptimizerOptions.Kind.valueOf(upper(answers.get(TrainSettings.OPTIMIZER))),
            answers.get(TrainSettings.MOMENTUM),
            answers.get(TrainSettings.WEIGHT_DECAY),
            OptimizerOptions.Decayed.valueOf(upper(answers.get(TrainSettings.DECAYED)))),
        teacher,
        run(schedule.epochs()));
  }

  /** The GPU's number; empty for the CPU. */
  static OptionalInt gpu(String word) {
    return word.equals("cpu") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(word));
  }

  /** Arithmetic of a training step's convolutions. */
  static Arithmetic arithmetic(Answers answers) throws UsageException {
    return answers.flag(TrainSettings.MIXED_PRECISION) ? Arithmetic.MIXED : Arithmetic.FLOAT32;
  }

  /** The run's folder. */
  static Path folder(Answers answers) throws UsageException {
    return Path.of(answers.get(TrainSettings.RESULTS_DIR))
        .resolve(answers.get(TrainSettings.SAVE))
        .normalize();
  }

  private DataOptions data() throws UsageException {
    DataSource source = SourceReader.read(answers);
    if (answers.flag(TrainSettings.RESUME)) {
      source = source.withListings(new RunFolder(folder(answers)).listings());
    }
    return new DataOptions(
        source,
        new DataOptions.Limits(
            number(TrainSettings.LIMIT_TRAIN),
            number(SharedSettings.LIMIT_TEST),
            SourceReader.limitBy(answers)),
        new DataOptions.Reading(
            answers.get(SharedSettings.WORKERS), SourceReader.badImages(answers)),
        new DataOptions.Randomness(
            !answers.flag(TrainSettings.NO_AUGMENT), !answers.flag(TrainSettings.NO_SHUFFLE)),
        new BatchSizes(
            answers.get(TrainSettings.BATCH_SIZE), answers.get(SharedSettings.BATCH_SIZE_TEST)));
  }

  private Optional<PretrainedOptions> pretrained() throws UsageException {
    Optional<Path> path = answers.find(TrainSettings.PRETRAINED).map(Path::of);
    boolean partial = answers.flag(TrainSettings.PARTIAL);
    if (partial && path.isEmpty()) {
      throw new UsageException("--partial needs --pretrained: the weights to take what fits of");
    }
    Optional<PretrainedOptions> firstStage = TeachingSettings.firstStage(answers);
    if (firstStage.isPresent()) {
      if (path.isPresent()) {
        throw new UsageException(
            "--stage1 and --pretrained both say what to begin with: expected one of them");
      }
      return firstStage;
    }
    return path.map(weights -> new PretrainedOptions(weights, partial));
  }

  private ScheduleOptions schedule() throws UsageException {
    int epochs = answers.get(TrainSettings.EPOCHS);
    boolean warmUp = answers.flag(TrainSettings.WARM_UP);
    // After the warm-up, the schedule starts in the sixth epoch and falls over epochs - 4.
    if (warmUp && epochs <= 5) {
      throw new UsageException("--warm_up needs more than 5 epochs, found --epochs " + epochs);
    }
    String type = answers.get(TrainSettings.LR_TYPE);
    List<Integer> milestones = answers.find(TrainSettings.LR_DECAY_STEP).orElse(List.of());
    if (type.equals("step") && milestones.isEmpty()) {
      throw new UsageException("--lr_type step needs --lr_decay_step, such as 30 60 90");
    }
    double tauMin = answers.get(TrainSettings.TAU_MIN);
    double tauMax = answers.get(TrainSettings.TAU_MAX);
    if (tauMin > tauMax) {
      throw new UsageException(
          "--tau_max: " + tauMax + " is not a number from --tau_min (" + tauMin + ")");
    }
    return new ScheduleOptions(
        ScheduleOptions.Kind.valueOf(upper(type)),
        answers.get(TrainSettings.LR),
        epochs,
        warmUp,
        milestones,
        tauMin,
        tauMax);
  }

  private RunOptions run(int epochs) throws UsageException {
    OptionalInt startEpoch = number(TrainSettings.START_EPOCH);
    if (startEpoch.orElse(0) >= epochs) {
      throw new UsageException(
          "--start_epoch: "
              + startEpoch.getAsInt()
              + " is not a whole number below --epochs ("
              + epochs
              + ")");
    }
    return new RunOptions(
        folder(answers),
        answers.flag(TrainSettings.RESUME),
        startEpoch,
        number(TrainSettings.MAX_STEPS),
        number(TrainSettings.CHECKPOINT_STEPS),
        answers.get(TrainSettings.KEEP),
        answers.get(TrainSettings.PRINT_FREQ),
        answers.get(TrainSettings.TIME_ESTIMATE) == 1,
        answers.flag(TrainSettings.LOG_STEPS),
        !answers.flag(TrainSettings.NO_TENSORBOARD));
  }

  private OptionalInt number(Setting<Integer> setting) throws UsageException {
    return answers.find(setting).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
