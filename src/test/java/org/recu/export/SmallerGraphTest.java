package org.recu.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** What an exported graph leaves out. */
final class SmallerGraphTest {

  private static NodeDef constant(String name, float value, String device) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .setDevice(device)
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .putAttr(
            "value",
            AttrValue.newBuilder()
                .setTensor(TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).addFloatVal(value))
                .build())
        .build();
  }

  @Test
  void mergedConstants_equalOnes_areOneNode() {
    NodeDef user =
        NodeDef.newBuilder()
            .setName("sum")
            .setOp("AddN")
            .addInput("a")
            .addInput("b")
            .addInput("other")
            .addInput("elsewhere")
            .addInput("kept")
            .addInput("^b")
            .build();
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(constant("a", 1, ""))
            .addNode(constant("b", 1, ""))
            .addNode(constant("other", 2, ""))
            .addNode(constant("elsewhere", 1, "/device:CPU:0"))
            .addNode(constant("kept", 1, ""))
            .addNode(user)
            .build();
    GraphDef merged = MergedConstants.of(graph, Set.of("kept"));
    assertThat(merged.getNodeList().stream().map(NodeDef::getName))
        .containsExactly("a", "other", "elsewhere", "kept", "sum");
    assertThat(merged.getNode(4).getInputList())
        .containsExactly("a", "a", "other", "elsewhere", "kept", "^a");
  }

  @Test
  void strippedDefaults_attributes_staysWhatIsNotTheDefault() {
    NodeDef convolution =
        NodeDef.newBuilder()
            .setName("convolution")
            .setOp("Conv2D")
            .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
            .putAttr("use_cudnn_on_gpu", AttrValue.newBuilder().setB(true).build())
            .putAttr("data_format", text("NCHW"))
            .putAttr("padding", text("SAME"))
            .build();
    GraphDef.Builder graph = GraphDef.newBuilder().addNode(convolution);
    graph.getLibraryBuilder().addFunctionBuilder().addNodeDef(convolution);
    GraphDef stripped = StrippedDefaults.of(graph.build());
    assertThat(stripped.getNode(0).getAttrMap()).containsOnlyKeys("T", "data_format", "padding");
    assertThat(stripped.getLibrary().getFunction(0).getNodeDef(0).getAttrMap())
        .containsOnlyKeys("T", "data_format", "padding");
  }

  private static AttrValue text(String text) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
  }
}
