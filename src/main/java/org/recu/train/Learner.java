package org.recu.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.CheckpointException;
import org.recu.checkpoint.Position;
import org.recu.checkpoint.TrainingState;
import org.recu.cluster.PeerLostException;
import org.recu.console.Message;
import org.recu.lowering.Ways;
import org.recu.trial.Trials;
import org.recu.trial.TriedWays;

/** The network being trained, saved to and restored from checkpoints. Owns native memory. */
final class Learner implements AutoCloseable {

  private final RunModel model;
  private final RunContext context;
  private final TrainingGraph graph;
  private final LayerGauges gauges;

  /** Number of latest checkpoints that are kept, besides the best. */
  private final int keep;

  /** Position of the last checkpoint that this process saved; null if there is none yet. */
  private Position saved;

  /**
   * Builds the network and initialises it: randomly, from pretrained weights or from a checkpoint.
   *
   * @param images of an epoch
   * @throws IOException if the checkpoint to resume from is of another network, or cannot be read
   */
  Learner(RunModel model, TrainOptions options, int images, RunContext context, Start start)
      throws IOException {
    this.model = model;
    this.context = context;
    keep = options.run().keep();
    Optional<Checkpoint> from = start.from();
    if (from.isPresent()) {
      model.requireHeldBy(from.get());
    }
    graph =
        TrainingGraph.of(
            new Learning(
                model.network(),
                options.network().binarization().binarizer(),
                model.description().normalization(),
                options.optimizer(),
                context.teacher().isPresent(),
                options.seed()),
            options.compute().on(context.devices(), ways(model, options, context)),
            context.team(),
            OptionalInt.of(Math.min(rows(options, context), images)));
    boolean ready = false;
    try {
      graph.initialize();
      if (from.isPresent()) {
        restore(from.get());
      } else {
        start.pretrained().ifPresent(graph::assign);
      }
      followChief();
      gauges = new LayerGauges(graph);
      if (from.isPresent() && !from.get().state().progress().position().isEpochEnd()) {
        gauges.restore(from.get().folder().resolve(LayerGauges.FILE));
      }
      ready = true;
    } finally {
      if (!ready) {
        graph.close();
      }
    }
  }

  /** Tries the ways of the network's layers, where it runs on the CPU, and reports the choice. */
  private static Ways ways(RunModel model, TrainOptions options, RunContext context)
      throws IOException {
    if (context.devices().isGpu()) {
      return Ways.untried();
    }
    TriedWays ways =
        Trials.here()
            .of(
                model.network().architecture(),
                options.compute().arithmetic(),
                rows(options, context));
    for (Message message : ways.messages()) {
      context.report().say(message);
    }
    if (ways.doubt().isPresent()) {
      context.report().warning(ways.doubt().get());
    }
    return ways;
  }

  /** Images of a batch that each device gets, or one more. */
  private static int rows(TrainOptions options, RunContext context) {
    int shares = context.devices().size() * context.team().size();
    return (options.data().batchSizes().training() + shares - 1) / shares;
  }

  private void followChief() throws PeerLostException {
    try {
      graph.followChief();
    } catch (RuntimeException e) {
      throw Together.failed(context.team(), e);
    }
  }

  private void restore(Checkpoint checkpoint) throws CheckpointException {
    try {
      graph.restore(checkpoint.variables());
    } catch (RuntimeException e) {
      throw new CheckpointException(
          "%s does not hold the variables of this run: %s"
              .formatted(
                  checkpoint.folder(),
                  String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  /** The network's graph, owned by this learner. */
  TrainingGraph graph() {
    return graph;
  }

  /** The gauges of the network's binary layers. */
  LayerGauges gauges() {
    return gauges;
  }

  /** Saves the network and the progress of the run, if this worker writes the run. */
  void save(RunProgress progress, Schedule schedule) throws IOException {
    if (context.team().leads()) {
      write(progress, schedule);
    }
    saved = progress.position();
  }

  private void write(RunProgress progress, Schedule schedule) throws IOException {
    TrainingState state =
        new TrainingState(
            model.description(), context.description(), progress.toProgress(schedule));
    context
        .checkpoints()
        .save(
            state,
            prefix -> {
              writeVariables(prefix);
              if (progress.step() > 0) {
                gauges.save(prefix.resolveSibling(LayerGauges.FILE));
              }
            },
            keep);
  }

  /**
   * Writes the variables. TensorFlow reports the errors of files, which it names, by exceptions
   * that have no parent in common.
   */
  private void writeVariables(Path prefix) throws IOException {
    try {
      graph.save(prefix);
    } catch (RuntimeException e) {
      throw new IOException(String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }

  /** Whether this process has saved a checkpoint at this position. */
  boolean savedAt(Position position) {
    return position.equals(saved);
  }

  @Override
  public void close() {
    graph.close();
  }
}
