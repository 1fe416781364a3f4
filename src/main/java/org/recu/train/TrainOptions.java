package org.recu.train;

import java.util.Optional;
import java.util.OptionalInt;
import org.recu.lowering.Arithmetic;
import org.recu.teacher.TeacherOptions;

/**
 * Everything that a training run is told, as resolved: defaults of the data set filled in.
 *
 * @param model name of the network, such as {@code resnet20_1w1a}
 * @param seed of starting values, order and augmentation, as drawn where none was given
 * @param gpu number of the GPU to use; empty for the CPU
 * @param batchSize images a training step
 * @param testBatchSize images an evaluation step
 * @param data what is read
 * @param schedule learning rate and tau
 * @param optimizer the update rule
 * @param arithmetic of the convolutions
 * @param teacher whose logits it learns from; empty where it learns from the labels
 * @param pretrained weights that it begins with; empty for starting values by chance
 * @param run the run's folder
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
    RunOptions run) {}
