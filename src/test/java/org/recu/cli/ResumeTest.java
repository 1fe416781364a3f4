package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.data.pipeline.LimitBy;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;
import org.recu.run.FreshRun;
import org.recu.run.Machine;
import org.recu.run.RunConfig;
import org.recu.run.Versions;
import org.recu.train.ScheduleOptions;

/**
 * Which options a resumed run takes from its {@code config.json}, and which from the command line.
 */
final class ResumeTest {

  /** The stored options of a run that was given only the first seven. */
  private final Map<String, Object> stored = new LinkedHashMap<>();

  @BeforeEach
  void storeOptions() {
    stored.put("model", "resnet20_1w1a");
    stored.put("dataset", "shapes");
    stored.put("seed", 4711);
    stored.put("epochs", 90);
    stored.put("lr", 0.05);
    stored.put("warm_up", true);
    stored.put("weight_decay", 1.0E-4);
    stored.put("gpus", "cpu");
    stored.put("workers", 4);
    stored.put("no_augment", false);
    stored.put("limit_train", null);
    stored.put("lr_decay_step", null);
    stored.put("max_steps", 30);
    stored.put("results_dir", "elsewhere");
    stored.put("save", "old-name");
    stored.put("lr_type", "cos");
    stored.put("log_steps", true);
  }

  @Test
  void resume_nothingTyped_goesOnAsTheRunWasTold() throws Exception {
    TrainInvocation invocation = resume("");
    assertThat(invocation.options().network().name()).isEqualTo("resnet20_1w1a");
    assertThat(invocation.options().seed()).isEqualTo(4711);
    assertThat(invocation.options().compute().devices()).isEqualTo(DeviceGroup.of(Device.cpu()));
    assertThat(invocation.options().data().source().name()).isEqualTo("shapes");
    assertThat(invocation.options().data().reading().workers()).isEqualTo(4);
    assertThat(invocation.options().data().randomness().augment()).isTrue();
    assertThat(invocation.options().schedule().epochs()).isEqualTo(90);
    assertThat(invocation.options().schedule().learningRate()).isEqualTo(0.05);
    assertThat(invocation.options().schedule().warmUp()).isTrue();
    assertThat(invocation.options().optimizer().weightDecay()).isEqualTo(1e-4);
    assertThat(invocation.options().run().resume()).isTrue();
    assertThat(invocation.options().run().logSteps()).isTrue();
    assertThat(invocation.resolved().values()).containsEntry("limit_train", null);
  }

  @Test
  void resume_whatConcernsOneCall_isNotStored() throws Exception {
    TrainInvocation invocation = resume("");
    assertThat(invocation.options().run().maxSteps()).isEmpty();
    assertThat(invocation.options().run().folder()).isEqualTo(Path.of("results/run"));
    assertThat(resume("--max_steps 5").options().run().maxSteps()).isEqualTo(OptionalInt.of(5));
  }

