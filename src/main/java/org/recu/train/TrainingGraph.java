package org.recu.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.recu.cluster.Team;
import org.recu.eval.Classifier;
import org.recu.fusion.Fusions;
import org.recu.graph.CollectiveGroup;
import org.recu.graph.FullTrace;
import org.recu.graph.GraphSession;
import org.recu.graph.LiveParameters;
import org.recu.graph.SessionPlace;
import org.recu.graph.Variable;
import org.recu.graph.VariableFiles;
import org.recu.lowering.Tower;
import org.recu.lowering.WholeBatch;
import org.recu.nn.Architecture;
import org.recu.tensorboard.Histogram;
import org.recu.weights.WeightMatch;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A graph with a training and an evaluation tower that share their variables, and the session that
 * runs it.
 *
 * <p>A step runs forward, then backward, and applies the updates only after all gradients have been
 * computed. No op of the backward pass can read a variable that was already updated, so equal seeds
 * give bit-identical weights.
 */
final class TrainingGraph implements Classifier {

  /** Scope of the training tower's ops. */
  static final String TOWER = "train";

  private final GraphSession graph;
  private final Session session;
  private final LiveParameters parameters;
  private final StepInputs inputs;

  /** The normalised images of each tower. */
  private final List<Operand<TFloat32>> images;

  private final StepGradients step;
  private final Operand<TFloat32> evaluationLogits;
  private final Op train;
  private final Op initialize;
  private final VariableFiles files;
  private final BinaryLayers binaryLayers;
  private final WeightHistograms histograms;
  private final Supplier<GraphDef> forwardGraph;

  /** All variables, the optimizer's included. */
  private final List<Variable> all;

  /** What this worker does with others in a step; empty if it trains alone. */
  private final Optional<WorkerStep> workers;

  /** Takes the chief's variables; empty if this process trains alone. */
  private final Optional<Op> followChief;

  /** Whether a step has collective ops. */
  private final boolean collective;

  /**
   * Builds the graph and opens its session; the variables are not initialised yet.
   *
   * @param learning what is learnt
   * @param towers where, and in which arithmetic
   */
  static TrainingGraph of(Learning learning, Towers towers) {
    return of(learning, towers, Team.alone());
  }

  /**
   * Builds the graph of one of several workers, which all build theirs at the same time.
   *
   * @param team of this worker
   */
  static TrainingGraph of(Learning learning, Towers towers, Team team) {
    return of(learning, towers, team, OptionalInt.empty());
  }

  /**
   * Builds the graph, and begins to compile what its steps call before that is done.
   *
   * @param rows images of a batch that this process gets; empty to compile nothing early
   */
  static TrainingGraph of(Learning learning, Towers towers, Team team, OptionalInt rows) {
    return GraphSession.build(graph -> new TrainingGraph(graph, learning, towers, team, rows));
  }

