package org.recu.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.data.DataSource;
import org.recu.data.ImageOptions;
import org.recu.lowering.Arithmetic;
import org.recu.model.Models;
import org.recu.teacher.TeacherOptions;
import org.recu.train.DataOptions;
import org.recu.train.OptimizerOptions;
import org.recu.train.PretrainedOptions;
import org.recu.train.RunOptions;
import org.recu.train.ScheduleOptions;
import org.recu.train.TrainOptions;

/**
 * The options of a run started from Java, under their names in {@code config.json} and on the
 * command line, so that {@code recu train --resume} can resume it.
 */
final class ConfigOptions {

  private final Map<String, Object> values = new LinkedHashMap<>();

  private ConfigOptions() {}

  /** All options by name, in the order of {@code config.json}. */
  static Map<String, Object> of(TrainOptions options) {
    ConfigOptions config = new ConfigOptions();
    config.model(options);
    config.data(options);
    config.schedule(options.schedule());
    config.optimizer(options.optimizer());
    config.put("mixed_precision", options.compute().arithmetic() == Arithmetic.MIXED);
    config.teaching(options);
    config.run(options.run());
    config.machines();
    config.experiments(options);
    config.put("quiet", false);
    config.put("verbose", false);
    config.put("log_format", "text");
    return config.values;
  }

  private void model(TrainOptions options) {
    String name = options.network().name();
    Optional<PretrainedOptions> pretrained = options.network().pretrained();
    put("model", twoStage(name).orElse(name));
    put("binarizer", lower(options.network().binarization()));
    put("dataset", options.data().source().name());
    put("recipe", null);
    put("pretrained", pretrained.map(weights -> weights.path().toString()).orElse(null));
    put("partial", pretrained.map(PretrainedOptions::partial).orElse(false));
    put("seed", options.seed());
    put("gpus", DeviceNames.of(options.compute().devices()));
    put("sync_bn", options.compute().syncBatchNorm());
  }

  private void data(TrainOptions options) {
    DataOptions data = options.data();
    DataSource source = data.source();
    ImageOptions images = source.images();
    put("data_path", source.path().map(Path::toString).orElse(null));
    put("image_size", number(source.imageSize()));
    put("batch_size", data.batchSizes().training());
    put("batch_size_test", data.batchSizes().evaluation());
    put("workers", data.reading().workers());
    put("use_dali", images.fast());
    put("cache", lower(images.cache()));
    put("lighting", images.lighting() > 0 ? images.lighting() : null);
    put("on_bad_image", lower(data.reading().badImages()));
  }

  private void schedule(ScheduleOptions schedule) {
    put("epochs", schedule.epochs());
    put("start_epoch", null);
    put("lr", schedule.learningRate());
    put("lr_type", lower(schedule.kind()));
    put("lr_decay_step", schedule.milestones().isEmpty() ? null : schedule.milestones());
    put("warm_up", schedule.warmUp());
    put("tau_min", schedule.tauMin());
    put("tau_max", schedule.tauMax());
  }

  private void optimizer(OptimizerOptions optimizer) {
    put("optimizer", lower(optimizer.kind()));
    put("momentum", optimizer.momentum());
    put("weight_decay", optimizer.weightDecay());
    put("decayed", lower(optimizer.decayed()));
  }

  private void teaching(TrainOptions options) {
    Optional<TeacherOptions> teacher = options.teacher();
    put("stage", twoStage(options.network().name()).isPresent() ? 1 : 2);
    put("stage1", null);
    put("teacher", teacher.map(TeacherOptions::name).orElse(null));
    put(
        "teacher_weights",
        teacher.flatMap(TeacherOptions::weights).map(Path::toString).orElse(null));
    put(
        "teacher_pixels",
        teacher.flatMap(TeacherOptions::pixels).map(ConfigOptions::lower).orElse(null));
    put("cache_teacher", teacher.map(TeacherOptions::cached).orElse(false));
  }

  private void run(RunOptions run) {
    Path parent = run.folder().getParent();
    put("results_dir", parent == null ? "." : parent.toString());
    put("save", run.folder().getFileName().toString());
    put("resume", run.resume());
    put("checkpoint_steps", number(run.checkpointSteps()));
    put("keep", run.keep());
    put("print_freq", run.printFreq());
    put("time_estimate", run.timeEstimate() ? 1 : 0);
    put("no_tensorboard", !run.tensorBoard());
    values.put("start_epoch", number(run.startEpoch()));
  }

  /** A run that Java starts is one process. */
  private void machines() {
    put("hosts", null);
    put("task", null);
    put("peer_timeout", 300);
  }

  private void experiments(TrainOptions options) {
    DataOptions data = options.data();
    put("no_augment", !data.randomness().augment());
    put("no_shuffle", !data.randomness().shuffle());
    put("limit_train", number(data.limits().training()));
    put("limit_test", number(data.limits().test()));
    put("limit_by", lower(data.limits().by()));
    put("max_steps", number(options.run().maxSteps()));
    put("log_steps", options.run().logSteps());
  }

  /** The two-stage network with first stage {@code name}; empty for a one-stage network. */
  private static Optional<String> twoStage(String name) {
    return Models.twoStageNames().stream()
        .filter(second -> Models.firstStage(second).filter(name::equals).isPresent())
        .findFirst();
  }

  private void put(String name, Object value) {
    values.put(name, value);
  }

  private static Integer number(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
