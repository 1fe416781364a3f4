package org.recu.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.recu.fusion.Fusions;
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
  private final Optional<Operand<TFloat32>> tau;
  private final Fusions fusions;
  private final List<Layer> layers = new ArrayList<>();

  private Tower(Ops tf, Parameters parameters, Device device, Optional<Operand<TFloat32>> tau) {
    this.tf = tf;
    this.parameters = parameters;
    this.device = device;
    this.tau = tau;
    fusions = device.gpu().isPresent() ? Fusions.plain() : Fusions.compiled(tf);
  }

  /**
   * A tower that learns: batch statistics, and gradients through the signs.
   *
   * @param device where it will run
   * @param tau scalar: the quantile that the rectification clamps at
   */
  public static Tower training(
      Ops tf, Parameters parameters, Device device, Operand<TFloat32> tau) {
    return new Tower(tf, parameters, device, Optional.of(tau));
  }

  /** A tower that evaluates: running statistics, and signs without gradients. */
  public static Tower evaluation(Ops tf, Parameters parameters) {
    return new Tower(tf, parameters, Device.cpu(), Optional.empty());
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

  /** Element-wise formulas, as the device runs them best. */
  public Fusions fusions() {
    return fusions;
  }

  /** Whether this is a tower that learns. */
  boolean training() {
    return tau.isPresent();
  }

  Parameters parameters() {
    return parameters;
  }

  /** Puts a finished layer on record. */
  void record(Layer layer) {
    layers.add(layer);
  }

  /** The layers so far, in the order they were built. */
  public List<Layer> layers() {
    return Collections.unmodifiableList(layers);
  }
}
