package org.recu.train;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.recu.checkpoint.EpochSums;
import org.recu.checkpoint.Position;
import org.recu.data.DataException;
import org.recu.data.pipeline.Batch;
import org.recu.data.pipeline.EpochBatches;
import org.recu.data.pipeline.StoppedWaitingException;
import org.recu.eval.Evaluation;
import org.recu.eval.Evaluator;
import org.recu.record.BatchReport;
import org.recu.record.EpochRates;
import org.recu.record.EpochReport;
import org.recu.record.EpochSpeed;
import org.recu.record.LayerGauge;
import org.recu.record.StepReport;
import org.recu.score.Scores;

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
    learner = new Learner(RunModel.of(options, data.info()), options, context, start);
    trainStep = new TrainStep(learner.graph(), context);
    together = new Together(context.team(), context.stopRequested());
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
    context.report().graph(learner.graph()::forwardGraph);
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
    requireFinite(done.loss());
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
    int epoch = progress.epoch();
    long start = System.nanoTime();
    Evaluation own = validate();
    Scores validation = together.validation(own.scores());
    double loss = validation.loss();
    if (!Double.isFinite(loss)) {
      throw new DivergenceException(
          "the validation loss is %s after epoch %d, learning rate %s; %s"
              .formatted(loss, epoch, schedule.learningRate(epoch), lastGoodCheckpoint()));
    }
    SubstitutionReport.test(context.report())
        .substituted(own.substitutions(), epoch, progress.globalStep() - 1);
    together.requireEqual(learner.graph()::checksums);
    List<LayerGauge> layers =
        together.leads() ? learner.gauges().epochDone(schedule.tau(epoch)) : List.of();
    double evaluationSeconds = (System.nanoTime() - start) / 1e9;
    EpochSums sums = progress.sums();
    context.report().weights(epoch, learner.graph()::weightHistograms);
    context.report().epoch(report(validation, evaluationSeconds, layers));
    progress.epochDone(validation.top1());
    long saving = System.nanoTime();
    save();
    double checkpointSeconds = (System.nanoTime() - saving) / 1e9;
    context
        .report()
        .say(new EpochTimings(epoch, sums, evaluationSeconds, checkpointSeconds).message());
  }

  private EpochReport report(Scores validation, double evaluationSeconds, List<LayerGauge> layers) {
    int epoch = progress.epoch();
    EpochSums sums = progress.sums();
    return new EpochReport(
        epoch,
        sums.scores(),
        validation,
        new EpochRates(schedule.learningRate(epoch), schedule.tau(epoch)),
        new EpochSpeed(
            sums.scores().images() / sums.seconds(),
            sums.dataWaitSeconds() / sums.seconds(),
            sums.seconds() + evaluationSeconds,
            context.teacher().isPresent()
                ? OptionalDouble.of(sums.teacherSeconds())
                : OptionalDouble.empty()),
        layers);
  }

  private Batch next(EpochBatches batches) throws IOException {
    try {
      return batches.next();
    } catch (DataException e) {
      throw rescued(e);
    }
  }

  private Evaluation validate() throws IOException {
    if (data.test().batches() == 0) {
      // There are fewer batches than workers, and all are evaluated by others.
      return new Evaluation(Scores.NONE, 0, List.of());
    }
    try {
      return Evaluator.evaluate(learner.graph(), data.test(), together.stopWaiting());
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

  private void requireFinite(float loss) throws IOException {
    if (!Float.isFinite(loss)) {
      throw new DivergenceException(
          "the loss is %s at step %d of epoch %d, learning rate %s; %s"
              .formatted(
                  loss,
                  progress.step(),
                  progress.epoch(),
                  schedule.learningRate(progress.epoch()),
                  lastGoodCheckpoint()));
    }
  }

  private String lastGoodCheckpoint() throws IOException {
    if (!together.leads()) {
      return "the chief keeps the checkpoints";
    }
    // The weights after the last step are bad, and may already be in a checkpoint, which is
    // skipped. A checkpoint at the end of an epoch is good: it was evaluated before it was saved.
    Position bad = new Position(progress.epoch(), Math.max(1, progress.step()));
    return context
        .checkpoints()
        .before(bad)
        .map(checkpoint -> "the last good checkpoint is " + checkpoint)
        .orElse("there is no good checkpoint yet");
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
