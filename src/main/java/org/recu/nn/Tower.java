package org.recu.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.recu.fusion.Fusions;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network under construction: where its ops go, in which phase it is, where its numbers come
 * from, and what layers it has got so far.
 *
 * <p>A training and an evaluation tower over the same {@link Parameters} share their variables.
 */
public final class Tower {

  private final Ops tf;
  private final Parameters parameters;
  private final Device device;
  private final Arithmetic arithmetic;
  private final Optional<Operand<TFloat32>> tau;
  private final Fusions fusions;
  private final Optional<Int8Layers> int8;
  private final Origins origins = new Origins();
  private final List<Layer> layers = new ArrayList<>();

  private Tower(
      Ops tf,
      Parameters parameters,
      Device device,
      Arithmetic arithmetic,
      Optional<Operand<TFloat32>> tau,
      Optional<Int8Parameters> bytes) {
    this.tf = tf;
    this.parameters = parameters;
    this.device = device;
    this.arithmetic = arithmetic;
    this.tau = tau;
    fusions = device.gpu().isPresent() ? Fusions.plain() : Fusions.compiled(tf);
    int8 = bytes.map(constants -> new Int8Layers(fusions, constants));
  }

  /**
   * A tower that learns: batch statistics, and gradients through the signs.
   *
   * @param device where it will run
   * @param tau scalar: the quantile that the rectification clamps at
   */
  public static Tower training(
      Ops tf, Parameters parameters, Device device, Operand<TFloat32> tau) {
    return training(tf, parameters, device, Arithmetic.FLOAT32, tau);
  }

  /**
   * The same with a choice of arithmetic.
   *
   * @param arithmetic of its convolutions
   */
  public static Tower training(
      Ops tf, Parameters parameters, Device device, Arithmetic arithmetic, Operand<TFloat32> tau) {
    return new Tower(tf, parameters, device, arithmetic, Optional.of(tau), Optional.empty());
  }

  /** A tower that evaluates: running statistics, and signs without gradients. */
  public static Tower evaluation(Ops tf, Parameters parameters) {
    return new Tower(
        tf, parameters, Device.cpu(), Arithmetic.FLOAT32, Optional.empty(), Optional.empty());
  }

  /**
   * A tower that evaluates and gives the same numbers by another way: binary convolutions in bytes,
   * and what lies between them compiled. It runs where {@link Int8Probe} says so.
   */
  public static Tower int8(Ops tf, Int8Parameters parameters) {
    DeviceSpec cpu =
        DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(0).build();
    return new Tower(
        tf.withDevice(cpu),
        parameters,
        Device.cpu(),
        Arithmetic.FLOAT32,
        Optional.empty(),
        Optional.of(parameters));
  }

  /** Where a layer's ops go, grouped under its name. */
  Ops ops(String layer) {
    return tf.withSubScope(layer);
  }

  /** The ops of the tower itself, for what lies between layers. */
  public Ops ops() {
    return tf;
  }

  /** Tau in training; empty in evaluation. */
  Optional<Operand<TFloat32>> tau() {
    return tau;
  }

  /** Where a tower that learns will run; one that evaluates is the same everywhere. */
  Device device() {
    return device;
  }

  /** What its convolutions compute with. */
  Arithmetic arithmetic() {
    return arithmetic;
  }

  /** Element-wise formulas, as the device runs them best. */
  public Fusions fusions() {
    return fusions;
  }

  /** What the activations of a tower that learns in mixed precision were made of. */
  Origins origins() {
    return origins;
  }

  /** Whether this is a tower that learns. */
  boolean training() {
    return tau.isPresent();
  }

  /** The layers of a tower that computes with bytes; empty for all others. */
  Optional<Int8Layers> int8() {
    return int8;
  }

  Parameters parameters() {
    return parameters;
  }

  /** Puts a finished layer on record. */
  void record(Layer layer) {
    layers.add(layer);
  }

  /** Whether any layer so far multiplies signs with signs. */
  public boolean hasBinaryLayers() {
    return layers.stream().anyMatch(layer -> layer.binaryMultiplyAdds() > 0);
  }

  /** The layers so far, in the order they were built. */
  public List<Layer> layers() {
    return Collections.unmodifiableList(layers);
  }
}
