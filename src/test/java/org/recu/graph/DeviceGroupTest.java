package org.recu.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recu.nn.Initial;
import org.recu.nn.Parameter;
import org.recu.nn.ParameterKind;
import org.recu.nn.TensorShape;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.TensorShapeProto;

/** What TensorFlow makes of a graph in sessions of each configuration. */
final class DeviceGroupTest {

  private static final DeviceGroup CPU = DeviceGroup.of(Device.cpu());

  /** 160 kB, more than a training session folds and less than any other does. */
  private static final TensorShape SHAPE = TensorShape.of(200, 200);

  @Test
  void aSessionThatTrainsDoesNotKeepInitialValuesAsConstants() {
    assertEquals(0, initialValuesKept(SessionPlace.training(CPU), Initial.normal(1)));
    assertEquals(0, initialValuesKept(SessionPlace.training(CPU), Initial.constant(0)));
  }

  @Test
  void anotherSessionFoldsConstantsOfThatSize() {
    assertEquals(1, initialValuesKept(SessionPlace.on(CPU), Initial.normal(1)));
    assertEquals(1, initialValuesKept(SessionPlace.on(CPU), Initial.constant(0)));
  }

  /** Constants of the parameter's shape in the graph that initialises it, as TensorFlow runs it. */
  private static long initialValuesKept(SessionPlace place, Initial initial) {
    try (GraphSession graph = new GraphSession()) {
      Variable variable =
          Variable.create(
              graph.ops(), new Parameter("weight", ParameterKind.LINEAR_WEIGHT, SHAPE, initial), 7);
      Session session = graph.open(place);
      try (Result result =
          session
              .runner()
              .setOptions(RunOptions.newBuilder().setOutputPartitionGraphs(true).build())
              .addTarget(variable.initialize())
              .runAndFetchMetadata()) {
        return result.getMetadata().orElseThrow().getPartitionGraphsList().stream()
            .map(GraphDef::getNodeList)
            .flatMap(List::stream)
            .filter(DeviceGroupTest::isInitialValue)
            .count();
      }
    }
  }

  private static boolean isInitialValue(NodeDef node) {
    if (!node.getOp().equals("Const")) {
      return false;
    }
    TensorShapeProto shape = node.getAttrOrThrow("value").getTensor().getTensorShape();
    return shape.getDimCount() == SHAPE.rank() && shape.getDim(0).getSize() == SHAPE.get(0);
  }
}
