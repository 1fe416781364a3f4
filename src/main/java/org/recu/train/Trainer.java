package org.recu.train;

import java.io.IOException;
import java.util.Optional;
import org.recu.checkpoint.EpochSums;
import org.recu.checkpoint.Position;
import org.recu.data.DataException;
import org.recu.data.pipeline.Batch;
import org.recu.data.pipeline.EpochBatches;
import org.recu.data.pipeline.StoppedWaitingException;
import org.recu.record.BatchReport;
import org.recu.record.StepReport;

/**
 * Runs the training: epochs of steps, each epoch followed by an evaluation and a checkpoint.
 *
 * <p>The result of a run depends on its options alone. A checkpoint holds everything that a step
 * depends on, so a resumed run ends with the same weights as a run that was never stopped.
 */
public final class Trainer implements AutoCloseable {

  private final TrainOptions options;
  private final TrainingData data;
  private final RunContext context;
  private final Schedule schedule;
  private final Learner learner;
  private final TrainStep trainStep;
  private final FiniteLoss finiteLoss;
  private final EpochEnd epochEnd;
  private final RunProgress progress;
  private final Together together;

  /**
   * Builds the network and initialises it: randomly, from pretrained weights or from a checkpoint.
   *
   * @param options of the run
   * @param data to learn from; the caller closes it
   * @param context device, checkpoints, reports and teacher of the run
   * @param start initial values of the variables
   * @throws IOException if the checkpoint to resume from is of another network, or cannot be read
   */
  public Trainer(TrainOptions options, TrainingData data, RunContext context, Start start)
      throws IOException {
    this.options = options;
    this.data = data;
    this.context = context;
    schedule = new Schedule(options.schedule());
    learner =
        new Learner(
            RunModel.of(options, data.info()), options, data.training().size(), context, start);
    trainStep = new TrainStep(learner.graph(), context);
    finiteLoss = new FiniteLoss(context, schedule);
    together = new Together(context.team(), context.stopRequested());
    epochEnd = new EpochEnd(data, context, schedule, learner, together);
    progress =
        together.position(
            start
                .from()
                .map(checkpoint -> RunProgress.of(checkpoint.state().progress()))
                .orElseGet(() -> RunProgress.startingAt(options.run().startEpoch().orElse(0))));
  }

  /**
   * Trains to the end of the schedule, or until the run is asked to stop.
   *
   * @throws IOException if data cannot be read, or a checkpoint or a report cannot be written
   * @throws DivergenceException if the loss is not a finite number
   */
  public Outcome run() throws IOException {
    try {
      return epochs();
    } catch (StoppedWaitingException e) {
      if (progress.ownSteps() > 0 && !learner.savedAt(progress.position())) {
        save();
      }
      return Outcome.STOPPED;
    }
  }

  private Outcome epochs() throws IOException {
    while (progress.epoch() < schedule.epochs()) {
      Optional<Outcome> early = steps();
      if (early.isPresent()) {
        save();
        return early.get();
      }
      finishEpoch();
      if (enoughSteps()) {
        return progress.epoch() < schedule.epochs() ? Outcome.STEPS_DONE : Outcome.FINISHED;
      }
    }
    return Outcome.FINISHED;
  }

  /** The current position, at which the run would be resumed. */
  public Position position() {
    return progress.position();
  }

  /**
   * Runs the rest of the epoch's steps; returns an outcome if the run ended before they were done.
   */
  private Optional<Outcome> steps() throws IOException {
    int epoch = progress.epoch();
    int steps = data.training().batches();
    context.report().epochStarted(epoch, steps, progress.step());
    try (EpochBatches batches =
        data.training().epoch(epoch, progress.step(), together.stopWaiting())) {
      while (progress.step() < steps) {
        step(batches, schedule.learningRate(epoch));
        if (progress.ownSteps() == 1) {
          // Not before: it would take processors from what prepares the first step.
          context.report().graph(learner.graph()::forwardGraph);
        }
        boolean last = progress.step() == steps;
        if (together.stopRequested()) {
          return Optional.of(Outcome.STOPPED);
        }
        if (!last && enoughSteps()) {
          return Optional.of(Outcome.STEPS_DONE);
        }
        if (!last && checkpointDue()) {
          save();
        }
      }
    }
    return Optional.empty();
  }

  private TrainStep.Done trained(Batch batch, StepRates rates) throws IOException {
    try {
      return trainStep.run(batch, rates, progress);
    } catch (RuntimeException e) {
      throw Together.failed(context.team(), e);
    }
  }

  private void step(EpochBatches batches, double learningRate) throws IOException {
    long start = System.nanoTime();
    long waitedBefore = batches.waited();
    StepRates rates =
        new StepRates(learningRate, schedule.tau(progress.epoch()), progress.globalStep() + 1);
    TrainStep.Done done;
    try (Batch batch = next(batches)) {
      done = together.whole(trained(batch, rates), batch);
    }
    finiteLoss.requireOfStep(done.loss(), progress);
    double seconds = (System.nanoTime() - start) / 1e9;
    double dataWaitSeconds = (batches.waited() - waitedBefore) / 1e9;
    StepReport report =
        new StepReport(progress.epoch(), progress.globalStep(), done.loss(), learningRate, seconds);
    progress.stepDone(
        done.scores(), new StepSeconds(seconds, dataWaitSeconds, done.teacherSeconds()));
    context
        .report()
        .step(
            report,
            new BatchReport(done.scores(), rates.tau(), dataWaitSeconds),
            progress.scores());
  }

  /**
   * Evaluates, reports and saves. The report is written before the checkpoint: a run killed between
   * the two repeats the end of the epoch when resumed, and drops the line already written.
   */
  private void finishEpoch() throws IOException {
    EpochEnd.Evaluated evaluated = evaluated();
    int epoch = progress.epoch();
    EpochSums sums = progress.sums();
    progress.epochDone(evaluated.top1());
    long saving = System.nanoTime();
    save();
    double checkpointSeconds = (System.nanoTime() - saving) / 1e9;
    context
        .report()
        .say(new EpochTimings(epoch, sums, evaluated.seconds(), checkpointSeconds).message());
  }

  private EpochEnd.Evaluated evaluated() throws IOException {
    try {
      return epochEnd.report(progress);
    } catch (DataException e) {
      throw rescued(e);
    }
  }

  private Batch next(EpochBatches batches) throws IOException {
    try {
      return batches.next();
    } catch (DataException e) {
      throw rescued(e);
    }
  }

  /** Saves a checkpoint before the run ends because of bad data, so that no step is lost. */
  private DataException rescued(DataException problem) throws IOException {
    Position position = progress.position();
    if (progress.ownSteps() == 0) {
      return problem;
    }
    if (!learner.savedAt(position)) {
      save();
    }
    return new DataException(
        "%s; the run is saved after %d of %d steps of epoch %d: --resume resumes it, with"
                .formatted(
                    problem.getMessage(),
                    position.step(),
                    data.training().batches(),
                    position.epoch())
            + " --on_bad_image substitute past such images",
        problem);
  }

  private void save() throws IOException {
    learner.save(progress, schedule);
  }

  private boolean enoughSteps() {
    return options.run().maxSteps().isPresent()
        && progress.ownSteps() >= options.run().maxSteps().getAsInt();
  }

  private boolean checkpointDue() {
    return options.run().checkpointSteps().isPresent()
        && progress.step() % options.run().checkpointSteps().getAsInt() == 0;
  }

  @Override
  public void close() {
    learner.close();
  }
}
