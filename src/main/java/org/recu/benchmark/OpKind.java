package org.recu.benchmark;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Kinds of ops. Ops of one kind are fast or slow for the same reason. */
public enum OpKind {
  /** Convolutions and their gradients. */
  CONVOLUTION(
      "convolution",
      "Conv2D Conv2DBackpropInput Conv2DBackpropFilter FusedConv2D DepthwiseConv2dNative"
          + " DepthwiseConv2dNativeBackpropInput DepthwiseConv2dNativeBackpropFilter"
          + " QuantizedConv2D QuantizedConv2DAndRequantize QuantizedConv2DWithBias"
          + " QuantizedConv2DWithBiasAndRequantize QuantizedConv2DPerChannel"),
  /** Matrix products. */
  MATRIX_PRODUCT("matrix product", "MatMul BatchMatMul FusedMatMul FusedBatchMatMul Einsum"),
  /** Batch normalisation as one op, forward and backward. */
  NORMALIZATION("normalisation", "FusedBatchNorm FusedBatchNormEx FusedBatchNormGrad"),
  /** Arithmetic on single elements or pairs of them, and formulas of it compiled into one loop. */
  ELEMENT_WISE(
      "element-wise",
      "Abs Add AddN BiasAdd ClipByValue Div DivNoNan Equal Exp Floor FloorDiv FloorMod Greater"
          + " GreaterEqual Inv IsFinite IsNan LeakyRelu LeakyReluGrad Less LessEqual Log Log1p"
          + " LogicalAnd LogicalNot LogicalOr Maximum Minimum Mod Mul MulNoNan Neg NotEqual"
          + " OnesLike Pow RealDiv Reciprocal ReciprocalGrad Relu Relu6 Relu6Grad ReluGrad Rint"
          + " Round Rsqrt RsqrtGrad Select Sigmoid SigmoidGrad Sign Sqrt SqrtGrad Square"
          + " SquaredDifference Sub Tanh TanhGrad Xdivy Xlogy ZerosLike"),
  /** Many numbers reduced to one: sums and the like, pooling, the loss. */
  REDUCTION(
      "reductions",
      "All Any ArgMax ArgMin AvgPool AvgPoolGrad BiasAddGrad EuclideanNorm L2Loss LogSoftmax Max"
          + " MaxPool MaxPoolGrad Mean Min Prod Softmax SoftmaxCrossEntropyWithLogits"
          + " SparseSoftmaxCrossEntropyWithLogits Sum"),
  /** The same numbers in another place, order or type. */
  COPY(
      "copies",
      "Bitcast BroadcastTo Cast Concat Copy CopyHost DeepCopy Dequantize ExpandDims Fill"
          + " Gather GatherNd Identity IdentityN MirrorPad OneHot Pack Pad PreventGradient Quantize"
          + " Reshape Reverse ScatterNd Slice Snapshot Split SplitV Squeeze StopGradient StridedSlice"
          + " StridedSliceGrad Tile ToTf Transpose Unpack"),
  /** Other functions called as a whole; the trace does not show what they compute. */
  FUNCTION("functions", "PartitionedCall StatefulPartitionedCall XlaLaunch XlaRun"),
  /** New values of variables. */
  UPDATE(
      "updates",
      "AssignAddVariableOp AssignSubVariableOp AssignVariableOp ResourceApplyAdam"
          + " ResourceApplyGradientDescent ResourceApplyKerasMomentum ResourceApplyMomentum"),
  /** Arguments, constants, variables and shapes: many ops, little work. */
  BOOKKEEPING(
      "bookkeeping",
      "Arg BroadcastArgs BroadcastGradientArgs ConcatOffset Const ControlTrigger DynamicStitch"
          + " EnsureShape InvertPermutation NoOp Placeholder PlaceholderWithDefault Range Rank"
          + " ReadVariableOp Retval Shape ShapeN Size VarHandleOp"),
  /** None of these, or unknown. */
  OTHER("other", "");

  /** The last part of a node's name, which TensorFlow numbers. */
  private static final Pattern FUSION = Pattern.compile("(.*[/.])?fusion(_\\d+)?");

  private static final Map<String, OpKind> BY_TYPE = new HashMap<>();

  static {
    for (OpKind kind : values()) {
      for (String type : kind.types.split(" ", -1)) {
        if (BY_TYPE.put(type, kind) != null) {
          throw new IllegalStateException(type + " has two kinds");
        }
      }
    }
  }

  private final String words;

  /** Its op types, separated by spaces, without prefixes and versions. */
  private final String types;

  OpKind(String words, String types) {
    this.words = words;
    this.types = types;
  }

  /**
   * Returns the kind of an op.
   *
   * @param node its name in the graph. The element-wise formulas of {@code org.recu.fusion} are
   *     calls whose names end in {@code fusion}
   * @param type its type, such as {@code PadV2}, or TensorFlow's internal or oneDNN form of it,
   *     such as {@code _MklNativeConv2D}
   */
  static OpKind of(String node, String type) {
    String plain = type.replaceFirst("^_(Mkl)?(Native)?", "").replaceFirst("V\\d+$", "");
    OpKind kind = BY_TYPE.getOrDefault(plain, OTHER);
    return kind == FUNCTION && FUSION.matcher(node).matches() ? ELEMENT_WISE : kind;
  }

  /** Its name in text, such as {@code element-wise}. */
  public String words() {
    return words;
  }

  /** Its name in JSON, such as {@code element_wise}. */
  public String key() {
    return words.replaceAll("[ -]", "_").toLowerCase(Locale.ROOT);
  }
}
