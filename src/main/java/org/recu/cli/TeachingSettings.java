package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.recu.model.Models;
import org.recu.teacher.PixelScale;
import org.recu.teacher.TeacherOptions;
import org.recu.train.PretrainedOptions;

/** The options of two-stage training and of a teacher. */
final class TeachingSettings {

  /** Torchvision networks that can be named as teachers. */
  private static final List<String> NAMED = List.of("resnet18", "resnet34", "resnet50");

  /** The recipe that does not start from random weights. */
  private static final String SECOND = "two-stage-2";

  /** Overrides the teacher of a recipe: no teacher. */
  private static final String NONE = "none";

  static final Setting<Integer> STAGE =
      Setting.of(
              "stage",
              Value.wholeNumber(1, 2),
              "of two-stage training: 1 trains with real weights and binary activations, 2 with both"
                  + " binary")
          .byDefault("2");

  static final Setting<String> STAGE1 =
      Setting.of(
          "stage1",
          Value.word("PATH", "a run folder, a checkpoint or a PyTorch file"),
          "start stage 2 from the weights of this first stage: a run folder, a checkpoint or a"
              + " .pth.tar; what was loaded is listed");

  static final Setting<String> TEACHER =
      Setting.of(
          "teacher",
          Value.word("MODEL", "a SavedModel, a run, a checkpoint, a packed or a PyTorch file"),
          "learn from the logits of this model instead of the labels: a SavedModel, a run, a"
              + " checkpoint, a packed or a PyTorch file; or resnet18, resnet34, resnet50 with"
              + " --teacher_weights; none for no teacher");

  static final Setting<String> TEACHER_WEIGHTS =
      Setting.of(
          "teacher_weights",
          Value.word("FILE", "a PyTorch file"),
          "torchvision's .pth of the network that --teacher names");

  static final Setting<String> TEACHER_PIXELS =
      Setting.of(
          "teacher_pixels",
          Value.oneOf("SCALE", List.of("bytes", "unit", "normalized")),
          "what a teacher that takes float32 is given: bytes (0 to 255), unit (0 to 1), or"
              + " normalized by the data set's mean and std");

  static final Setting<Boolean> CACHE_TEACHER =
      Setting.of(
          "cache_teacher",
          Value.flag(),
          "ask the teacher once for the logits of every training image and keep them; needs"
              + " --no_augment");

  static final SettingTable.Group GROUP =
      SettingTable.Group.of(
          "Two-stage training and teacher",
          STAGE,
          STAGE1,
          TEACHER,
          TEACHER_WEIGHTS,
          TEACHER_PIXELS,
          CACHE_TEACHER);

  private TeachingSettings() {}

  /** Name of the network to train, which in stage 1 differs from {@code --model}. */
  static String network(Answers answers) throws UsageException {
    String model = answers.get(SharedSettings.MODEL);
    if (answers.get(STAGE) == 2) {
      return model;
    }
    Optional<String> first = Models.firstStage(model);
    if (first.isEmpty()) {
      throw new UsageException(
          "--stage 1 is for --model "
              + String.join(" or ", Models.twoStageNames())
              + ", found --model "
              + model);
    }
    return first.get();
  }

  /** The first-stage weights that stage 2 starts from; those that fit are loaded. */
  static Optional<PretrainedOptions> firstStage(Answers answers) throws UsageException {
    Optional<Path> path = answers.find(STAGE1).map(Path::of);
    String model = answers.get(SharedSettings.MODEL);
    int stage = answers.get(STAGE);
    refuse(
        path.isPresent() && (stage != 2 || Models.firstStage(model).isEmpty()),
        "--stage1 is for --model %s with --stage 2, found --model %s with --stage %d"
            .formatted(String.join(" or ", Models.twoStageNames()), model, stage));
    boolean recipe = answers.find(TrainSettings.RECIPE).filter(SECOND::equals).isPresent();
    refuse(
        recipe && path.isEmpty() && answers.find(TrainSettings.PRETRAINED).isEmpty(),
        "--recipe " + SECOND + " needs --stage1: the run of the first stage");
    return path.map(weights -> new PretrainedOptions(weights, true));
  }

  /** The teacher; empty if none is given. */
  static Optional<TeacherOptions> teacher(Answers answers) throws UsageException {
    Optional<String> name = answers.find(TEACHER).filter(word -> !word.equals(NONE));
    Optional<PixelScale> pixels =
        answers.find(TEACHER_PIXELS).map(word -> PixelScale.valueOf(word.toUpperCase(Locale.ROOT)));
    Optional<Path> weights = answers.find(TEACHER_WEIGHTS).map(Path::of);
    boolean cached = answers.flag(CACHE_TEACHER);
    if (name.isEmpty()) {
      refuse(pixels.isPresent(), "--teacher_pixels needs --teacher");
      refuse(weights.isPresent(), "--teacher_weights needs --teacher");
      refuse(cached, "--cache_teacher needs --teacher");
      return Optional.empty();
    }
    refuse(
        cached && !answers.flag(TrainSettings.NO_AUGMENT),
        "--cache_teacher needs --no_augment: augmented images differ from epoch to epoch");
    boolean named = NAMED.contains(name.get());
    refuse(
        named && weights.isEmpty(),
        "--teacher " + name.get() + " needs --teacher_weights: torchvision's .pth file");
    refuse(
        !named && weights.isPresent(),
        "--teacher_weights is for --teacher "
            + String.join(" or ", NAMED)
            + ", found --teacher "
            + name.get());
    refuse(
        named && pixels.isPresent(),
        "--teacher_pixels is for a SavedModel that takes float32, found --teacher " + name.get());
    return Optional.of(new TeacherOptions(name.get(), weights, pixels, cached));
  }

  private static void refuse(boolean wrong, String message) throws UsageException {
    if (wrong) {
      throw new UsageException(message);
    }
  }
}
