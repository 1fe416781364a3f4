package org.recu.train;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.EpochSums;
import org.recu.checkpoint.ModelDescription;
import org.recu.checkpoint.Position;
import org.recu.checkpoint.TrainingState;
import org.recu.data.Batch;
import org.recu.data.DataException;
import org.recu.data.EpochBatches;
import org.recu.eval.Evaluation;
import org.recu.eval.Evaluator;
import org.recu.eval.Scores;
import org.recu.model.Models;
import org.recu.model.Network;
import org.recu.report.BatchReport;
import org.recu.report.EpochReport;
import org.recu.report.Gauge;
import org.recu.report.Message;
import org.recu.report.RunningMeans;
import org.recu.report.StepReport;
import org.recu.tensorboard.PictureSheet;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * The story of a run: epochs of steps, an evaluation and a checkpoint after each.
 *
 * <p>What a run comes to is a function of its options alone. A checkpoint holds all that a step
 * depends on, so a run that goes on from one ends with the weights of a run that was never stopped.
 */
public final class Trainer implements AutoCloseable {

  private final TrainOptions options;
  private final TrainingData data;
  private final RunContext context;
  private final ModelDescription model;
  private final Schedule schedule;
  private final TrainingGraph graph;

  private final LayerGauges gauges;

  private RunProgress progress;

  /** Where this process saved last; null if it did not yet. */
  private Position saved;

  /**
   * Builds the network and gives it its starting values, or those of another network or of a
   * checkpoint.
   *
   * @param options what the run was told
   * @param data what it learns from; the caller's to close
   * @param context what surrounds it
   * @param start what its variables begin with
   * @throws IOException where the checkpoint to go on from is of another network, or cannot be read
   */
  public Trainer(TrainOptions options, TrainingData data, RunContext context, Start start)
      throws IOException {
    this.options = options;
    this.data = data;
    this.context = context;
    this.schedule = new Schedule(options.schedule());
    Network network = network(options, data);
    model = TrainedNetwork.describe(network, data.info());
    progress = RunProgress.startingAt(options.run().startEpoch().orElse(0));
    Optional<Checkpoint> from = start.from();
    if (from.isPresent()) {
      requireSameModel(from.get(), options, data);
    }
    graph =
        new TrainingGraph(
            network,
            model.mean(),
            model.standardDeviation(),
            options.optimizer(),
            context.teacher().isPresent(),
            options.seed(),
            context.device());
    graph.initialize();
    if (from.isPresent()) {
      restore(from.get());
    } else {
      start.pretrained().ifPresent(graph::assign);
    }
    gauges = new LayerGauges(graph);
    if (progress.step() > 0) {
      restoreGauges(from.orElseThrow());
    }
  }

  /**
   * The network of a run, by the classes and the size of its images.
   *
   * @throws IllegalArgumentException where the model has no form for such images; a full sentence
   */
  public static Network network(TrainOptions options, TrainingData data) {
    return Models.create(options.model(), data.info().classes(), data.info().imageSize());
  }

  /**
   * Refuses a checkpoint that a run cannot go on from.
   *
   * @throws CheckpointException where it is of another network or of other classes
   */
  public static void requireSameModel(
      Checkpoint checkpoint, TrainOptions options, TrainingData data) throws CheckpointException {
    ModelDescription stored = checkpoint.state().model();
    int classes = data.info().classes();
    if (!stored.name().equals(options.model()) || stored.classes() != classes) {
      throw new CheckpointException(
          "%s holds %s with %d classes, not %s with %d"
              .formatted(
                  checkpoint.folder(), stored.name(), stored.classes(), options.model(), classes));
    }
    List<String> names = stored.classNames();
    for (int i = 0; i < names.size(); i++) {
      String name = data.info().classNames().get(i);
      if (!names.get(i).equals(name)) {
        throw new CheckpointException(
            "%s is of a set with other classes: class %d is %s there, %s here"
                .formatted(checkpoint.folder(), i, names.get(i), name));
      }
    }
  }

