package org.recu.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpKindTest {

  @ParameterizedTest
  @CsvSource({
    "Conv2D, CONVOLUTION",
    "_MklNativeConv2D, CONVOLUTION",
    "_MklNativeConv2DBackpropFilter, CONVOLUTION",
    "_MklConv2DBackpropInput, CONVOLUTION",
    "_FusedConv2D, CONVOLUTION",
    "_MklMatMul, MATRIX_PRODUCT",
    "BatchMatMulV2, MATRIX_PRODUCT",
    "_MklNativeFusedBatchNormGradV3, NORMALIZATION",
    "AddV2, ELEMENT_WISE",
    "SelectV2, ELEMENT_WISE",
    "Relu6, ELEMENT_WISE",
    "Sum, REDUCTION",
    "_MklNativeAvgPool, REDUCTION",
    "PadV2, COPY",
    "ConcatV2, COPY",
    "_MklToTf, COPY",
    "ResourceApplyMomentum, UPDATE",
    "QuantizedConv2DWithBias, CONVOLUTION",
    "_MklQuantizedConv2DWithBias, CONVOLUTION",
    "QuantizeV2, COPY",
    "PartitionedCall, FUNCTION",
    "_Arg, BOOKKEEPING",
    "ReadVariableOp, BOOKKEEPING",
  })
  void of_aTypeInAnyForm_isItsKind(String type, OpKind kind) {
    assertThat(OpKind.of("a/b", type)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"Qr", "_MklQr", "Conv2DOfSomeday", "V2", "_", "''"})
  void of_aTypeThatIsNotKnown_isOther(String type) {
    assertThat(OpKind.of("a/b", type)).isEqualTo(OpKind.OTHER);
  }

  @ParameterizedTest
  @CsvSource({
    "train/hardtanh/fusion, PartitionedCall, ELEMENT_WISE",
    "fusion_12, PartitionedCall, ELEMENT_WISE",
    "Gradients/sign_gradient_nx8x8x64.fusion_3, PartitionedCall, ELEMENT_WISE",
    "train/confusion, PartitionedCall, FUNCTION",
    "train/fusion/decode, PartitionedCall, FUNCTION",
    "train/fusion, Conv2D, CONVOLUTION",
  })
  void of_aCallOfAFusion_isElementWise(String node, String type, OpKind kind) {
    assertThat(OpKind.of(node, type)).isEqualTo(kind);
  }

  @Test
  void key_ofWords_isOneWord() {
    assertThat(OpKind.ELEMENT_WISE.key()).isEqualTo("element_wise");
    assertThat(OpKind.MATRIX_PRODUCT.key()).isEqualTo("matrix_product");
  }
}
