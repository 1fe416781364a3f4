package org.recu.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.binarize.BinarizationMethod;
import org.recu.image.Normalization;
import org.recu.lowering.Tower;
import org.recu.model.Models;
import org.tensorflow.Graph;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

final class ForwardGraphTest {

  @ParameterizedTest
  @ValueSource(strings = {"resnet20_1w1a", "vgg_small_1w1a"})
  void of_trainingGraph_isTheNetworkAndItsLoss(String model) {
    GraphDef forward = forward(model);
    Map<String, NodeDef> nodes = new HashMap<>();
    forward.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    assertThat(nodes).as("no two nodes of one name").hasSize(forward.getNodeCount());
    assertThat(nodes).containsKeys("images", "labels");
    assertThat(nodes.keySet())
        .anyMatch(name -> name.startsWith("loss/"))
        .noneMatch(name -> name.startsWith("gradients") || name.startsWith("evaluate"))
        .noneMatch(name -> name.startsWith("update") || name.contains("momentum"))
        .noneMatch(name -> name.contains("."));
    for (NodeDef node : forward.getNodeList()) {
      for (String input : node.getInputList()) {
        assertThat(nodes).containsKey(input.replaceAll("^\\^|:\\d+$", ""));
      }
    }
    // TensorFlow itself accepts it as a graph.
    try (Graph graph = new Graph()) {
      graph.importGraphDef(forward);
    }
  }

  @Test
  void of_resNet_hasParametersBesideTheirOpsAndShapes() {
    GraphDef forward = forward("resnet20_1w1a");
    assertThat(forward.getNodeList())
        .extracting(NodeDef::getName)
        .contains("network/layer2/0/conv1/weight/VarHandleOp", "network/layer2/0/conv1/Sign");
    NodeDef convolution =
        forward.getNodeList().stream()
            .filter(node -> node.getOp().equals("Conv2D"))
            .filter(node -> node.getName().startsWith("network/layer2/0/conv1/"))
            .findFirst()
            .orElseThrow();
    TensorShapeProto shape = convolution.getAttrOrThrow("_output_shapes").getList().getShape(0);
    assertThat(shape.getDimList())
        .extracting(TensorShapeProto.Dim::getSize)
        .containsExactly(-1L, 16L, 16L, 32L);
  }

  private static GraphDef forward(String model) {
    List<Double> unused = List.of(1.0, 1.0, 1.0);
    OptimizerOptions optimizer =
        new OptimizerOptions(OptimizerOptions.Kind.SGD, 0.9, 0, OptimizerOptions.Decayed.ALL);
    try (TrainingGraph graph =
        TrainingGraph.of(
            new Learning(
                Models.create(model, 10, 32),
                BinarizationMethod.RECU.binarizer(),
                new Normalization(unused, unused),
                optimizer,
                false,
                1),
            Towers.of(Tower.Target.cpu()))) {
      return graph.forwardGraph();
    }
  }
}
