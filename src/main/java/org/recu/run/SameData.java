package org.recu.run;

import java.io.IOException;
import java.util.List;
import org.recu.cluster.ClusterException;
import org.recu.cluster.Stage;
import org.recu.cluster.Team;
import org.recu.data.pipeline.Fingerprint;
import org.recu.data.pipeline.Pipeline;
import org.recu.data.pipeline.Share;
import org.recu.train.TrainOptions;
import org.recu.train.TrainingData;

/** Opens a worker's part of the data, and makes sure that all workers have the same. */
final class SameData {

  private final Team team;
  private final TrainingData data;

  private SameData(Team team, TrainingData data) {
    this.team = team;
    this.data = data;
  }

  /**
   * Opens the data.
   *
   * @throws IOException if they cannot be opened here or at another worker, or differ
   */
  static TrainingData open(TrainOptions options, Team team) throws IOException {
    Share share = new Share(team.task(), team.size());
    TrainingData data = Stage.of(team, () -> TrainingData.open(options, share));
    boolean same = false;
    try {
      if (!team.isAlone()) {
        new SameData(team, data).require();
      }
      same = true;
      return data;
    } finally {
      if (!same) {
        data.close();
      }
    }
  }

  private void require() throws IOException {
    Stage.requireEqual(team, data.info().classNames().toString(), Stage.in("the list of classes"));
    require("training", data.training());
    require("validation", data.test());
  }

  private void require(String half, Pipeline pipeline) throws IOException {
    Fingerprint own = Stage.of(team, () -> pipeline.fingerprint(data.info().classes()));
    long[][] counts = gathered(own.counts());
    long[][] names = gathered(own.names());
    long[][] samples = team.gather(new long[] {own.sample()});
    for (int worker = 1; worker < team.size(); worker++) {
      for (int label = 0; label < own.counts().size(); label++) {
        require(half, label, worker, List.of(counts[0][label], counts[worker][label]));
        if (names[worker][label] != names[0][label]) {
          throw new ClusterException(
              "the %s images differ: class %s has %d on %s and on %s, but not the same ones, or in another order"
                  .formatted(
                      half, className(label), counts[0][label], team.name(0), team.name(worker)));
        }
      }
      if (samples[worker][0] != samples[0][0]) {
        throw new ClusterException(
            "the %s images differ: a sample of them has other contents on %s than on %s"
                .formatted(half, team.name(worker), team.name(0)));
      }
    }
  }

  private void require(String half, int label, int worker, List<Long> counts)
      throws ClusterException {
    if (!counts.get(0).equals(counts.get(1))) {
      throw new ClusterException(
          "the %s images differ: class %s has %d on %s, %d on %s"
              .formatted(
                  half,
                  className(label),
                  counts.get(0),
                  team.name(0),
                  counts.get(1),
                  team.name(worker)));
    }
  }

  private long[][] gathered(List<Long> own) throws ClusterException {
    return team.gather(own.stream().mapToLong(Long::longValue).toArray());
  }

  private String className(int label) {
    return data.info().classNames().get(label);
  }
}
