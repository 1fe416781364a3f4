package org.recu.lowering;

import org.recu.binarize.Binarizer;
import org.recu.fusion.Fusions;
import org.recu.graph.OneBitParameters;
import org.recu.graph.SignWords;
import org.recu.lowering.EvaluationPass.Result;
import org.recu.nn.BinaryConvolution;
import org.recu.nn.UnsupportedLayerException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** Evaluation whose binary convolutions count bits: {@link OneBitLoop}. */
final class OneBitEvaluation extends FusedEvaluation {

  private final OneBitParameters parameters;

  /**
   * Evaluation in a graph.
   *
   * @param tf where the ops go, on the CPU
   * @param fusions of the same graph, compiled
   */
  OneBitEvaluation(Ops tf, Fusions fusions, OneBitParameters parameters, Binarizer binarizer) {
    super(tf, fusions, parameters, binarizer, Result.MARK);
    this.parameters = parameters;
  }

  @Override
  Operand<TInt32> sums(Ops tf, BinaryConvolution layer, Operand<TUint8> signs, Shape input) {
    if (!OneBitSums.fit(layer.form(), input)) {
      throw new UnsupportedLayerException(
          layer, "bits are counted of 16, 32 or a multiple of 64 channels, by kernels up to 4x4");
    }
    OneBitLoop<TInt32> loop = OneBitSums.loop(layer.form(), input, TInt32.class);
    SignWords words = parameters.signWords(DerivedNames.signs(layer));
    return OneBitSums.counted(
        tf,
        fusions(),
        loop,
        SignPlanes.ofMarks(tf, fusions(), signs, input, layer.form()),
        plane(tf, loop.layout(), words.positive()),
        words.known().map(known -> plane(tf, loop.layout(), known)));
  }

  /** Words as a loop takes them: (terms, words of a pixel, filters). */
  private static Operand<TInt64> plane(Ops tf, BitLayout layout, Operand<TInt64> words) {
    long filters = words.shape().get(1);
    Shape shape = Shape.of(layout.terms(), layout.words(), filters);
    return tf.ensureShape(tf.reshape(words, tf.constant(shape.asArray())), shape);
  }
}
