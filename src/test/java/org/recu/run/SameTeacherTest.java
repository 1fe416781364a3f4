package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.cluster.PairedTeam;
import org.recu.cluster.Team;
import org.recu.teacher.TeacherOptions;

/** Two machines, each with a teacher's file of its own. */
final class SameTeacherTest {

  private static final String SAME = "the same";

  @TempDir private Path machines;

  @Test
  void require_copiesOfOneFile_isTheSame() throws Exception {
    Files.writeString(file(0), "weights");
    Files.writeString(file(1), "weights");
    assertThat(PairedTeam.both(this::required)).containsExactly(SAME, SAME);
  }

  @Test
  void require_otherFile_bothNameTheChecksums() throws Exception {
    Files.writeString(file(0), "weights");
    Files.writeString(file(1), "123456789");
    List<String> said = PairedTeam.both(this::required);
    assertThat(said.get(0))
        .isEqualTo(said.get(1))
        .matches(
            "the checksum of teacher resnet34 differs: worker 0 has [0-9a-f]{8}, worker 1 has"
                + " e3069283");
  }

  @Test
  void require_missingOnOneMachine_theOtherHearsWhich() throws Exception {
    Files.writeString(file(0), "weights");
    List<String> said = PairedTeam.both(this::required);
    assertThat(said.get(0)).isEqualTo("worker 1: " + said.get(1)).contains("1.pth");
  }

  @Test
  void require_alone_readsNothing() throws IOException {
    SameTeacher.require(teacher(0), Team.alone());
  }

  private String required(Team team) {
    try {
      SameTeacher.require(teacher(team.task()), team);
      return SAME;
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private TeacherOptions teacher(int machine) {
    return new TeacherOptions("resnet34", Optional.of(file(machine)), Optional.empty(), false);
  }

  private Path file(int machine) {
    return machines.resolve(machine + ".pth");
  }
}
