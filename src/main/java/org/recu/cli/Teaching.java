package org.recu.cli;

import java.io.IOException;
import java.util.Optional;
import org.recu.graph.Device;
import org.recu.teacher.Teacher;
import org.recu.teacher.TeacherOptions;
import org.recu.train.TrainingData;

/**
 * Where a run's student and its teacher are at work. Owns the teacher.
 *
 * @param device of both
 * @param teacher empty where the student learns from the labels
 */
record Teaching(Device device, Optional<Teacher> teacher) implements AutoCloseable {

  /**
   * Opens the teacher, if there is to be one.
   *
   * @throws IOException where it cannot teach the set
   */
  static Teaching open(Optional<TeacherOptions> options, TrainingData data, Device device)
      throws IOException {
    return new Teaching(
        device,
        options.isPresent()
            ? Optional.of(Teacher.open(options.get(), data.info(), data.inOrder(), device))
            : Optional.empty());
  }

  @Override
  public void close() {
    teacher.ifPresent(Teacher::close);
  }
}
