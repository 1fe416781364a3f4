package org.recu.graph;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * Ops that save variables in TensorFlow's checkpoint format and restore them: the files {@code
 * PREFIX.index} and {@code PREFIX.data-00000-of-00001}, tensors under the variables' names.
 */
public final class VariableFiles {

  private final Placeholder<TString> prefix;
  private final Op save;
  private final Op restore;

  /**
   * Adds the ops.
   *
   * @param tf where they go
   * @param variables to save and restore
   */
  public VariableFiles(Ops tf, List<Variable> variables) {
    Ops scope = tf.withSubScope("checkpoint");
    prefix = scope.placeholder(TString.class);
    String[] names = variables.stream().map(v -> v.parameter().name()).toArray(String[]::new);
    Operand<TString> tensorNames = scope.constant(StandardCharsets.UTF_8, names);
    String[] whole = Collections.nCopies(names.length, "").toArray(String[]::new);
    Operand<TString> slices = scope.constant(StandardCharsets.UTF_8, whole);
    List<Operand<?>> values = new ArrayList<>();
    variables.forEach(variable -> values.add(variable.value()));
    save = scope.train.save(prefix, tensorNames, slices, values);

    Restore restored =
        scope.train.restore(
            prefix, tensorNames, slices, Collections.nCopies(names.length, TFloat32.class));
    List<Op> assigned = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      assigned.add(scope.assignVariableOp(variables.get(i).handle(), restored.tensors().get(i)));
    }
    restore = scope.withControlDependencies(assigned).noOp();
  }

  /**
   * Saves the values of the variables.
   *
   * @param prefix of the files' names, with their folder
   */
  public void save(Session session, Path prefix) {
    run(session, prefix, save);
  }

  /**
   * Restores the values of the variables.
   *
   * @param prefix of the files' names, with their folder
   */
  public void restore(Session session, Path prefix) {
    run(session, prefix, restore);
  }

  private void run(Session session, Path prefix, Op target) {
    try (TString path = TString.scalarOf(prefix.toString())) {
      session.runner().feed(this.prefix, path).addTarget(target).run().close();
    }
  }
}
