package org.recu.lowering;

import org.recu.binarize.Binarizer;
import org.recu.fusion.Fusions;
import org.recu.graph.Int8Parameters;
import org.recu.lowering.EvaluationPass.Result;
import org.recu.nn.BinaryConvolution;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Evaluation whose binary convolutions compute with bytes: {@link Int8Convolution}. */
final class Int8Evaluation extends FusedEvaluation {

  private final Int8Parameters parameters;

  /**
   * Evaluation in a graph.
   *
   * @param tf where the ops go, on the CPU
   * @param fusions of the same graph, compiled
   */
  Int8Evaluation(Ops tf, Fusions fusions, Int8Parameters parameters, Binarizer binarizer) {
    super(tf, fusions, parameters, binarizer, Result.SIGN);
    this.parameters = parameters;
  }

  @Override
  Operand<TInt32> sums(Ops tf, BinaryConvolution layer, Operand<TUint8> signs, Shape input) {
    return Int8Convolution.of(
        tf, signs, parameters.signBytes(DerivedNames.signs(layer)), layer.form());
  }
}
