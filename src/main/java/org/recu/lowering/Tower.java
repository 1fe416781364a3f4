package org.recu.lowering;

import org.recu.binarize.Binarizer;
import org.recu.fusion.Fusions;
import org.recu.graph.Device;
import org.recu.graph.ImageInput;
import org.recu.graph.OneBitParameters;
import org.recu.graph.Parameters;
import org.recu.graph.Shapes;
import org.recu.nn.Architecture;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network in a TensorFlow graph. How its layers are computed is chosen here, once, and nowhere
 * else.
 *
 * <p>A training and an evaluation tower over the same {@link Parameters} share their variables.
 */
public final class Tower {

  private final GraphLowering lowering;

  private Tower(GraphLowering lowering) {
    this.lowering = lowering;
  }

  /**
   * A tower for training: batch statistics, and gradients through the signs.
   *
   * @param tf where the ops go
   * @param target where it runs, and in which arithmetic
   * @param context of the same graph
   */
  public static Tower training(Ops tf, Target target, TrainingContext context) {
    if (target.device().gpu().isPresent()) {
      return new Tower(new GpuTraining(tf, context, target.arithmetic()));
    }
    return new Tower(
        switch (target.arithmetic()) {
          case FLOAT32 -> new CpuTraining(tf, context, target.ways());
          case MIXED -> new MixedCpuTraining(tf, context, target.ways());
        });
  }

  /**
   * Where a tower runs in training.
   *
   * @param device CPU or GPU
   * @param arithmetic of its convolutions
   * @param ways to the sums of its binary layers, on the CPU; no number depends on them
   */
  public record Target(Device device, Arithmetic arithmetic, Ways ways) {

    /** A tower whose ways are {@linkplain Ways#untried not tried}. */
    public Target(Device device, Arithmetic arithmetic) {
      this(device, arithmetic, Ways.untried());
    }

    /** Float32 on the CPU. */
    public static Target cpu() {
      return new Target(Device.cpu(), Arithmetic.FLOAT32);
    }

    /**
     * Element-wise formulas, as the device runs them best.
     *
     * @param tf ops of the graph that they go into
     */
    public Fusions fusions(Ops tf) {
      return device.gpu().isPresent() ? Fusions.plain() : Fusions.compiled(tf);
    }
  }

  /**
   * A tower for evaluation in float32: running statistics, and signs without gradients.
   *
   * @param tf where the ops go
   * @param parameters of the same graph
   * @param binarizer of the weights
   */
  public static Tower evaluation(Ops tf, Parameters parameters, Binarizer binarizer) {
    return new Tower(new Float32Evaluation(tf, parameters, binarizer));
  }

  /**
   * A tower for evaluation that gives the same numbers by another way: binary convolutions that
   * count bits, compiled as what lies between them is.
   *
   * @param tf where the ops go
   * @param parameters of the same graph
   * @param binarizer of the weights
   */
  public static Tower oneBit(Ops tf, OneBitParameters parameters, Binarizer binarizer) {
    Ops onCpu = onCpu(tf);
    return new Tower(new OneBitEvaluation(onCpu, Fusions.compiled(onCpu), parameters, binarizer));
  }

  /**
   * Images as a tower that {@linkplain #oneBit counts bits} takes them: normalised by a compiled
   * loop, to the bits of {@link ImageInput#normalized}.
   *
   * @param tf where it goes
   * @param images of the same graph
   */
  public static Operand<TFloat32> normalized(Ops tf, ImageInput images) {
    Ops onCpu = onCpu(tf);
    return PixelLoop.of(onCpu, Fusions.compiled(onCpu), images);
  }

  /** Whether all binary layers of a network can {@linkplain #oneBit count bits}. */
  public static boolean countsBits(Architecture architecture) {
    return architecture.binaryShapes().stream()
        .allMatch(shape -> OneBitSums.fit(shape.form(), Shapes.batchOf(shape.input())));
  }

  private static Ops onCpu(Ops tf) {
    return tf.withDevice(
        DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(0).build());
  }

  /**
   * Adds a network to the graph.
   *
   * @param architecture of the network
   * @param images (batch, height, width, 3), float32, RGB, normalised
   * @return logits: (batch, classes), float32
   */
  public Operand<TFloat32> logits(Architecture architecture, Operand<TFloat32> images) {
    return architecture.lower(lowering, new Value.Plain(images)).real();
  }
}
