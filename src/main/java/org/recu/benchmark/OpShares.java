package org.recu.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the time of a step divides among its ops, from the start of the first op to the end of the
 * last.
 *
 * <p>Each instant is divided equally among the ops that run at that time, or counts as waiting if
 * none does. The shares of all kinds and of waiting therefore add up to 1, however many ops run at
 * once. An op runs from the call of its kernel until the kernel is done, which includes the time
 * that it waits for the threads that share its work.
 *
 * @param kinds share of each kind, 0 to 1; every kind is present
 * @param waiting share of the time in which no op runs, 0 to 1
 * @param opsAtOnce mean number of ops that run at once
 * @param types the op types, largest share first
 */
public record OpShares(
    Map<OpKind, Double> kinds, double waiting, double opsAtOnce, List<OpType> types) {

  /**
   * The ops of one type.
   *
   * @param type TensorFlow's name for it
   * @param kind of the ops
   * @param share of the time, 0 to 1
   * @param count mean number per step
   * @param milliseconds mean total duration per step
   */
  public record OpType(String type, OpKind kind, double share, double count, double milliseconds) {}

  public OpShares {
    kinds = Collections.unmodifiableMap(new EnumMap<>(kinds));
    types = List.copyOf(types);
  }

  /** Groups ops. All function calls have the same type, but not the same kind. */
  private record TypeOfKind(String type, OpKind kind) {}

  /**
   * Returns the share of the executor threads' time without an op, 0 to 1. It does not mean that
   * the processors are idle, because ops divide their work among further threads.
   *
   * @param threads that run ops; TensorFlow has one per processor
   */
  public double withoutOp(int threads) {
    return Math.max(0, 1 - opsAtOnce / threads);
  }

  /** Totals of one op type over all steps, in nanoseconds. */
  private static final class Sum {
    double divided;
    long whole;
    long count;
  }

  /**
   * Computes the shares over several steps of one graph.
   *
   * @throws IllegalArgumentException without steps, or if their total duration is 0
   */
  static OpShares of(List<StepTrace> steps) {
    Map<TypeOfKind, Sum> sums = new HashMap<>();
    double waiting = 0;
    double span = 0;
    for (StepTrace step : steps) {
      waiting += divide(step.ops(), sums);
      span += step.span();
    }
    if (span <= 0) {
      throw new IllegalArgumentException(
          "no time passed in %d traced step(s)".formatted(steps.size()));
    }
    Map<OpKind, Double> kinds = new EnumMap<>(OpKind.class);
    for (OpKind kind : OpKind.values()) {
      kinds.put(kind, 0.0);
    }
    List<OpType> types = new ArrayList<>();
    double whole = 0;
    for (Map.Entry<TypeOfKind, Sum> entry : sums.entrySet()) {
      OpKind kind = entry.getKey().kind();
      Sum sum = entry.getValue();
      kinds.merge(kind, sum.divided / span, Double::sum);
      whole += sum.whole;
      types.add(
          new OpType(
              entry.getKey().type(),
              kind,
              sum.divided / span,
              (double) sum.count / steps.size(),
              sum.whole / 1e6 / steps.size()));
    }
    types.sort(Comparator.comparingDouble(OpType::share).reversed().thenComparing(OpType::type));
    return new OpShares(kinds, waiting / span, whole / span, types);
  }

  /** The start or end of an op. */
  private record Edge(long time, int op, boolean starts) {}

  /**
   * Divides the time of a step among its ops.
   *
   * @return the nanoseconds in which no op runs
   */
  private static double divide(List<OpRun> ops, Map<TypeOfKind, Sum> sums) {
    List<Edge> edges = new ArrayList<>();
    for (int op = 0; op < ops.size(); op++) {
      edges.add(new Edge(ops.get(op).start(), op, true));
      edges.add(new Edge(ops.get(op).end(), op, false));
    }
    // The sort is stable, so an op of no duration starts before it ends.
    edges.sort(Comparator.comparingLong(Edge::time));
    double[] atStart = new double[ops.size()];
    // The share, in nanoseconds, of an op that ran from the beginning.
    double got = 0;
    double waiting = 0;
    int running = 0;
    long last = edges.get(0).time();
    for (Edge edge : edges) {
      long passed = edge.time() - last;
      last = edge.time();
      if (running > 0) {
        got += (double) passed / running;
      } else {
        waiting += passed;
      }
      OpRun op = ops.get(edge.op());
      if (edge.starts()) {
        running++;
        atStart[edge.op()] = got;
      } else {
        running--;
        Sum sum = sums.computeIfAbsent(new TypeOfKind(op.type(), op.kind()), key -> new Sum());
        sum.divided += got - atStart[edge.op()];
        sum.whole += op.nanoseconds();
        sum.count++;
      }
    }
    return waiting;
  }
}
