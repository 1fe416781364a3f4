package org.recu.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.recu.model.Models;
import org.recu.teacher.PixelScale;
import org.recu.teacher.TeacherOptions;

/** The options of two-stage training and of a teacher, and how they are read. */
final class TeachingSettings {

  /** Stands for no teacher, to take back one that a recipe names. */
  private static final String NONE = "none";

  static final Setting<Integer> STAGE =
      Setting.of(
              "stage",
              Value.wholeNumber(1, 2),
              "of two-stage training: 1 trains with real weights and binary activations, 2 with both"
                  + " binary")
          .byDefault("2");

  static final Setting<String> TEACHER =
      Setting.of(
          "teacher",
          Value.word("PATH", "a SavedModel, a run or a checkpoint"),
          "learn from the logits of this model instead of the labels: a SavedModel, a run or a"
              + " checkpoint; none for no teacher");

  static final Setting<String> TEACHER_PIXELS =
      Setting.of(
          "teacher_pixels",
          Value.oneOf("SCALE", List.of("bytes", "unit", "normalized")),
          "what a teacher that takes float32 is given: bytes (0 to 255), unit (0 to 1), or"
              + " normalized by the data set's mean and std");

  static final SettingTable.Group GROUP =
      SettingTable.Group.of("Two-stage training and teacher", STAGE, TEACHER, TEACHER_PIXELS);

  private TeachingSettings() {}

  /** The name of the network that is trained, which in stage 1 is another. */
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

  /** The teacher; empty where none was named. */
  static Optional<TeacherOptions> teacher(Answers answers) throws UsageException {
    Optional<String> name = answers.find(TEACHER).filter(word -> !word.equals(NONE));
    Optional<PixelScale> pixels =
        answers
            .find(TEACHER_PIXELS)
            .map(word -> PixelScale.valueOf(word.toUpperCase(Locale.ROOT)));
    if (name.isEmpty()) {
      if (pixels.isPresent()) {
        throw new UsageException("--teacher_pixels needs --teacher");
      }
      return Optional.empty();
    }
    return Optional.of(new TeacherOptions(name.get(), Optional.empty(), pixels, false));
  }
}
