package org.recu.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.recu.graph.Device;
import org.recu.graph.Int8Constant;
import org.recu.nn.Convolution;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Whether convolutions of bytes run on this machine, and are exact.
 *
 * <p>TensorFlow has them where it is built with oneDNN, which chooses its instructions by the
 * processor; on some older ones the sums saturate. So small convolutions are run and compared with
 * float32, which is exact for signs.
 */
public final class Int8Probe {

  private static final int SIZE = 8;

  /** Channels and strides that are tried: those of narrow and of wide layers. */
  private static final List<Integer> CHANNELS = List.of(16, 64, 512);

  private static final List<Integer> STRIDES = List.of(1, 2);

  private Int8Probe() {}

  /** Whether they do on a device; tried once in a process. */
  public static boolean isExact(Device device) {
    return device.gpu().isEmpty() && Outcome.EXACT;
  }

  /** Initialised when first used. */
  private static final class Outcome {
    static final boolean EXACT = probe();
  }

  private static boolean probe() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      List<Operand<TFloat32>> differences = new ArrayList<>();
      for (int channels : CHANNELS) {
        for (int stride : STRIDES) {
          differences.add(difference(tf, channels, stride));
        }
      }
      try (Session session = new Session(graph, Device.cpu().configuration())) {
        Session.Runner runner = session.runner();
        differences.forEach(runner::fetch);
        try (Result result = runner.run()) {
          boolean exact = true;
          for (int i = 0; i < result.size(); i++) {
            exact &= ((TFloat32) result.get(i)).getFloat() == 0;
          }
          return exact;
        }
      }
    } catch (TensorFlowException | IllegalArgumentException e) {
      // No such op, or none for this processor.
      return false;
    }
  }

  /** The greatest difference between the two. */
  private static Operand<TFloat32> difference(Ops tf, int channels, int stride) {
    Convolution form = Convolution.threeByThree(channels, stride);
    byte[] signs = signs(1, SIZE * SIZE * channels);
    byte[] weight = signs(2, 9 * channels * channels);
    Shape inputShape = Shape.of(1, SIZE, SIZE, channels);
    Shape weightShape = Shape.of(3, 3, channels, channels);
    Operand<TUint8> bytes = tf.constant(TUint8.class, inputShape, DataBuffers.of(signs));
    Output<?> levels = Int8Constant.of(tf, "weight", weightShape, weight);
    Operand<TFloat32> found =
        tf.dtypes.cast(Int8Convolution.of(tf, bytes, levels, form), TFloat32.class);
    Operand<TFloat32> expected =
        new ConvolutionOps(form)
            .of(
                tf,
                tf.constant(inputShape, DataBuffers.of(floats(signs))),
                tf.constant(weightShape, DataBuffers.of(floats(weight))));
    return tf.max(tf.math.abs(tf.math.sub(found, expected)), tf.constant(new int[] {0, 1, 2, 3}));
  }

  /** Random ones, 0 among them. */
  private static byte[] signs(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] signs = new byte[count];
    for (int i = 0; i < count; i++) {
      signs[i] = (byte) (random.nextInt(16) == 0 ? 0 : random.nextBoolean() ? 1 : -1);
    }
    return signs;
  }

  private static float[] floats(byte[] signs) {
    float[] floats = new float[signs.length];
    for (int i = 0; i < signs.length; i++) {
      floats[i] = signs[i];
    }
    return floats;
  }
}