  private TrainingGraph(
      GraphSession graph, Learning learning, Towers towers, Team team, OptionalInt rows) {
    this.graph = graph;
    if (towers.size() > 1 && !team.isAlone()) {
      throw new IllegalArgumentException("several devices of several workers");
    }
    Architecture architecture = learning.network().architecture();
    Ops tf = graph.ops();
    inputs = StepInputs.create(tf, learning);
    parameters = new LiveParameters(tf, architecture.parameters(), learning.seed());
    Fusions fusions = towers.target().fusions(tf);
    workers = team.collectives().map(ops -> new WorkerStep(tf.withSubScope("workers"), ops, team));
    if (towers.size() == 1) {
      Optional<WholeBatch.Exchange> exchange =
          workers.filter(together -> towers.syncBatchNorm()).map(together -> together::gather);
      StepGradients own =
          StepGradients.of(
              tf,
              learning,
              towers.target(),
              parameters,
              fusions,
              inputs.fed(workers.map(WorkerStep::share)),
              exchange);
      step = workers.map(together -> together.sum(learning, own)).orElse(own);
      images = List.of(inputs.images().normalized());
      forwardGraph = () -> ForwardGraph.of(graph.graph(), step.loss().op().name());
    } else {
      SeveralTowers several = new SeveralTowers(tf, learning, towers, parameters, inputs);
      step = several.step();
      images = several.images();
      forwardGraph = several::forwardGraph;
    }
    session = graph.open(team.place(SessionPlace.training(towers.devices())));
    if (rows.isPresent() && fusions.areCompiled() && team.isAlone()) {
      fusions.early(tf.withSubScope("compile")).begin(session, rows.getAsInt());
    }
    evaluationLogits =
        Tower.evaluation(tf.withSubScope("evaluate"), parameters, learning.binarizer())
            .logits(architecture, inputs.images().normalized());

    List<Variable> trained =
        parameters.variables().stream()
            .filter(variable -> variable.parameter().kind().trainable())
            .toList();
    Optimizer rule = new Optimizer(tf, fusions, learning.optimizer(), trained);
    List<Op> computed = new ArrayList<>();
    step.gradients().forEach(computed::add);
    Op barrier = tf.withControlDependencies(computed).noOp();
    Ops after = tf.withSubScope("update").withControlDependencies(List.of(barrier));
    List<Op> updates =
        new ArrayList<>(
            rule.apply(after, step.gradients(), inputs.learningRate(), inputs.number()));
    workers
        .filter(together -> !towers.syncBatchNorm())
        .ifPresent(together -> together.followStatistics(parameters));
    updates.addAll(parameters.applyUpdates(after));
    train = tf.withControlDependencies(updates).noOp();

    all = new ArrayList<>(parameters.variables());
    all.addAll(rule.slots());
    initialize = tf.withControlDependencies(all.stream().map(Variable::initialize).toList()).noOp();
    files = new VariableFiles(tf, all);
    Map<String, Variable> binary = BinaryLayers.latentWeights(architecture, parameters.variables());
    binaryLayers =
        new BinaryLayers(tf.withSubScope("gauges"), learning.binarizer(), binary, inputs.tau());
    histograms = new WeightHistograms(tf.withSubScope("histograms"), binary);
    followChief =
        team.collectives()
            .map(ops -> new ChiefVariables(tf.withSubScope("follow"), ops, team, all).follow());
    collective = workers.isPresent() || (towers.size() > 1 && towers.syncBatchNorm());
  }

  /** Gives every variable its initial value. */
  void initialize() {
    session.runner().addTarget(initialize).run().close();
  }

  /** Takes the chief's variables, if there is one. */
  void followChief() {
    followChief.ifPresent(follow -> runner().addTarget(follow).run().close());
  }

  /** The checksum of every variable, the optimizer's included. */
  List<VariableChecksum> checksums() {
    // In one run: each other one would be prepared anew for the whole graph.
    Session.Runner runner = session.runner();
    all.forEach(variable -> runner.fetch(variable.value()));
    List<VariableChecksum> checksums = new ArrayList<>();
    try (Result values = runner.run()) {
      for (int i = 0; i < all.size(); i++) {
        checksums.add(VariableChecksum.of(all.get(i).parameter().name(), (TFloat32) values.get(i)));
      }
    }
    return checksums;
  }

  /**
   * Writes all variables, including the optimizer's, in TensorFlow's checkpoint format. The names
   * of the files start with the prefix, which includes the folder.
   */
  void save(Path prefix) {
    files.save(session, prefix);
  }

  /** Restores all variables, including the optimizer's, from the files with this prefix. */
  void restore(Path prefix) {
    files.restore(session, prefix);
  }

  /**
   * Assigns the weights that fit to the network's variables; the other variables keep their values.
   */
  void assign(WeightMatch weights) {
    weights.assign(session, parameters.variables());
  }

  /**
   * Runs one training step.
   *
   * @param pixels (batch, size, size, 3), uint8, RGB
   * @param classes (batch), int32, from 0
   * @param rates learning rate, tau and number of the step
   * @return loss and logits of the step, before its update
   */
  StepResult step(TUint8 pixels, TInt32 classes, StepRates rates) {
    return step(fed(pixels), classes, rates);
  }

