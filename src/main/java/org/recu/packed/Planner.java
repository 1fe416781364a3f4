package org.recu.packed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.packed.proto.ImageMessage;
import org.recu.packed.proto.NormalizationMessage;
import org.recu.packed.proto.OperationMessage.KindCase;

/**
 * Turns the operations of a network into passes.
 *
 * <p>A pass begins with an operation that looks at more than one pixel and goes on with the
 * element-wise ones that follow it, as long as what they need is there. A value is kept as float32
 * only if a later pass reads its numbers; binary convolutions get packed signs.
 */
final class Planner {

  private static final int COLOURS = 3;

  private final Kernel kernel;
  private final List<Node> nodes;

  /** For each value, the operations that take it; one that takes it twice is there twice. */
  private final List<List<Node>> takers = new ArrayList<>();

  /** For each value, whether a pass computes it already. */
  private final boolean[] planned;

  private final Planes planes;
  private final List<SignLayout> signs = new ArrayList<>();

  /** For each binary convolution, by the number of its value, the number of its signs. */
  private final Map<Integer, Integer> signNumbers = new HashMap<>();

  private final List<Integer> paddedSizes = new ArrayList<>();
  private final List<Pass> passes = new ArrayList<>();
  private final Shape image;
  private int numbers;
  private int differences;

  private Planner(Kernel kernel, int imageSize, List<Node> nodes) {
    this.kernel = kernel;
    this.nodes = nodes;
    image = new Shape(imageSize, imageSize, COLOURS);
    planned = new boolean[nodes.size() + 1];
    planes = new Planes(nodes.size() + 1);
    for (int value = 0; value <= nodes.size(); value++) {
      takers.add(new ArrayList<>());
    }
    for (Node node : nodes) {
      for (int input : node.inputs()) {
        takers.get(input).add(node);
      }
    }
  }

  /**
   * Plans a network.
   *
   * @param kernel that computes its convolutions
   * @param message how an image becomes numbers
   * @param nodes its operations
   */
  static Plan plan(Kernel kernel, ImageMessage message, List<Node> nodes) {
    Planner planner = new Planner(kernel, message.getSize(), nodes);
    planner.pass(0, new Sources.Pixels(message));
    for (Node node : nodes) {
      if (!planner.planned[node.number()]) {
        planner.pass(node.number(), planner.source(node));
      }
    }
    Shape logits = nodes.get(nodes.size() - 1).shape();
    Planes.Places places = planner.planes.places();
    return new Plan(
        planner.passes,
        nodes.size(),
        logits.channels(),
        places.of(),
        places.sizes(),
        planner.signs,
        Planes.array(planner.paddedSizes),
        planner.numbers,
        planner.differences);
  }

  private Shape shape(int value) {
    return value == 0 ? image : nodes.get(value - 1).shape();
  }

  /** Adds a pass that begins with a value. */
  private void pass(int value, Source source) {
    List<Step> steps = new ArrayList<>();
    Shape shape = shape(value);
    numbers = Math.max(numbers, Pass.numbers(shape));
    List<Node> chain = new ArrayList<>();
    int current = value;
    while (true) {
      planned[current] = true;
      Node next = continuation(current);
      keep(current, next, steps);
      if (next == null) {
        break;
      }
      steps.add(step(next, current));
      chain.add(next);
      current = next.number();
    }
    Optional<Pass> thresholds = thresholds(shape, source, chain, steps);
    passes.add(
        thresholds.isPresent()
            ? thresholds.get()
            : new Pass(shape, source, finished(shape, steps)));
  }

  /** The steps of a pass, as one if the kernel has a loop for them. */
  private List<Step> finished(Shape shape, List<Step> steps) {
    Optional<Finish> finish = Finish.of(shape.channels(), steps);
    Optional<Step> one = finish.isPresent() ? kernel.finish(finish.get()) : Optional.empty();
    return one.isPresent() ? List.of(one.get()) : steps;
  }

  /** A pass that keeps nothing but signs, which are known from the sums of its convolution. */
  private Optional<Pass> thresholds(
      Shape shape, Source source, List<Node> chain, List<Step> steps) {
    if (source instanceof BinarySource sums
        && !sums.hasZeros()
        && steps.size() == chain.size() + 1
        && steps.get(chain.size()) instanceof StoreSigns signsOfSums
        && Thresholds.keepOrder(chain)) {
      Thresholds found = Thresholds.of(chain, shape.channels(), sums.greatest());
      return Optional.of(new Pass(shape, signsOfSums.of(sums, kernel.signs(found)), List.of()));
    }
    return Optional.empty();
  }

  /** The element-wise operation with which a pass goes on, or null. */
  private Node continuation(int value) {
    for (Node taker : takers.get(value)) {
      if (!planned[taker.number()] && isElementWise(taker, value)) {
        return taker;
      }
    }
    return null;
  }

  private boolean isElementWise(Node node, int value) {
    return switch (node.kind()) {
      case NORMALIZATION, HARD_TANH, PRELU, SHIFT, RELU -> true;
      case SUM -> planned[other(node, value)];
      default -> false;
    };
  }

