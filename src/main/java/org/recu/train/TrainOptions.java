package org.recu.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.recu.data.DataSource;
import org.recu.data.pipeline.BadImages;
import org.recu.lowering.Arithmetic;
import org.recu.teacher.TeacherOptions;

/**
 * All options of a training run. {@link #of} fills in the published defaults; each {@code with}
 * method changes one option.
 *
 * @param model name of the network, such as {@code resnet20_1w1a}
 * @param seed of initial values, shuffling and augmentation, at least 1
 * @param gpu number of the GPU to use; empty for the CPU
 * @param batchSize images per training step
 * @param testBatchSize images per evaluation step
 * @param data the data set and how it is read
 * @param schedule learning rate and tau
 * @param optimizer the update rule
 * @param arithmetic of the convolutions
 * @param teacher provides the logits to learn from; empty to learn from the labels
 * @param pretrained weights to start from; empty for random ones
 * @param run the run's folder and when files are written
 */
public record TrainOptions(
    String model,
    long seed,
    OptionalInt gpu,
    int batchSize,
    int testBatchSize,
    DataOptions data,
    ScheduleOptions schedule,
    OptimizerOptions optimizer,
    Arithmetic arithmetic,
    Optional<TeacherOptions> teacher,
    Optional<PretrainedOptions> pretrained,
    RunOptions run) {

  /** Data sets that get the published defaults for large images, whatever their image size. */
  private static final List<String> LARGE = List.of("imagenet", "tinyimagenet");

  /** Image size in pixels from which a folder of images gets the defaults for large images. */
  private static final int LARGE_SIZE = 64;

  private static final int USUAL_SIZE = 224;

  /**
   * A new run with the published defaults for its data set, and a random seed.
   *
   * @param model name of the network, such as {@code resnet20_1w1a}
   * @param source the data set
   * @param folder of the run, which must not contain a run yet
   */
  public static TrainOptions of(String model, DataSource source, Path folder) {
    boolean large =
        LARGE.contains(source.name())
            || (source.name().equals("folder")
                && source.imageSize().orElse(USUAL_SIZE) >= LARGE_SIZE);
    return new TrainOptions(
        model,
        ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE),
        OptionalInt.of(0),
        large ? 512 : 256,
        large ? 256 : 128,
        new DataOptions(
            source, 8, BadImages.STOP, true, true, OptionalInt.empty(), OptionalInt.empty()),
        new ScheduleOptions(
            ScheduleOptions.Kind.COS, 0.1, large ? 200 : 600, false, List.of(), 0.85, 0.99),
        new OptimizerOptions(
            OptimizerOptions.Kind.SGD,
            0.9,
            large ? 1e-4 : 5e-4,
            large ? OptimizerOptions.Decayed.CONV_FC : OptimizerOptions.Decayed.ALL),
        Arithmetic.FLOAT32,
        Optional.empty(),
        Optional.empty(),
        RunOptions.in(folder));
  }

  /** These options with another seed, at least 1. */
  public TrainOptions withSeed(long other) {
    return new TrainOptions(
        model,
        other,
        gpu,
        batchSize,
        testBatchSize,
        data,
        schedule,
        optimizer,
        arithmetic,
        teacher,
        pretrained,
        run);
  }

  /** These options with another number of images per training step. */
  public TrainOptions withBatchSize(int images) {
    return new TrainOptions(
        model,
        seed,
        gpu,
        images,
        testBatchSize,
        data,
        schedule,
        optimizer,
        arithmetic,
        teacher,
        pretrained,
        run);
  }

  /** These options with other data, such as a part of the data set. */
  public TrainOptions with(DataOptions other) {
    return new TrainOptions(
        model,
        seed,
        gpu,
        batchSize,
        testBatchSize,
        other,
        schedule,
        optimizer,
        arithmetic,
        teacher,
        pretrained,
        run);
  }

  /** These options with another schedule. */
  public TrainOptions with(ScheduleOptions other) {
    return new TrainOptions(
        model,
        seed,
        gpu,
        batchSize,
        testBatchSize,
        data,
        other,
        optimizer,
        arithmetic,
        teacher,
        pretrained,
        run);
  }

  /** These options with other run options, such as to resume the run. */
  public TrainOptions with(RunOptions other) {
    return new TrainOptions(
        model,
        seed,
        gpu,
        batchSize,
        testBatchSize,
        data,
        schedule,
        optimizer,
        arithmetic,
        teacher,
        pretrained,
        other);
  }

  /** These options with another number of epochs. */
  public TrainOptions withEpochs(int epochs) {
    return with(schedule.withEpochs(epochs));
  }
}