  /**
   * Runs one training step that learns from a teacher.
   *
   * @param teacher logits of the images: (batch, classes), float32
   */
  StepResult step(TUint8 pixels, TInt32 classes, TFloat32 teacher, StepRates rates) {
    return step(fed(pixels).feed(inputs.teacher().orElseThrow(), teacher), classes, rates);
  }

  /**
   * Runs one training step on normalised images.
   *
   * @param normalized each tower's images: (rows, size, size, 3), float32
   */
  StepResult stepNormalized(List<TFloat32> normalized, TInt32 classes, StepRates rates) {
    Session.Runner runner = runner();
    for (int i = 0; i < images.size(); i++) {
      runner.feed(images.get(i), normalized.get(i));
    }
    return step(runner, classes, rates);
  }

  /**
   * Runs one step as {@link #step(TUint8, TInt32, StepRates)} does, under TensorFlow's tracer.
   *
   * @return when each op of the step ran
   */
  StepStats trace(TUint8 pixels, TInt32 classes, StepRates rates) {
    return run(fed(pixels), classes, rates, FullTrace::run);
  }

  /** Number of weights of each binary layer, in the network's order. */
  List<Integer> binaryWeights() {
    return binaryLayers.weights();
  }

  /** The signs of each binary layer's weights. */
  List<LayerSigns> signs() {
    return binaryLayers.signs(session);
  }

  /** Reads the state of each binary layer at a given tau. */
  List<BinaryLayers.Reading> readLayers(double atTau) {
    try (TFloat32 quantile = TFloat32.scalarOf((float) atTau)) {
      return binaryLayers.read(session.runner().feed(inputs.tau(), quantile));
    }
  }

  /** Histograms of each binary layer's latent weights, by the layer's name. */
  Map<String, Histogram> weightHistograms() {
    return histograms.read(session);
  }

  /** The forward pass up to the loss, for graph viewers. */
  GraphDef forwardGraph() {
    return forwardGraph.get();
  }

  private StepResult step(Session.Runner runner, TInt32 classes, StepRates rates) {
    return run(runner, classes, rates, ready -> new StepResult(ready.run()));
  }

  private <R> R run(
      Session.Runner runner, TInt32 classes, StepRates rates, Function<Session.Runner, R> way) {
    try (TFloat32 rate = TFloat32.scalarOf((float) rates.learningRate());
        TFloat32 quantile = TFloat32.scalarOf((float) rates.tau());
        TFloat32 number = TFloat32.scalarOf((float) rates.number());
        TFloat32 own = TFloat32.scalarOf((float) rates.share().images());
        TFloat32 total = TFloat32.scalarOf((float) rates.share().total())) {
      workers
          .map(WorkerStep::share)
          .ifPresent(share -> runner.feed(share.images(), own).feed(share.total(), total));
      return way.apply(
          runner
              .feed(inputs.labels(), classes)
              .feed(inputs.learningRate(), rate)
              .feed(inputs.tau(), quantile)
              .feed(inputs.number(), number)
              .addTarget(train)
              .fetch(step.loss())
              .fetch(step.logits()));
    }
  }

  private Session.Runner fed(TUint8 pixels) {
    return runner().feed(inputs.images().pixels(), pixels);
  }

  private Session.Runner runner() {
    Session.Runner runner = session.runner();
    return collective ? runner.setOptions(CollectiveGroup.runOptions()) : runner;
  }

  @Override
  public TFloat32 logits(TUint8 pixels) {
    // Workers evaluate different images, so this run must not count among those that they share.
    return (TFloat32)
        session
            .runner()
            .feed(inputs.images().pixels(), pixels)
            .fetch(evaluationLogits)
            .run()
            .get(0);
  }

  @Override
  public void close() {
    graph.close();
  }
}