  private void restore(Checkpoint checkpoint) throws CheckpointException {
    try {
      graph.restore(checkpoint.variables());
    } catch (TensorFlowException e) {
      graph.close();
      throw new CheckpointException(
          "%s does not hold the variables of this run: %s"
              .formatted(
                  checkpoint.folder(),
                  String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
    progress = RunProgress.of(checkpoint.state().progress());
  }

  private void restoreGauges(Checkpoint checkpoint) throws IOException {
    boolean restored = false;
    try {
      gauges.restore(checkpoint.folder().resolve(LayerGauges.FILE));
      restored = true;
    } finally {
      if (!restored) {
        graph.close();
      }
    }
  }

  /**
   * Trains to the end of the schedule, or until the run is asked to stop.
   *
   * @throws IOException if data cannot be read, or a checkpoint or a report not written
   * @throws DivergenceException if the loss is not a finite number
   */
  public Outcome run() throws IOException {
    context.report().graph(graph::forwardGraph);
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

  /** Where the run stands: what a later one would go on with. */
  public Position position() {
    return progress.position();
  }

  /** Runs what is left of the epoch's steps; an outcome where it ended before they were done. */
  private Optional<Outcome> steps() throws IOException {
    int epoch = progress.epoch();
    int steps = data.training().batches();
    context.report().epochStarted(epoch, steps, progress.step());
    try (EpochBatches batches = data.training().epoch(epoch, progress.step())) {
      while (progress.step() < steps) {
        step(batches, schedule.learningRate(epoch));
        boolean last = progress.step() == steps;
        if (context.stopRequested().getAsBoolean()) {
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

  private void step(EpochBatches batches, double learningRate) throws IOException {
    long start = System.nanoTime();
    long waitedBefore = batches.waited();
    StepRates rates =
        new StepRates(learningRate, schedule.tau(progress.epoch()), progress.globalStep() + 1);
    Scores scores = new Scores();
    float loss;
    long teacherNanos = 0;
    try (Batch batch = next(batches)) {
      long teacherStart = System.nanoTime();
      try (TFloat32 taught = teacherLogits(batch)) {
        teacherNanos = taught == null ? 0 : System.nanoTime() - teacherStart;
        try (StepResult result = step(batch, taught, rates)) {
          loss = result.loss();
          scores.add(result.logits(), batch.labels());
          HalfReport.train(context.report())
              .substituted(batch.substitutions(), progress.epoch(), progress.globalStep());
          context.report().pictures(progress.globalStep(), () -> sheet(batch.images()));
        }
      }
    }
    requireFinite(loss);
    double seconds = (System.nanoTime() - start) / 1e9;
    StepReport report =
        new StepReport(progress.epoch(), progress.globalStep(), loss, learningRate, seconds);
    double dataWaitSeconds = (batches.waited() - waitedBefore) / 1e9;
    double lossSum = trainedLoss(loss, scores);
    progress.stepDone(
        scores, lossSum, new StepSeconds(seconds, dataWaitSeconds, teacherNanos / 1e9));
    RunningMeans batch = new RunningMeans();
    batch.add(scores.images(), lossSum, scores.top1(), scores.top5());
    context
        .report()
        .step(report, new BatchReport(batch, rates.tau(), dataWaitSeconds), progress.means());
  }

  /** The first pictures of a batch as the network gets them, but for the normalisation. */
  private static PictureSheet sheet(TUint8 images) {
    int size = (int) images.shape().get(1);
    int pictures = Math.min((int) images.shape().get(0), PictureSheet.capacity(size));
    byte[] pixels = new byte[3 * size * size * pictures];
    images.asRawTensor().data().read(pixels);
    return PictureSheet.of(pixels, pictures, size);
  }

  /** Null without a teacher. */
  private TFloat32 teacherLogits(Batch batch) {
    return context.teacher().map(teacher -> teacher.logits(batch)).orElse(null);
  }

  private StepResult step(Batch batch, TFloat32 taught, StepRates rates) {
    return taught == null
        ? graph.step(batch.images(), batch.labels(), rates)
        : graph.step(batch.images(), batch.labels(), taught, rates);
  }

  /** Sum over the batch of what training makes small; against the labels in double precision. */
  private double trainedLoss(float loss, Scores scores) {
    return context.teacher().isPresent() ? (double) loss * scores.images() : scores.lossSum();
  }

  /**
   * Evaluates, reports and saves. The report comes first: a run killed between the two does the
   * epoch's end again, and drops the line that it finds.
   */
  private void finishEpoch() throws IOException {
    int epoch = progress.epoch();
    long start = System.nanoTime();
    Evaluation validation = validate();
    requireFinite((float) validation.loss());
    HalfReport.test(context.report())
        .substituted(validation.substitutions(), epoch, progress.globalStep() - 1);
    List<Gauge> layers = gauges.epochDone(schedule.tau(epoch));
    double evaluationSeconds = (System.nanoTime() - start) / 1e9;
    EpochSums sums = progress.sums();
    EpochReport report =
        new EpochReport(
            epoch,
            progress.means().loss(),
            progress.means().top1(),
            progress.means().top5(),
            validation.loss(),
            validation.top1(),
            validation.top5(),
            schedule.learningRate(epoch),
            schedule.tau(epoch),
            sums.images() / sums.seconds(),
            sums.dataWaitSeconds() / sums.seconds(),
            sums.seconds() + evaluationSeconds,
            context.teacher().isPresent() ? sums.teacherSeconds() : null,
            layers);
    context.report().weights(epoch, graph::weightHistograms);
    context.report().epoch(report);
    progress.epochDone(validation.top1());
    long saving = System.nanoTime();
    save();
    context
        .report()
        .say(timings(epoch, sums, evaluationSeconds, (System.nanoTime() - saving) / 1e9));
  }

  private static Message timings(
      int epoch, EpochSums sums, double evaluationSeconds, double checkpointSeconds) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("epoch", epoch);
    fields.put("training_seconds", sums.seconds());
    fields.put("data_wait_seconds", sums.dataWaitSeconds());
    fields.put("evaluation_seconds", evaluationSeconds);
    fields.put("checkpoint_seconds", checkpointSeconds);
    return Message.detail(
        "timings",
        fields,
        String.format(
            Locale.ROOT,
            "epoch %d took: training %.2f s, of it data wait %.2f s, evaluation %.2f s,"
                + " checkpoint %.2f s",
            epoch,
            sums.seconds(),
            sums.dataWaitSeconds(),
            evaluationSeconds,
            checkpointSeconds));
  }

  private Batch next(EpochBatches batches) throws IOException {
    try {
      return batches.next();
    } catch (DataException e) {
      throw rescued(e);
    }
  }

  private Evaluation validate() throws IOException {
    try {
      return Evaluator.evaluate(graph, data.test());
    } catch (DataException e) {
      throw rescued(e);
    }
  }

  /** Bad data must not cost the steps that were taken: they are saved before the run ends. */
  private DataException rescued(DataException problem) throws IOException {
    Position position = progress.position();
    if (progress.ownSteps() == 0) {
      return problem;
    }
    if (!position.equals(saved)) {
      save();
    }
    return new DataException(
        "%s; the run is saved after %d of %d steps of epoch %d: --resume goes on, with"
                .formatted(
                    problem.getMessage(),
                    position.step(),
                    data.training().batches(),
                    position.epoch())
            + " --on_bad_image substitute past such images",
        problem);
  }

  private void save() throws IOException {
    saved = progress.position();
    TrainingState state =
        new TrainingState(model, context.description(), progress.toProgress(schedule));
    context
        .checkpoints()
        .save(
            state,
            prefix -> {
              graph.save(prefix);
              if (progress.step() > 0) {
                gauges.save(prefix.resolveSibling(LayerGauges.FILE));
              }
            },
            options.run().keep());
  }

  private void requireFinite(float loss) throws IOException {
    if (!Float.isFinite(loss)) {
      // The weights of this very step are the bad ones, and may be saved already. Those of an
      // epoch's end have been evaluated before they were saved.
      Position bad = new Position(progress.epoch(), Math.max(1, progress.step()));
      String lastGood =
          context
              .checkpoints()
              .before(bad)
              .map(checkpoint -> "the last good checkpoint is " + checkpoint)
              .orElse("there is no good checkpoint yet");
      throw new DivergenceException(
          "the loss is %s at step %d of epoch %d, learning rate %s; %s"
              .formatted(
                  loss,
                  progress.step(),
                  progress.epoch(),
                  schedule.learningRate(progress.epoch()),
                  lastGood));
    }
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
    graph.close();
  }
}
