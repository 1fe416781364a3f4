package org.recu.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.op.core.Constant;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Gives equal constants of a graph one node. Each layer brings its own bounds, shapes and zeros;
 * together they take more room in the file of a small network than its binary weights.
 */
final class MergedConstants {

  private MergedConstants() {}

  /**
   * The graph with the first of equal constants in place of all of them.
   *
   * @param graph complete
   * @param kept names of nodes that stay, whatever they equal
   */
  static GraphDef of(GraphDef graph, Set<String> kept) {
    Map<NodeDef, String> first = new HashMap<>();
    Map<String, String> replaced = new HashMap<>();
    List<NodeDef> nodes = new ArrayList<>();
    for (NodeDef node : graph.getNodeList()) {
      if (node.getOp().equals(Constant.OP_NAME) && !kept.contains(node.getName())) {
        NodeDef nameless = node.toBuilder().clearName().build();
        String earlier = first.putIfAbsent(nameless, node.getName());
        if (earlier != null) {
          replaced.put(node.getName(), earlier);
          continue;
        }
      }
      nodes.add(node);
    }
    GraphDef.Builder merged = graph.toBuilder().clearNode();
    for (NodeDef node : nodes) {
      merged.addNode(
          node.toBuilder()
              .clearInput()
              .addAllInput(
                  node.getInputList().stream().map(input -> renamed(input, replaced)).toList()));
    }
    return merged.build();
  }

  /** An input of a node, which begins with ^ if the node only runs after it. */
  private static String renamed(String input, Map<String, String> replaced) {
    return input.startsWith("^")
        ? "^" + replaced.getOrDefault(input.substring(1), input.substring(1))
        : replaced.getOrDefault(input, input);
  }
}
