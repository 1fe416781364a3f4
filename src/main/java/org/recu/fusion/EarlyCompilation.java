package org.recu.fusion;

import java.util.ArrayList;
import java.util.List;
import org.recu.fusion.CompiledFunction.Argument;
import org.recu.fusion.CompiledFunction.Rows;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Compiles the functions of a graph while variables get their initial values and the first step
 * begins. A step calls most of them one after the other, and each is compiled when it is first
 * called. Here they are called on zeros, in the same order, in as many chains as there are
 * processors. Who calls a function that is being compiled waits for it, so that no work is done
 * twice.
 */
public final class EarlyCompilation {

  private final Ops tf;
  private final Placeholder<TInt64> batch;
  private final Operand<TFloat32> zeros;
  private final Op all;

  /**
   * Adds the calls.
   *
   * @param tf where they go
   * @param functions of the same graph; of their operands only the {@linkplain Rows rows} are of
   *     unknown size
   */
  EarlyCompilation(Ops tf, List<CompiledFunction> functions) {
    this.tf = tf;
    batch = tf.withName("batch").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    zeros = mostZeros(functions);
    int chains = Runtime.getRuntime().availableProcessors();
    List<Op> calls = new ArrayList<>();
    for (CompiledFunction function : functions) {
      int before = calls.size() - chains;
      Ops after = before < 0 ? tf : tf.withControlDependencies(calls.get(before));
      List<Operand<?>> operands = new ArrayList<>();
      for (Argument argument : function.arguments()) {
        operands.add(zeros(after, argument));
      }
      calls.add(function.call(after, operands).get(0));
    }
    all = tf.withControlDependencies(calls).noOp();
  }

  /** As many zeros as the largest float32 operand has elements. */
  private Operand<TFloat32> mostZeros(List<CompiledFunction> functions) {
    long ofImage = 1;
    long known = 1;
    for (CompiledFunction function : functions) {
      for (Argument argument : function.arguments()) {
        if (argument.type() == TFloat32.class && argument.shape().hasUnknownDimension()) {
          ofImage = Math.max(ofImage, knownSize(argument.shape()) * argument.rows().ofImage());
        } else if (argument.type() == TFloat32.class) {
          known = Math.max(known, knownSize(argument.shape()));
        }
      }
    }
    Operand<TInt64> most =
        tf.math.maximum(tf.math.mul(batch, tf.constant(ofImage)), tf.constant(known));
    return tf.fill(vector(tf, most), tf.constant(0f));
  }

  /** An operand; in float32, most of the memory, all are parts of the same zeros. */
  private Operand<?> zeros(Ops after, Argument argument) {
    List<Operand<TInt64>> sizes = new ArrayList<>();
    for (long size : argument.shape().asArray()) {
      sizes.add(size < 0 ? rows(argument) : tf.constant(size));
    }
    Operand<TInt64> shape = tf.stack(sizes);
    if (argument.type() != TFloat32.class) {
      return after.fill(shape, tf.dtypes.cast(tf.constant(0), argument.type()));
    }
    Operand<TInt64> known = tf.constant(knownSize(argument.shape()));
    Operand<TInt64> count =
        argument.shape().hasUnknownDimension() ? tf.math.mul(rows(argument), known) : known;
    return after.reshape(tf.slice(zeros, tf.constant(new long[] {0}), vector(tf, count)), shape);
  }

  /** The unknown size of an operand. */
  private Operand<TInt64> rows(Argument argument) {
    Rows rows = argument.rows();
    return tf.math.mul(tf.math.div(batch, tf.constant(rows.shares())), tf.constant(rows.ofImage()));
  }

  private static Operand<TInt64> vector(Ops tf, Operand<TInt64> scalar) {
    return tf.expandDims(scalar, tf.constant(0));
  }

  /** The product of all sizes but that of the batch. */
  private static long knownSize(Shape shape) {
    long product = 1;
    for (long size : shape.asArray()) {
      product *= Math.max(1, Math.abs(size));
    }
    return product;
  }

  /**
   * Begins to compile the functions, in a thread of its own. They are compiled anew for batches of
   * another size when these come. A failure, of too little memory say, is left to the step that
   * calls the functions. The session's close waits until they are compiled.
   *
   * @param session of the graph
   * @param options of the run: its ops are to be started by threads of their own, since those of
   *     the session's other runs would wait until all functions are compiled
   * @param rows images of a batch
   */
  public void begin(Session session, RunOptions options, int rows) {
    Thread thread =
        new Thread(
            () -> {
              try {
                run(session, options, rows);
              } catch (RuntimeException e) {
                // TensorFlow's errors have no parent in common. The step will meet the same one.
              }
            },
            "recu-compilation");
    thread.setDaemon(true);
    thread.start();
  }

  /** Compiles the functions, and returns when all are. */
  void run(Session session, RunOptions options, int rows) {
    try (TInt64 size = TInt64.scalarOf(rows)) {
      session.runner().setOptions(options).feed(batch, size).addTarget(all).run().close();
    }
  }
}
