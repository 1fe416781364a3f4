package org.recu.run;

import java.io.IOException;
import org.recu.cluster.Stage;
import org.recu.cluster.Team;
import org.recu.files.TreeChecksum;
import org.recu.teacher.TeacherOptions;

/** Makes sure that all workers learn from the same teacher, which each reads from its own disk. */
final class SameTeacher {

  private SameTeacher() {}

  /**
   * Compares the files of all workers; nothing to do for a process that trains alone.
   *
   * @throws IOException if the teacher cannot be read here or at another worker, or differs
   */
  static void require(TeacherOptions teacher, Team team) throws IOException {
    if (team.isAlone()) {
      return;
    }
    String own = Stage.of(team, () -> TreeChecksum.of(teacher.source()));
    Stage.requireEqual(team, own, Stage.in("the checksum of teacher " + teacher.name()));
  }
}
