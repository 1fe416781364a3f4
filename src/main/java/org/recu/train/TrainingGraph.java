package org.recu.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.recu.cluster.Team;
import org.recu.eval.Classifier;
import org.recu.fusion.EarlyCompilation;
import org.recu.fusion.Fusions;
import org.recu.graph.CollectiveGroup;
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
import org.tensorflow.types.TFloat32;
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
  private final Operand<TFloat32> evaluationLogits;
  private final TrainingSteps steps;
  private final Op initialize;
  private final VariableFiles files;
  private final BinaryLayers binaryLayers;
  private final WeightHistograms histograms;
  private final Supplier<GraphDef> forwardGraph;

  /** All variables, the optimizer's included. */
  private final List<Variable> all;

  /** Takes the chief's variables; empty if this process trains alone. */
  private final Optional<Op> followChief;

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
   * Builds the graph, and begins to compile what its steps call.
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
    StepGradients step;
    List<Operand<TFloat32>> images;
    Fusions fusions = towers.target().fusions(tf);
    Optional<WorkerStep> workers =
        team.collectives().map(ops -> new WorkerStep(tf.withSubScope("workers"), ops, team));
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
    Optional<EarlyCompilation> early =
        rows.isPresent() && fusions.areCompiled() && team.isAlone()
            ? Optional.of(fusions.early(tf.withSubScope("compile")))
            : Optional.empty();
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
    steps =
        new TrainingSteps(
            session,
            inputs,
            images,
            step,
            tf.withControlDependencies(updates).noOp(),
            workers.map(WorkerStep::share),
            workers.isPresent() || (towers.size() > 1 && towers.syncBatchNorm()));

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
    // Last, since the first run after a graph has grown takes all of it over into the session anew.
    // That takes longer than what is built above could gain beside the compilation.
    early.ifPresent(
        compilation -> compilation.begin(session, SessionPlace.aside(), rows.getAsInt()));
  }

  /** Gives every variable its initial value. */
  void initialize() {
    session.runner().addTarget(initialize).run().close();
  }

  /** Takes the chief's variables, if there is one. */
  void followChief() {
    followChief.ifPresent(
        follow ->
            session
                .runner()
                .setOptions(CollectiveGroup.runOptions())
                .addTarget(follow)
                .run()
                .close());
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

  /** Runs the steps. */
  TrainingSteps steps() {
    return steps;
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
