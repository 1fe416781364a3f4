package org.recu.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.CheckpointStore;
import org.recu.checkpoint.RunDescription;
import org.recu.cluster.Team;
import org.recu.console.Console;
import org.recu.data.DataSource;
import org.recu.data.catalog.Datasets;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;
import org.recu.record.RecordFiles;
import org.recu.record.RecordOptions;
import org.recu.record.RunRecord;

final class LearnerTest {

  @TempDir Path temp;

  @Test
  void save_fails_isNotTakenForSaved() throws IOException {
    Path store = Files.createFile(temp.resolve("file")).resolve("checkpoints");
    DataSource source = DataSource.of("shapes", Optional.empty());
    TrainOptions options = TrainOptions.of("resnet20_1w1a", source, temp.resolve("run"));
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    RunProgress progress = RunProgress.startingAt(0);
    Schedule schedule = new Schedule(options.schedule());
    try (RunRecord record =
            RunRecord.begin(
                Console.of(nowhere, nowhere),
                new RecordFiles(temp),
                new RecordOptions(1, 1, false, false, false),
                Clock.systemUTC());
        Learner failing = learner(options, source, record, store);
        Learner saving = learner(options, source, record, temp.resolve("checkpoints"))) {
      assertThatThrownBy(() -> failing.save(progress, schedule))
          .isInstanceOf(CheckpointException.class);
      assertThat(failing.savedAt(progress.position())).isFalse();
      saving.save(progress, schedule);
      assertThat(saving.savedAt(progress.position())).isTrue();
    }
  }

  private static Learner learner(
      TrainOptions options, DataSource source, RunRecord record, Path checkpoints)
      throws IOException {
    RunContext context =
        new RunContext(
            new RunDescription(1, 1, 1, "{}", Map.of(), 1),
            new CheckpointStore(checkpoints),
            record,
            DeviceGroup.of(Device.cpu()),
            Optional.empty(),
            () -> false,
            Team.alone());
    return new Learner(
        RunModel.of(options, Datasets.info(source)),
        options,
        1,
        context,
        new Start(Optional.empty(), Optional.empty()));
  }
}
