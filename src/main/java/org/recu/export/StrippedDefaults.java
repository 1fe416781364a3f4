package org.recu.export;

import java.util.HashMap;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Removes the attributes of a graph that have their default values, as SavedModels of Python do:
 * the file is smaller, and a TensorFlow that does not know a newer attribute still loads it.
 */
final class StrippedDefaults {

  private StrippedDefaults() {}

  /** The graph and its functions without those attributes. */
  static GraphDef of(GraphDef graph) {
    Map<String, Map<String, AttrValue>> defaults = new HashMap<>();
    for (OpDef op : TensorFlow.registeredOpList().getOpList()) {
      Map<String, AttrValue> ofOp = new HashMap<>();
      op.getAttrList().stream()
          .filter(OpDef.AttrDef::hasDefaultValue)
          .forEach(attribute -> ofOp.put(attribute.getName(), attribute.getDefaultValue()));
      defaults.put(op.getName(), ofOp);
    }
    GraphDef.Builder stripped = graph.toBuilder();
    stripped.getNodeBuilderList().forEach(node -> strip(node, defaults));
    stripped
        .getLibraryBuilder()
        .getFunctionBuilderList()
        .forEach(
            function -> function.getNodeDefBuilderList().forEach(node -> strip(node, defaults)));
    return stripped.build();
  }

  private static void strip(
      NodeDef.Builder node, Map<String, Map<String, AttrValue>> defaultsByOp) {
    defaultsByOp
        .getOrDefault(node.getOp(), Map.of())
        .forEach(
            (name, value) -> {
              if (value.equals(node.getAttrMap().get(name))) {
                node.removeAttr(name);
              }
            });
  }
}
