package org.recu.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.recu.binarize.BinarizationMethod;
import org.recu.data.DataSource;
import org.recu.data.catalog.Datasets;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;
import org.recu.lowering.Arithmetic;
import org.recu.teacher.TeacherOptions;

/**
 * All options of a training run. {@link #of} fills in the published defaults; each {@code with}
 * method changes one option.
 *
 * @param network that is trained, and what it starts from
 * @param seed of initial values, shuffling and augmentation, at least 1
 * @param compute device and arithmetic
 * @param data the data set and how it is read
 * @param schedule learning rate and tau
 * @param optimizer the update rule
 * @param teacher provides the logits to learn from; empty to learn from the labels
 * @param run the run's folder and when files are written
 */
public record TrainOptions(
    NetworkOptions network,
    long seed,
    ComputeOptions compute,
    DataOptions data,
    ScheduleOptions schedule,
    OptimizerOptions optimizer,
    Optional<TeacherOptions> teacher,
    RunOptions run) {

  /**
   * A new run with the published defaults for its data set, and a random seed.
   *
   * @param model name of the network, such as {@code resnet20_1w1a}
   * @param source the data set
   * @param folder of the run, which must not contain a run yet
   * @throws IllegalArgumentException if there is no data set of that name
   */
  public static TrainOptions of(String model, DataSource source, Path folder) {
    TrainingDefaults defaults =
        TrainingDefaults.of(Datasets.descriptor(source.name()).preset(source.imageSize()));
    return new TrainOptions(
        new NetworkOptions(model, BinarizationMethod.RECU, Optional.empty()),
        ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE),
        new ComputeOptions(DeviceGroup.of(Device.gpu(0)), Arithmetic.FLOAT32, false),
        DataOptions.of(source, defaults.batchSizes()),
        new ScheduleOptions(
            ScheduleOptions.Kind.COS, 0.1, defaults.epochs(), false, List.of(), 0.85, 0.99),
        new OptimizerOptions(
            OptimizerOptions.Kind.SGD, 0.9, defaults.weightDecay(), defaults.decayed()),
        Optional.empty(),
        RunOptions.in(folder));
  }

  /** These options with another seed, at least 1. */
  public TrainOptions withSeed(long other) {
    return new TrainOptions(network, other, compute, data, schedule, optimizer, teacher, run);
  }

  /** These options with other data, such as a part of the data set. */
  public TrainOptions with(DataOptions other) {
    return new TrainOptions(network, seed, compute, other, schedule, optimizer, teacher, run);
  }

  /** These options with another schedule. */
  public TrainOptions with(ScheduleOptions other) {
    return new TrainOptions(network, seed, compute, data, other, optimizer, teacher, run);
  }

  /** These options with other run options, such as to resume the run. */
  public TrainOptions with(RunOptions other) {
    return new TrainOptions(network, seed, compute, data, schedule, optimizer, teacher, other);
  }

  /** These options with another number of images per training step. */
  public TrainOptions withBatchSize(int images) {
    return with(data.with(new BatchSizes(images, data.batchSizes().evaluation())));
  }

  /** These options with another number of epochs. */
  public TrainOptions withEpochs(int epochs) {
    return with(schedule.withEpochs(epochs));
  }
}
