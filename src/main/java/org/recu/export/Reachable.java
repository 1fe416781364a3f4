package org.recu.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Removes the nodes of a graph that its outputs do not need. A layer may ask for a parameter that
 * the values derived from it make superfluous; an exported graph does not contain it.
 */
final class Reachable {

  private Reachable() {}

  /**
   * The graph reduced to some nodes and those they depend on, in their order.
   *
   * @param graph complete
   * @param wanted names of the nodes
   */
  static GraphDef from(GraphDef graph, List<String> wanted) {
    Map<String, NodeDef> nodes = new HashMap<>();
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    Set<String> reached = new HashSet<>(wanted);
    Deque<String> open = new ArrayDeque<>(wanted);
    while (!open.isEmpty()) {
      for (String input : nodes.get(open.pop()).getInputList()) {
        String name = input.replaceFirst("^\\^", "").replaceFirst(":[0-9]+$", "");
        if (reached.add(name)) {
          open.push(name);
        }
      }
    }
    GraphDef.Builder part = graph.toBuilder().clearNode();
    graph.getNodeList().stream()
        .filter(node -> reached.contains(node.getName()))
        .forEach(part::addNode);
    return part.setLibrary(library(graph.getLibrary(), part.getNodeList())).build();
  }

  /**
   * The functions that the nodes call, directly or not, sorted by name like their nodes, because
   * TensorFlow returns them in any order.
   */
  private static FunctionDefLibrary library(FunctionDefLibrary library, List<NodeDef> callers) {
    Map<String, FunctionDef> functions = new HashMap<>();
    library
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
    Map<String, FunctionDef> called = new TreeMap<>();
    Deque<NodeDef> open = new ArrayDeque<>(callers);
    while (!open.isEmpty()) {
      for (AttrValue attribute : open.pop().getAttrMap().values()) {
        FunctionDef function = functions.get(attribute.getFunc().getName());
        if (function != null && called.put(function.getSignature().getName(), function) == null) {
          open.addAll(function.getNodeDefList());
        }
      }
    }
    FunctionDefLibrary.Builder part = library.toBuilder().clearFunction();
    for (FunctionDef function : called.values()) {
      List<NodeDef> nodes = new ArrayList<>(function.getNodeDefList());
      nodes.sort(Comparator.comparing(NodeDef::getName));
      part.addFunction(function.toBuilder().clearNodeDef().addAllNodeDef(nodes));
    }
    return part.build();
  }
}
