package org.recu.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The part of a training graph that people look at: what the loss is computed from, without
 * gradients, updates and evaluation, each op with the shapes that it gives. The training tower is
 * called {@code network} and has its parameters beside its ops; the dots of PyTorch's names become
 * slashes, so that a viewer shows {@code layer1}, in it its blocks, in them their layers.
 */
final class ForwardGraph {

  /** By which viewers of graphs know the shapes of what an op gives. */
  private static final String SHAPES = "_output_shapes";

  private static final String TOWER = TrainingGraph.TOWER + "/";

  private ForwardGraph() {}

  /**
   * Picks it out.
   *
   * @param graph whole
   * @param loss name of the op that computes the loss
   */
  static GraphDef of(Graph graph, String loss) {
    GraphDef whole = graph.toGraphDef();
    Map<String, NodeDef> nodes = new HashMap<>();
    whole.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    Set<String> needed = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(loss);
    while (!open.isEmpty()) {
      String name = open.remove();
      if (needed.add(name)) {
        nodes.get(name).getInputList().forEach(input -> open.add(producer(input)));
      }
    }
    GraphDef.Builder forward = GraphDef.newBuilder().setVersions(whole.getVersions());
    for (NodeDef node : whole.getNodeList()) {
      if (needed.contains(node.getName())) {
        NodeDef.Builder shown = node.toBuilder().setName(shown(node.getName())).clearInput();
        shown.putAttr(SHAPES, shapes(graph.operation(node.getName())));
        node.getInputList().forEach(input -> shown.addInput(shown(input)));
        forward.addNode(shown);
      }
    }
    return forward.build();
  }

  /** The op of an input such as {@code op}, {@code op:1} or {@code ^op}. */
  private static String producer(String input) {
    int colon = input.indexOf(':');
    return input.substring(input.startsWith("^") ? 1 : 0, colon < 0 ? input.length() : colon);
  }

  /** What a node or an input is called where it is shown. */
  private static String shown(String input) {
    String control = input.startsWith("^") ? "^" : "";
    String name = input.substring(control.length());
    String scope = name.substring(0, Math.max(0, name.indexOf('/')));
    boolean parameter = scope.indexOf('.') >= 0;
    String inside = name.startsWith(TOWER) ? name.substring(TOWER.length()) : name;
    boolean ofNetwork = parameter || name.startsWith(TOWER);
    return control + (ofNetwork ? "network/" : "") + inside.replace('.', '/');
  }

  private static AttrValue shapes(GraphOperation operation) {
    AttrValue.ListValue.Builder shapes = AttrValue.ListValue.newBuilder();
    for (int i = 0; i < operation.numOutputs(); i++) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      List<Long> extents = operation.output(i).shape().toListOrNull();
      if (extents == null) {
        shape.setUnknownRank(true);
      } else {
        extents.forEach(extent -> shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(extent)));
      }
      shapes.addShape(shape);
    }
    return AttrValue.newBuilder().setList(shapes).build();
  }
}