  private static int other(Node sum, int value) {
    return sum.input() == value ? sum.inputs().get(1) : sum.input();
  }

  /** Keeps a value for those that take it, but for the one that the pass goes on with. */
  private void keep(int value, Node next, List<Step> steps) {
    boolean read = value == nodes.size();
    boolean passedOn = false;
    for (Node taker : takers.get(value)) {
      if (taker.kind() == KindCase.BINARY_CONVOLUTION) {
        steps.add(signs(taker));
      } else if (next != null && taker.number() == next.number() && !passedOn) {
        passedOn = true;
      } else {
        read = true;
      }
    }
    if (read) {
      planes.write(value, shape(value).size(), passes.size());
      steps.add(new Steps.Store(value, shape(value).channels()));
    }
  }

  private Step signs(Node convolution) {
    SignLayout layout =
        new SignLayout(
            shape(convolution.input()),
            Geometry.of(convolution.message().getBinaryConvolution().getGeometry()));
    signNumbers.put(convolution.number(), signs.size());
    signs.add(layout);
    return new StoreSigns(layout, signs.size() - 1, kernel.signs(layout.input().channels()));
  }

  private Step step(Node node, int value) {
    Shape shape = node.shape();
    return switch (node.kind()) {
      case NORMALIZATION -> normalization(node.message().getNormalization(), shape);
      case HARD_TANH -> new Steps.Clamp(shape.channels());
      case RELU -> new Steps.Rectify(shape.channels());
      case PRELU -> new Steps.Bend(Steps.repeated(shape, node.message().getPrelu().getValues()));
      case SHIFT -> new Steps.Shift(Steps.repeated(shape, node.message().getShift().getValues()));
      case SUM -> {
        int other = other(node, value);
        planes.readElementWise(other, passes.size());
        yield new Steps.Add(other, shape.channels());
      }
      default -> throw new IllegalStateException(node.field() + " is not element-wise");
    };
  }

  private static Step normalization(NormalizationMessage message, Shape shape) {
    float[] gain = Steps.repeated(shape, message.getGain());
    float[] offset = Steps.repeated(shape, message.getOffset());
    return message.getMean().isEmpty()
        ? new Steps.Normalize(gain, offset)
        : new Steps.Standardize(
            Steps.repeated(shape, message.getMean()),
            Steps.repeated(shape, message.getInverseDeviation()),
            gain,
            offset);
  }

  private Source source(Node node) {
    if (node.kind() == KindCase.BINARY_CONVOLUTION) {
      return binary(node);
    }
    int plane = node.input();
    Shape input = shape(plane);
    planes.read(plane, passes.size());
    return switch (node.kind()) {
      case CONVOLUTION -> real(node, input);
      case MAX_POOLING -> {
        Sources.Maximum usual =
            new Sources.Maximum(plane, input, node.shape().width(), node.message().getMaxPooling());
        yield kernel.maximum(usual).orElse(usual);
      }
      case AVERAGE_POOLING -> new Sources.Average(plane, input);
      case GLOBAL_AVERAGE -> new Sources.GlobalAverage(plane, input);
      case CHANNEL_PADDING ->
          new Sources.Padded(plane, input.channels(), node.message().getChannelPadding());
      case FLATTEN -> new Sources.ChannelFirst(plane, input);
      case LINEAR -> new Sources.Linear(plane, input.channels(), node.message().getLinear());
      case NORMALIZATION, HARD_TANH, PRELU, SHIFT, RELU, SUM -> elementWise(node, input);
      case BINARY_CONVOLUTION, KIND_NOT_SET -> throw new IllegalStateException(node.field());
    };
  }

  /** An element-wise operation with which no pass could go on: on a value that was kept. */
  private Source elementWise(Node node, Shape input) {
    Source copy = new Sources.Copy(node.input(), input.channels());
    Step step = step(node, node.input());
    return (workspace, from, count, x) -> {
      copy.fill(workspace, from, count, x);
      step.apply(workspace, from, count, x);
    };
  }

  private Source binary(Node node) {
    int number = signNumbers.get(node.number());
    SignLayout layout = signs.get(number);
    Kernel.Differences kernelDifferences =
        kernel.differences(BinaryWeights.of(layout, node.message().getBinaryConvolution()));
    differences = Math.max(differences, Pass.pixels(node.shape()) * kernelDifferences.stride());
    return new BinarySource(
        layout,
        number,
        node.shape(),
        kernelDifferences,
        node.message().getBinaryConvolution().getZerosList());
  }

  private Source real(Node node, Shape input) {
    Geometry form = Geometry.of(node.message().getConvolution().getGeometry());
    RealWeights weights = RealWeights.of(input, form, node.message().getConvolution().getWeights());
    int padded = -1;
    if (form.padding() > 0) {
      padded = paddedSizes.size();
      paddedSizes.add((input.height() + 2 * form.padding()) * weights.row());
    }
    return new RealSource(weights, node.input(), padded, node.shape(), kernel.products(weights));
  }
}
