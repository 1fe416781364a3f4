package org.recu.lowering;

import java.util.List;
import org.recu.graph.Parameters;
import org.recu.graph.Shapes;
import org.recu.nn.AveragePooling;
import org.recu.nn.ChannelFirstFlatten;
import org.recu.nn.ChannelPadding;
import org.recu.nn.GlobalAverage;
import org.recu.nn.Linear;
import org.recu.nn.Lowering;
import org.recu.nn.MaxPooling;
import org.recu.nn.Parameter;
import org.recu.nn.Relu;
import org.recu.nn.Shift;
import org.recu.nn.Sign;
import org.recu.nn.Sum;
import org.recu.nn.TensorShape;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The layers that become the same TensorFlow ops in every graph. */
abstract class GraphLowering implements Lowering<Value> {

  private final Ops tf;
  private final Parameters parameters;

  /**
   * A lowering into a graph.
   *
   * @param tf where the ops go
   * @param parameters the values of the network's parameters
   */
  GraphLowering(Ops tf, Parameters parameters) {
    this.tf = tf;
    this.parameters = parameters;
  }

  /** Where a layer's ops go, grouped under a name. */
  final Ops ops(String layer) {
    return tf.withSubScope(layer);
  }

  final Operand<TFloat32> value(Parameter parameter) {
    return parameters.value(parameter);
  }

  /** -1 where alpha is below 0, else +1, so that alpha can leave 0: (filters), no gradient. */
  static Operand<TFloat32> direction(Ops tf, Operand<TFloat32> alpha) {
    return tf.stopGradient(
        tf.select(tf.math.less(alpha, tf.constant(0f)), tf.constant(-1f), tf.constant(1f)));
  }

  /** Sums and scale whose product is computed under a layer's name, should anybody need it. */
  final Value.Sums scaled(Operand<TFloat32> sums, Operand<TFloat32> scale) {
    return new Value.Sums(sums, scale, LazyOperand.of(() -> ops("alpha").math.mul(sums, scale)));
  }

  @Override
  public final Value sign(Sign layer, Value input) {
    return new Value.Signs(
        input,
        Shapes.batchOf(layer.output()),
        LazyOperand.of(() -> ops("sign").math.sign(input.real())));
  }

  @Override
  public final Value sum(Sum layer, Value left, Value right) {
    return new Value.Pair(
        left, right, LazyOperand.of(() -> ops("sum").math.add(left.real(), right.real())));
  }

  @Override
  public final Value relu(Relu layer, Value input) {
    return new Value.Plain(ops("relu").nn.relu(input.real()));
  }

  @Override
  public Value shift(Shift layer, Value input) {
    return new Value.Plain(ops(layer.name()).nn.biasAdd(input.real(), value(layer.bias())));
  }

  @Override
  public Value maxPooling(MaxPooling layer, Value input) {
    Ops scope = ops("max_pool");
    return input instanceof Value.Sums sums
        ? scaled(maximum(scope, layer, sums.sums()), sums.scale())
        : new Value.Plain(maximum(scope, layer, input.real()));
  }

  private static Operand<TFloat32> maximum(Ops tf, MaxPooling layer, Operand<TFloat32> input) {
    int padding = layer.padding();
    // TensorFlow's SAME would put the padding at the bottom and the right alone.
    Operand<TFloat32> padded =
        padding == 0
            ? input
            : tf.pad(
                input,
                tf.constant(new int[][] {{0, 0}, {padding, padding}, {padding, padding}, {0, 0}}),
                tf.constant(Float.NEGATIVE_INFINITY));
    // Not tf.nn.maxPool, whose windows are operands: TensorFlow Lite has no such op.
    OperationBuilder pool = tf.scope().opBuilder("MaxPool", "MaxPool");
    pool.addInput(padded.asOutput());
    pool.setAttr("ksize", square(layer.window()));
    pool.setAttr("strides", square(layer.stride()));
    pool.setAttr("padding", "VALID");
    return pool.build().<TFloat32>output(0);
  }

  private static long[] square(long side) {
    return new long[] {1, side, side, 1};
  }

  @Override
  public final Value averagePooling(AveragePooling layer, Value input) {
    List<Long> square = List.of(1L, 2L, 2L, 1L);
    return new Value.Plain(ops("average_pool").nn.avgPool(input.real(), square, square, "VALID"));
  }

  @Override
  public final Value globalAverage(GlobalAverage layer, Value input) {
    Ops scope = ops("global_average");
    return new Value.Plain(scope.math.mean(input.real(), scope.constant(new int[] {1, 2})));
  }

  @Override
  public final Value channelPadding(ChannelPadding layer, Value input) {
    Ops scope = ops("zero_channels");
    int[][] padding = {{0, 0}, {0, 0}, {0, 0}, {layer.before(), layer.after()}};
    return new Value.Plain(scope.pad(input.real(), scope.constant(padding), scope.constant(0f)));
  }

  @Override
  public final Value flatten(ChannelFirstFlatten layer, Value input) {
    Ops scope = ops("flatten");
    TensorShape flat = layer.output();
    return new Value.Plain(
        scope.reshape(
            scope.linalg.transpose(input.real(), scope.constant(new int[] {0, 3, 1, 2})),
            scope.constant(new long[] {-1, flat.size()})));
  }

  @Override
  public Value linear(Linear layer, Value input) {
    Ops scope = ops(layer.name());
    return new Value.Plain(scope.math.add(product(scope, layer, input), value(layer.bias())));
  }

  /** What a linear layer gives before its bias: (batch, outputs). */
  final Operand<TFloat32> product(Ops scope, Linear layer, Value input) {
    return scope.linalg.matMul(input.real(), value(layer.weight()));
  }
}
