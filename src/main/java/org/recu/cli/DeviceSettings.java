package org.recu.cli;

import org.recu.graph.DeviceGroup;
import org.recu.run.DeviceNames;

/** The options that say where a run trains. */
final class DeviceSettings {

  static final Setting<String> GPUS =
      Setting.of(
              SharedSettings.GPUS.name(),
              Value.matching(
                  "LIST", word -> DeviceNames.parse(word).isPresent(), DeviceNames.EXPECTED),
              "numbers of the GPUs that share each batch, such as 0 or 0,1, or cpu, or cpu:N for N"
                  + " devices on the CPU; without a GPU the CPU is used, as one device")
          .byDefault("0")
          .onResume(OnResume.FREE);

  static final Setting<Boolean> SYNC_BN =
      Setting.of(
              "sync_bn",
              Value.flag(),
              "several devices or workers normalise by the statistics of the whole batch, so that a step is"
                  + " that of one device but for rounding; otherwise each by those of its own"
                  + " images, and the running statistics are the first's, as in the published"
                  + " program")
          .onResume(OnResume.FREE);

  private DeviceSettings() {}

  /** The first of some devices, on which a model is evaluated. */
  static String first(String names) {
    return DeviceNames.of(DeviceGroup.of(DeviceNames.parse(names).orElseThrow().first()));
  }

  /** The devices that are asked for. */
  static DeviceGroup devices(Answers answers) throws UsageException {
    return DeviceNames.parse(answers.get(GPUS)).orElseThrow();
  }
}