  @Test
  void resume_whatMayChange_isTaken() throws Exception {
    TrainInvocation invocation =
        resume(
            "--workers 1 --print_freq 7 --time_estimate 0 --gpus 0,1 --keep 9 --checkpoint_steps 2"
                + " --batch_size_test 5 --data_path other --limit_test 6");
    assertThat(invocation.options().data().reading().workers()).isEqualTo(1);
    assertThat(invocation.options().data().source().path()).contains(Path.of("other"));
    assertThat(invocation.options().data().limits().test()).hasValue(6);
    assertThat(invocation.options().compute().devices())
        .isEqualTo(new DeviceGroup(List.of(Device.gpu(0), Device.gpu(1))));
    assertThat(invocation.options().data().batchSizes().evaluation()).isEqualTo(5);
    assertThat(invocation.options().run().printFreq()).isEqualTo(7);
    assertThat(invocation.options().run().timeEstimate()).isFalse();
    assertThat(invocation.options().run().keep()).isEqualTo(9);
    assertThat(invocation.options().run().checkpointSteps()).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--model resnet20_1w1a",
        "--lr 0.0500",
        "--weight_decay 1e-4",
        "--seed 4711",
        "--seed 0",
        "--warm_up",
        "--epochs 90",
        "--batch_size 256"
      })
  void resume_theSameTypedAgain_isNoContradiction(String typed) throws Exception {
    assertThat(resume(typed).options()).isEqualTo(resume("").options());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model resnet18_1w1a | --model resnet18_1w1a contradicts the run's resnet20_1w1a",
        "--dataset cifar100 | --dataset cifar100 contradicts the run's shapes",
        "--lr 0.1 | --lr 0.1 contradicts the run's 0.05",
        "--seed 3 | --seed 3 contradicts the run's 4711",
        "-b 128 | --batch_size 128 contradicts the run's 256",
        "--no_augment | --no_augment contradicts the run, which does without",
        "--limit_train 9 | --limit_train 9 contradicts the run, which does without",
        "--epochs 100 | --epochs 100 contradicts the run's 90: with --lr_type cos the learning"
            + " rate depends on the last epoch",
      })
  void resume_contradiction_isRefusedByName(String typed, String message) {
    assertThatThrownBy(() -> resume(typed)).isInstanceOf(UsageException.class).hasMessage(message);
  }

  @Test
  void resume_moreEpochsWithSteps_isTaken() throws Exception {
    stored.put("lr_type", "step");
    stored.put("lr_decay_step", List.of(30, 60));
    ScheduleOptions schedule = resume("--epochs 120").options().schedule();
    assertThat(schedule.epochs()).isEqualTo(120);
    assertThat(schedule.milestones()).containsExactly(30, 60);
    assertThat(schedule.kind()).isEqualTo(ScheduleOptions.Kind.STEP);
  }

  @Test
  void resume_limitOfARunOlderThanSamples_isTheFirstImages() throws Exception {
    assertThat(resume("").options().data().limits().by()).isEqualTo(LimitBy.SAMPLE);
    stored.put("limit_train", 300);
    TrainInvocation older = resume("");
    assertThat(older.options().data().limits().by()).isEqualTo(LimitBy.FIRST);
    // Stored from now on.
    assertThat(older.resolved().values()).containsEntry("limit_by", "first");
    assertThatThrownBy(() -> resume("--limit_by sample"))
        .hasMessage("--limit_by sample contradicts the run's first");
    stored.put("limit_by", "sample");
    assertThat(resume("").options().data().limits().by()).isEqualTo(LimitBy.SAMPLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--lr_type step", "--lr_type linear"})
  void resume_anotherSchedule_isRefused(String typed) {
    assertThatThrownBy(() -> resume(typed))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("contradicts the run's cos");
  }

  @Test
  void resume_damagedConfig_isAFailure() {
    stored.put("epochs", "many");
    assertThatThrownBy(() -> resume(""))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "config.json of the run is damaged: --epochs: many is not a whole number from 1 to"
                + " 1000000");
  }

  @Test
  void resume_whatBeginResolved_throughTheFile_isTheSame(@TempDir Path folder) throws Exception {
    List<String> words =
        List.of("--dataset", "shapes", "--lr", "0.3", "--lr_type", "step", "--lr_decay_step", "2");
    FreshRun fresh = new FreshRun(Clock.systemUTC(), () -> 5);
    TrainInvocation begun = TrainCommandLine.parse(words).begin(fresh);
    Path file = folder.resolve("config.json");
    new RunConfig(begun.resolved().values(), new Versions("0", "0", "17"), Machine.here())
        .write(file);
    TrainInvocation resumed =
        TrainCommandLine.parse(List.of("--resume", "--save", "run"))
            .resume(RunConfig.read(file).options());
    assertThat(resumed.options().schedule()).isEqualTo(begun.options().schedule());
    assertThat(resumed.options().optimizer()).isEqualTo(begun.options().optimizer());
    // Only a resumed run already has a list of files.
    assertThat(resumed.options().data())
        .usingRecursiveComparison()
        .ignoringFields("source.listings")
        .isEqualTo(begun.options().data());
    assertThat(begun.options().data().source().listings()).isEmpty();
    assertThat(resumed.options().data().source().listings())
        .contains(resumed.options().run().folder().resolve("listing"));
    assertThat(resumed.options().seed()).isEqualTo(5);
  }

  private TrainInvocation resume(String typed) throws UsageException, IOException {
    String all = "--resume --save run " + typed;
    return TrainCommandLine.parse(List.of(all.strip().split(" ", -1))).resume(stored);
  }
}
