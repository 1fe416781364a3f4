package org.recu.weights;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.recu.graph.Shapes;
import org.recu.graph.Variable;
import org.recu.nn.Parameter;
import org.recu.pytorch.TorchTensor;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * Matches tensors under PyTorch's names and in PyTorch's layouts to the parameters of a network.
 *
 * <p>The bookkeeping tensors {@code tau} and {@code num_batches_tracked} are ignored: they count as
 * neither missing nor left over.
 */
public final class WeightMatch {

  /** Greatest number of names of each kind in a message; unrelated networks differ in dozens. */
  private static final int NAMES = 20;

  private record Fit(Parameter parameter, TorchTensor tensor) {}

  private final List<Fit> fits = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final Set<String> leftOver = new LinkedHashSet<>();
  private final List<String> otherShapes = new ArrayList<>();
  private final List<String> unusable = new ArrayList<>();

  private WeightMatch() {}

  /**
   * Compares names and shapes. It does not copy any values.
   *
   * @param parameters of the network
   * @param stateDict tensors by name
   */
  public static WeightMatch of(List<Parameter> parameters, Map<String, TorchTensor> stateDict) {
    WeightMatch match = new WeightMatch();
    match.leftOver.addAll(stateDict.keySet());
    match.leftOver.removeIf(WeightMatch::isBookkeeping);
    for (Parameter parameter : parameters) {
      TorchTensor tensor = stateDict.get(parameter.name());
      if (tensor == null) {
        match.missing.add(parameter.name());
      } else if (tensor.obstacle().isPresent()) {
        match.unusable.add("%s (%s)".formatted(parameter.name(), tensor.obstacle().get()));
      } else if (TorchLayout.fits(parameter, tensor.shape())) {
        match.fits.add(new Fit(parameter, tensor));
      } else {
        match.otherShapes.add(
            "%s is %s, expected %s"
                .formatted(
                    parameter.name(), tensor.shapeText(), words(TorchLayout.shape(parameter))));
      }
      match.leftOver.remove(parameter.name());
    }
    return match;
  }

  private static boolean isBookkeeping(String name) {
    String own = name.substring(name.lastIndexOf('.') + 1);
    return own.equals("tau") || own.equals("num_batches_tracked");
  }

  /** A shape in Python's notation. */
  private static String words(List<Long> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  /** Whether every parameter has a tensor of its shape, and every tensor belongs to a parameter. */
  public boolean whole() {
    return differences() == 0;
  }

  /** Number of tensors that are missing, left over, of another shape or without real numbers. */
  public int differences() {
    return missing.size() + leftOver.size() + otherShapes.size() + unusable.size();
  }

  /** Number of parameters that have a tensor of their shape. */
  public int fitting() {
    return fits.size();
  }

  /** Number of parameters of the network. */
  public int parameters() {
    return fits.size() + missing.size() + otherShapes.size() + unusable.size();
  }

  /** Whether fewer than half of the network's parameters fit: the tensors are of something else. */
  public boolean isPoor() {
    return 2 * fitting() < parameters();
  }

  /**
   * Lists everything that does not fit, by name, such as {@code missing: a, b; left over: c; of
   * another shape: d is (2, 2), expected (3, 2); without real numbers: e (complex64)}; empty if
   * everything fits.
   */
  public String difference() {
    List<String> parts = new ArrayList<>();
    part(parts, "missing: ", missing);
    part(parts, "left over: ", List.copyOf(leftOver));
    part(parts, "of another shape: ", otherShapes);
    part(parts, "without real numbers: ", unusable);
    return String.join("; ", parts);
  }

  private static void part(List<String> parts, String title, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    int shown = Math.min(NAMES, names.size());
    String more = names.size() > shown ? " and %d more".formatted(names.size() - shown) : "";
    parts.add(title + String.join(", ", names.subList(0, shown)) + more);
  }

  /**
   * Assigns the tensors that fit to their variables; the other variables keep their values.
   *
   * @param session of the variables' graph
   * @param variables of the network
   */
  public void assign(Session session, List<Variable> variables) {
    Map<String, Variable> byName =
        variables.stream()
            .collect(Collectors.toMap(v -> v.parameter().name(), Function.identity()));
    List<TFloat32> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (Fit fit : fits) {
        TFloat32 values = tensor(fit);
        tensors.add(values);
        byName.get(fit.parameter().name()).assign(runner, values);
      }
      if (!fits.isEmpty()) {
        runner.run().close();
      }
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }

  private static TFloat32 tensor(Fit fit) {
    float[] values = TorchLayout.fromTorch(fit.parameter(), fit.tensor().floats());
    return TFloat32.tensorOf(
        Shapes.of(fit.parameter().shape()), DataBuffers.of(values, true, false));
  }
}
