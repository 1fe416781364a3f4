package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.golden.NativeTensors;
import org.recu.nn.Initial;
import org.recu.nn.Parameter;
import org.recu.nn.ParameterKind;
import org.recu.nn.TensorShape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class GradientBuffersTest {

  private static final List<Parameter> PARAMETERS =
      List.of(parameter("a", 2, 3), parameter("b", 4), parameter("c", 9), parameter("d", 1, 2));

  @Test
  void pack_lastParametersFirst_fillsBuffersOfAtMostTheSize() {
    GradientBuffers buffers = new GradientBuffers(PARAMETERS, 8);
    assertThat(buffers.size()).isEqualTo(4);
    assertThat(new GradientBuffers(PARAMETERS, 11).size()).isEqualTo(2);
    assertThat(new GradientBuffers(PARAMETERS, 100).size()).isEqualTo(1);
  }

  @Test
  void unpack_ofPacked_isWhatWasPacked() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      GradientBuffers buffers = new GradientBuffers(PARAMETERS, 11);
      List<Operand<TFloat32>> gradients =
          List.of(
              tf.constant(new float[][] {{1, 2, 3}, {4, 5, 6}}),
              tf.constant(new float[] {7, 8, 9, 10}),
              tf.constant(new float[] {11, 12, 13, 14, 15, 16, 17, 18, 19}),
              tf.constant(new float[][] {{20, 21}}));
      List<Operand<TFloat32>> packed = buffers.pack(tf, gradients);
      List<Operand<TFloat32>> unpacked = buffers.unpack(tf, packed);
      try (Result result =
          session
              .runner()
              .fetch(packed.get(0))
              .fetch(unpacked.get(0))
              .fetch(unpacked.get(1))
              .fetch(unpacked.get(3))
              .run()) {
        assertThat(values(result, 0)).containsExactly(20, 21, 11, 12, 13, 14, 15, 16, 17, 18, 19);
        assertThat(values(result, 1)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(result.get(1).shape().asArray()).containsExactly(2, 3);
        assertThat(values(result, 2)).containsExactly(7, 8, 9, 10);
        assertThat(values(result, 3)).containsExactly(20, 21);
      }
    }
  }

  private static float[] values(Result result, int index) {
    return NativeTensors.values((TFloat32) result.get(index));
  }

  private static Parameter parameter(String name, long... shape) {
    return new Parameter(name, ParameterKind.VECTOR, TensorShape.of(shape), Initial.constant(0));
  }
}
