package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.graph.Device;
import org.recu.graph.DeviceGroup;

/**
 * Runs on two devices of the CPU. The last batch has one image, so that one device goes without.
 */
final class SeveralDevicesRunTest {

  private static final String LAST = "epoch-0001";

  @TempDir private Path results;

  @Test
  void resume_stoppedRunOfTwoDevices_endsWithTheSameBytes() throws Exception {
    SmallRun whole = new SmallRun(results.resolve("whole"));
    SmallRun stopped = new SmallRun(results.resolve("stopped"));
    train(two(whole, "--sync_bn"));
    train(two(stopped, "--sync_bn", "--max_steps", "4"));
    Program resumed = train(stopped.resume());
    assertThat(resumed.err()).isEmpty();
    assertThat(stopped.variables(LAST)).isEqualTo(whole.variables(LAST));
    assertThat(stopped.timelessMetrics()).isEqualTo(whole.timelessMetrics());
  }

  @Test
  void resume_withAnotherNumberOfDevices_saysThatTheNumbersPart() throws Exception {
    SmallRun run = new SmallRun(results.resolve("fewer"));
    train(two(run, "--max_steps", "1"));
    Program resumed = train(run.resume("--gpus", "cpu", "--max_steps", "1"));
    assertThat(resumed.errLines())
        .containsExactly(
            "recu: the run was on 2 devices and goes on with 1: from here on its numbers part from"
                + " those of a run that stays, as each device normalises by its own images");
  }

  @Test
  void train_gpusThatAreNotThere_isOnTheCpuAsOneDevice() throws Exception {
    assumeThat(DeviceGroup.of(Device.gpu(0)).isAvailable()).as("a GPU is there").isFalse();
    SmallRun gpus = new SmallRun(results.resolve("gpus"));
    SmallRun cpu = new SmallRun(results.resolve("cpu"));
    Program said = train(two(gpus, "--max_steps", "1", "--gpus", "0,1"));
    assertThat(said.errLines())
        .containsExactly("recu: no GPU is visible to TensorFlow: running on the CPU");
    train(two(cpu, "--max_steps", "1", "--gpus", "cpu"));
    String first = "epoch-0000-step-000001";
    assertThat(gpus.variables(first)).isEqualTo(cpu.variables(first));
  }

  private static String[] two(SmallRun run, String... more) {
    String[] words = new String[more.length + 6];
    String[] devices = {"--gpus", "cpu:2", "--limit_train", "31", "--limit_test", "16"};
    System.arraycopy(devices, 0, words, 0, devices.length);
    System.arraycopy(more, 0, words, devices.length, more.length);
    return run.beginReal(words);
  }

  private static Program train(String... words) {
    Program program = Program.run(words);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(Recu.DONE);
    return program;
  }
}
