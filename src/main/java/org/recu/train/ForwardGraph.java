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
 * The part of a training graph worth looking at: the forward pass up to the loss, without
 * gradients, updates and evaluation, each op annotated with its output shapes. The training tower
 * is renamed to {@code network}, and contains the parameters as well as the ops. Dots in PyTorch's
 * names become slashes, so that a viewer nests layers in blocks and blocks in {@code layer1}.
 */
final class ForwardGraph {

  /** Attribute from which graph viewers read an op's output shapes. */
  private static final String SHAPES = "_output_shapes";

  private static final String TOWER = TrainingGraph.TOWER + "/";

  private ForwardGraph() {}

  /**
   * Extracts the forward pass.
   *
   * @param graph the whole graph
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

  /** The name under which a node or an input is shown. */
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
