package org.recu.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.recu.binarize.Binarizer;
import org.recu.eval.Classifier;
import org.recu.fusion.Fusions;
import org.recu.graph.FullTrace;
import org.recu.graph.GraphSession;
import org.recu.graph.ImageInput;
import org.recu.graph.LiveParameters;
import org.recu.graph.Variable;
import org.recu.graph.VariableFiles;
import org.recu.image.Normalization;
import org.recu.lowering.Tower;
import org.recu.model.Network;
import org.recu.nn.Architecture;
import org.recu.nn.ParameterKind;
import org.recu.tensorboard.Histogram;
import org.recu.weights.WeightMatch;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
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
  private final ImageInput images;
  private final Placeholder<TInt32> labels;
  private final Placeholder<TFloat32> learningRate;
  private final Placeholder<TFloat32> tau;
  private final Placeholder<TFloat32> stepNumber;
  private final Optional<Placeholder<TFloat32>> teacherLogits;
  private final Operand<TFloat32> loss;
  private final Operand<TFloat32> trainingLogits;
  private final Operand<TFloat32> evaluationLogits;
  private final Op train;
  private final Op initialize;
  private final VariableFiles files;
  private final BinaryLayers binaryLayers;
  private final WeightHistograms histograms;

  /**
   * Builds the graph and opens its session; the variables are not initialised yet.
   *
   * @param network to train
   * @param binarizer of its binary layers
   * @param normalization of the images
   * @param optimizer the update rule
   * @param taught whether it learns from a teacher instead of the labels
   * @param seed of the initial values
   * @param target device and arithmetic
   */
  static TrainingGraph of(
      Network network,
      Binarizer binarizer,
      Normalization normalization,
      OptimizerOptions optimizer,
      boolean taught,
      long seed,
      Tower.Target target) {
    return GraphSession.build(
        graph ->
            new TrainingGraph(
                graph, network, binarizer, normalization, optimizer, taught, seed, target));
  }

  private TrainingGraph(
      GraphSession graph,
      Network network,
      Binarizer binarizer,
      Normalization normalization,
      OptimizerOptions optimizer,
      boolean taught,
      long seed,
      Tower.Target target) {
    this.graph = graph;
    Architecture architecture = network.architecture();
    Ops tf = graph.ops();
    images = ImageInput.create(tf, "images", network.imageSize(), normalization);
    labels = tf.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    learningRate = scalar(tf, "learning_rate");
    tau = scalar(tf, "tau");
    stepNumber = scalar(tf, "step");

    parameters = new LiveParameters(tf, architecture.parameters(), seed);
    Fusions fusions = target.fusions(tf);
    trainingLogits =
        Tower.training(tf.withSubScope(TOWER), parameters, target, fusions, binarizer, tau)
            .logits(architecture, images.normalized());
    evaluationLogits =
        Tower.evaluation(tf.withSubScope("evaluate"), parameters, binarizer)
            .logits(architecture, images.normalized());
    Shape logits = Shape.of(-1, network.classes());
    teacherLogits =
        taught
            ? Optional.of(
                tf.withName("teacher").placeholder(TFloat32.class, Placeholder.shape(logits)))
            : Optional.empty();
    loss = loss(tf.withSubScope("loss"), network.classes());

    List<Variable> trained =
        parameters.variables().stream()
            .filter(variable -> variable.parameter().kind().trainable())
            .toList();
    Optimizer rule = new Optimizer(tf, fusions, optimizer, trained);
    List<Operand<TFloat32>> gradients = gradients(trained);
    List<Op> computed = new ArrayList<>();
    gradients.forEach(computed::add);
    Op barrier = tf.withControlDependencies(computed).noOp();
    Ops after = tf.withSubScope("update").withControlDependencies(List.of(barrier));
    List<Op> updates = new ArrayList<>(rule.apply(after, gradients, learningRate, stepNumber));
    updates.addAll(parameters.applyUpdates(after));
    train = tf.withControlDependencies(updates).noOp();

    List<Variable> all = new ArrayList<>(parameters.variables());
    all.addAll(rule.slots());
    initialize = tf.withControlDependencies(all.stream().map(Variable::initialize).toList()).noOp();
    files = new VariableFiles(tf, all);
    Map<String, Variable> binary = BinaryLayers.latentWeights(architecture, parameters.variables());
    binaryLayers = new BinaryLayers(tf.withSubScope("gauges"), binarizer, binary, tau);
    histograms = new WeightHistograms(tf.withSubScope("histograms"), binary);
    session = graph.open(target.device());
  }

  /** Gives every variable its initial value. */
  void initialize() {
    session.runner().addTarget(initialize).run().close();
  }

  /** Takes the chief's variables. */
  void followChief() {}

  /** The checksum of every variable, the optimizer's included. */
  List<VariableChecksum> checksums() {
    return List.of();
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
   * Assigns a value to a variable of the network.
   *
   * @param name the PyTorch name
   * @param values creates a tensor in the layout of that kind of parameter; closed here
   * @throws IllegalArgumentException if there is no such variable, or its shape differs
   */
  void assign(String name, Function<ParameterKind, TFloat32> values) {
    Variable variable =
        parameters.variables().stream()
            .filter(candidate -> candidate.parameter().name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no variable is named " + name));
    try (TFloat32 tensor = values.apply(variable.parameter().kind())) {
      variable.assign(session, tensor);
    }
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
    return step(session.runner().feed(images.pixels(), pixels), classes, rates);
  }

  /**
   * Runs one training step that learns from a teacher.
   *
   * @param teacher logits of the images: (batch, classes), float32
   */
  StepResult step(TUint8 pixels, TInt32 classes, TFloat32 teacher, StepRates rates) {
    Session.Runner runner = session.runner().feed(images.pixels(), pixels);
    return step(runner.feed(teacherLogits.orElseThrow(), teacher), classes, rates);
  }

  /** Runs one training step on normalised images: (batch, size, size, 3), float32. */
  StepResult stepNormalized(TFloat32 normalized, TInt32 classes, StepRates rates) {
    return step(session.runner().feed(images.normalized(), normalized), classes, rates);
  }

  /**
   * Runs one step as {@link #step(TUint8, TInt32, StepRates)} does, under TensorFlow's tracer.
   *
   * @return when each op of the step ran
   */
  StepStats trace(TUint8 pixels, TInt32 classes, StepRates rates) {
    return run(session.runner().feed(images.pixels(), pixels), classes, rates, FullTrace::run);
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
      return binaryLayers.read(session.runner().feed(tau, quantile));
    }
  }

  /** Histograms of each binary layer's latent weights, by the layer's name. */
  Map<String, Histogram> weightHistograms() {
    return histograms.read(session);
  }

  /** The forward pass up to the loss, for graph viewers. */
  GraphDef forwardGraph() {
    return ForwardGraph.of(graph.graph(), loss.op().name());
  }

  private StepResult step(Session.Runner runner, TInt32 classes, StepRates rates) {
    return run(runner, classes, rates, ready -> new StepResult(ready.run()));
  }

  private <R> R run(
      Session.Runner runner, TInt32 classes, StepRates rates, Function<Session.Runner, R> way) {
    try (TFloat32 rate = TFloat32.scalarOf((float) rates.learningRate());
        TFloat32 quantile = TFloat32.scalarOf((float) rates.tau());
        TFloat32 number = TFloat32.scalarOf((float) rates.number())) {
      return way.apply(
          runner
              .feed(labels, classes)
              .feed(learningRate, rate)
              .feed(tau, quantile)
              .feed(stepNumber, number)
              .addTarget(train)
              .fetch(loss)
              .fetch(trainingLogits));
    }
  }

  @Override
  public TFloat32 logits(TUint8 pixels) {
    return (TFloat32)
        session.runner().feed(images.pixels(), pixels).fetch(evaluationLogits).run().get(0);
  }

  private List<Operand<TFloat32>> gradients(List<Variable> trained) {
    Output<?>[] values =
        trained.stream().map(variable -> variable.value().asOutput()).toArray(Output<?>[]::new);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Output<?> gradient : graph.graph().addGradients(loss.asOutput(), values)) {
      gradients.add(gradient.expect(TFloat32.class));
    }
    return gradients;
  }

  private Operand<TFloat32> loss(Ops tf, int classes) {
    return teacherLogits.isPresent()
        ? Loss.ofTeacher(tf, teacherLogits.get(), trainingLogits)
        : Loss.ofLabels(tf, labels, trainingLogits, classes);
  }

  private static Placeholder<TFloat32> scalar(Ops tf, String name) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  @Override
  public void close() {
    graph.close();
  }
}
