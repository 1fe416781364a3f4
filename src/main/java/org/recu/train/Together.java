package org.recu.train;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.recu.checkpoint.Best;
import org.recu.checkpoint.EpochSums;
import org.recu.checkpoint.Position;
import org.recu.checkpoint.Progress;
import org.recu.cluster.ClusterException;
import org.recu.cluster.PeerLostException;
import org.recu.cluster.Team;
import org.recu.data.pipeline.Batch;
import org.recu.score.Scores;

/**
 * What the workers of a run agree on: the scores of whole batches and of the whole validation set,
 * where the run stands, when it stops, and that their variables are equal. A process that trains
 * alone agrees with itself.
 */
final class Together {

  /** Stands for no best epoch yet. */
  private static final long NONE = -1;

  private final Team team;

  /** Whether this process is asked to stop. */
  private final BooleanSupplier stopRequested;

  /** Whether any worker was asked to stop before the last exchange. */
  private boolean stop;

  Together(Team team, BooleanSupplier stopRequested) {
    this.team = team;
    this.stopRequested = stopRequested;
  }

  /** Whether this worker writes the run. */
  boolean leads() {
    return team.leads();
  }

  /** Whether to stop after this step: all workers say the same. */
  boolean stopRequested() {
    return team.isAlone() ? stopRequested.getAsBoolean() : stop;
  }

  /**
   * Whether to give up waiting for an image. Workers among others do not: they would be waited for.
   */
  BooleanSupplier stopWaiting() {
    return team.isAlone() ? stopRequested : () -> false;
  }

  /**
   * The results of a step over the whole batch, which is when the workers hear of a request to
   * stop.
   *
   * @param own results over this worker's part
   */
  TrainStep.Done whole(TrainStep.Done own, Batch batch) throws PeerLostException {
    if (team.isAlone()) {
      return own;
    }
    boolean counts = batch.counted() > 0;
    Scores scores = counts ? own.scores() : Scores.NONE;
    long[][] all =
        team.gather(
            new long[] {
              scores.images(),
              Double.doubleToRawLongBits(scores.lossSum()),
              scores.top1Hits(),
              scores.top5Hits(),
              Double.doubleToRawLongBits(counts ? own.loss() : 0),
              stopRequested.getAsBoolean() ? 1 : 0
            });
    Scores whole = Scores.NONE;
    double loss = 0;
    for (long[] worker : all) {
      whole = whole.plus(scores(worker));
      loss += Double.longBitsToDouble(worker[4]);
      stop |= worker[5] != 0;
    }
    return new TrainStep.Done((float) loss, whole, own.teacherSeconds());
  }

  /** The scores of the whole validation set. */
  Scores validation(Scores own) throws PeerLostException {
    Scores whole = Scores.NONE;
    for (long[] worker :
        team.gather(
            new long[] {
              own.images(),
              Double.doubleToRawLongBits(own.lossSum()),
              own.top1Hits(),
              own.top5Hits()
            })) {
      whole = whole.plus(scores(worker));
    }
    return whole;
  }

  private static Scores scores(long[] numbers) {
    return new Scores(numbers[0], Double.longBitsToDouble(numbers[1]), numbers[2], numbers[3]);
  }

  /** Where the chief stands: other workers have no checkpoint to know it from. */
  RunProgress position(RunProgress own) throws PeerLostException {
    if (team.isAlone()) {
      return own;
    }
    EpochSums sums = own.sums();
    long[] chief =
        team.gather(
                new long[] {
                  sums.scores().images(),
                  Double.doubleToRawLongBits(sums.scores().lossSum()),
                  sums.scores().top1Hits(),
                  sums.scores().top5Hits(),
                  Double.doubleToRawLongBits(sums.seconds()),
                  Double.doubleToRawLongBits(sums.dataWaitSeconds()),
                  Double.doubleToRawLongBits(sums.teacherSeconds()),
                  own.position().epoch(),
                  own.position().step(),
                  own.globalStep(),
                  own.best().map(best -> (long) best.epoch()).orElse(NONE),
                  Double.doubleToRawLongBits(own.best().map(Best::top1).orElse(0.0))
                })[0];
    // Only a checkpoint needs tau, and only the chief writes one.
    return RunProgress.of(
        new Progress(
            new Position((int) chief[7], (int) chief[8]),
            chief[9],
            0,
            new EpochSums(
                scores(chief),
                Double.longBitsToDouble(chief[4]),
                Double.longBitsToDouble(chief[5]),
                Double.longBitsToDouble(chief[6])),
            chief[10] == NONE
                ? Optional.empty()
                : Optional.of(new Best((int) chief[10], Double.longBitsToDouble(chief[11])))));
  }

  /**
   * Compares every variable of all workers, bit by bit, by its checksum.
   *
   * @param checksums of this worker's variables; not asked for in a process that trains alone
   * @throws ClusterException if one differs; it names the variable and the worker
   */
  void requireEqual(Supplier<List<VariableChecksum>> checksums) throws IOException {
    if (team.isAlone()) {
      return;
    }
    List<VariableChecksum> own = checksums.get();
    long[][] all = team.gather(own.stream().mapToLong(VariableChecksum::value).toArray());
    for (int worker = 1; worker < all.length; worker++) {
      for (int i = 0; i < own.size(); i++) {
        if (all[worker][i] != all[0][i]) {
          throw new ClusterException(
              "%s of %s is not that of %s: the workers no longer train the same network"
                  .formatted(own.get(i).name(), team.name(worker), team.name(0)));
        }
      }
    }
  }

  /**
   * The exception of a run of a graph that workers make together.
   *
   * @return the failure, if it is not the loss of a worker
   * @throws PeerLostException if it is
   */
  static RuntimeException failed(Team team, RuntimeException failure) throws PeerLostException {
    Optional<PeerLostException> lost = team.lost(failure);
    if (lost.isPresent()) {
      throw lost.get();
    }
    return failure;
  }
}
