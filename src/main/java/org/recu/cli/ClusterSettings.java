package org.recu.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.cluster.Address;
import org.recu.cluster.ClusterException;
import org.recu.cluster.ClusterOptions;
import org.recu.cluster.TfConfig;
import org.recu.data.Preset;

/** The options of a run on several machines. */
final class ClusterSettings {

  static final Setting<String> HOSTS =
      Setting.of(
              "hosts",
              Value.matching(
                  "LIST",
                  "[^,\\s]+(,[^,\\s]+)+",
                  "two or more addresses host:port, separated by commas"),
              "train on several machines: where each worker listens, such as h1:2222,h2:2222; the"
                  + " first writes the run. Without it, TF_CONFIG says so if it is set")
          .onResume(OnResume.ANEW);

  static final Setting<Integer> TASK =
      Setting.of(
              "task",
              Value.wholeNumber(0, 9_999),
              "which worker of --hosts this process is, counted from 0")
          .onResume(OnResume.ANEW);

  static final Setting<Integer> PEER_TIMEOUT =
      Setting.of(
              "peer_timeout",
              Value.wholeNumber(1, 86_400),
              "seconds that workers wait for each other, at the start and later, before they give"
                  + " up")
          .byDefault("300")
          .onResume(OnResume.ANEW);

  static final SettingTable.Group GROUP =
      SettingTable.Group.of("Several machines", HOSTS, TASK, PEER_TIMEOUT);

  private ClusterSettings() {}

  /**
   * The options that may differ between the workers: paths on a machine, what it has to compute
   * with, and what only the chief writes.
   */
  static List<Setting<?>> ofOneMachine() {
    return List.of(
        TASK,
        DeviceSettings.GPUS,
        SharedSettings.DATA_PATH,
        SharedSettings.WORKERS,
        SharedSettings.CACHE,
        TrainSettings.PRETRAINED,
        TeachingSettings.STAGE1,
        TeachingSettings.TEACHER_WEIGHTS,
        TrainSettings.RESULTS_DIR,
        TrainSettings.SAVE,
        TrainSettings.CHECKPOINT_STEPS,
        TrainSettings.KEEP,
        TrainSettings.PRINT_FREQ,
        TrainSettings.TIME_ESTIMATE,
        TrainSettings.NO_TENSORBOARD,
        TrainSettings.LOG_STEPS,
        OutputSettings.QUIET,
        OutputSettings.VERBOSE,
        OutputSettings.LOG_FORMAT);
  }

  /**
   * The workers of the run.
   *
   * @param typed the command line
   * @param environment of the process
   * @return empty if this process trains alone
   * @throws UsageException if the options, or TF_CONFIG, do not make sense
   */
  static Optional<ClusterOptions> read(Words typed, Map<String, String> environment)
      throws UsageException {
    Answers answers = new Answers(typed, Map.of(), Preset.SMALL);
    Duration timeout = Duration.ofSeconds(answers.get(PEER_TIMEOUT));
    Optional<Integer> task = answers.find(TASK);
    Optional<String> hosts = answers.find(HOSTS);
    if (hosts.isPresent()) {
      List<Address> workers = workers(hosts.get());
      if (task.isEmpty()) {
        throw new UsageException("--hosts needs --task: which of the workers this process is");
      }
      if (task.get() >= workers.size()) {
        throw new UsageException(
            "--task: %d is not a worker of --hosts, which has %d, counted from 0"
                .formatted(task.get(), workers.size()));
      }
      return Optional.of(new ClusterOptions(workers, task.get(), timeout));
    }
    if (task.isPresent()) {
      throw new UsageException("--task needs --hosts: where the workers listen");
    }
    try {
      return TfConfig.of(environment.get(TfConfig.NAME))
          .map(found -> new ClusterOptions(found.workers(), found.task(), timeout));
    } catch (ClusterException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static List<Address> workers(String list) throws UsageException {
    List<Address> workers = new ArrayList<>();
    for (String word : list.split(",", -1)) {
      Optional<Address> address = Address.of(word);
      if (address.isEmpty()) {
        throw new UsageException(
            "--hosts: %s is not host:port, with a port from 1 to 65535".formatted(word));
      }
      workers.add(address.get());
    }
    if (new HashSet<>(workers).size() < workers.size()) {
      throw new UsageException("--hosts: two workers have the same address in " + list);
    }
    return workers;
  }
}
