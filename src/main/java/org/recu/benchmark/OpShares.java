package org.recu.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the time of a step goes, from the start of its first op to the end of its last.
 *
 * <p>Each instant is divided equally among the ops that run in it; an instant in which none runs is
 * waiting. So the shares of all kinds and of waiting add up to 1, however many ops run at once. An
 * op runs from when TensorFlow calls its kernel until the kernel is done, which takes in the time
 * that it waits for the threads that share its work. TensorFlow's executor has as many threads as
 * there are processors, so {@link #withoutOp} is another measure: how much of their time no op
 * takes. It is no idleness of the processors, on which the ops' shared work runs.
 *
 * @param kinds share of each kind, 0 to 1; every kind is there
 * @param waiting share of the time in which no op runs, 0 to 1
 * @param opsAtOnce how many ops run at once, mean over the time
 * @param types the op types, those with the greatest share first
 */
public record OpShares(
    Map<OpKind, Double> kinds, double waiting, double opsAtOnce, List<OpType> types) {

  /**
   * The ops of one type.
   *
   * @param type as TensorFlow names it
   * @param kind of them
   * @param share of the time, 0 to 1
   * @param count of them in a step, mean
   * @param milliseconds that they run in a step, added up, mean
   */
  public record OpType(String type, OpKind kind, double share, double count, double milliseconds) {}

  public OpShares {
    kinds = Collections.unmodifiableMap(new EnumMap<>(kinds));
    types = List.copyOf(types);
  }

  /** A call of a function is of one type whatever the function is. */
  private record TypeOfKind(String type, OpKind kind) {}

  /**
   * Threads times time, less the time in which ops ran, by threads times time: 0 to 1.
   *
   * @param threads that run ops
   */
  public double withoutOp(int threads) {
    return Math.max(0, 1 - opsAtOnce / threads);
  }

  /** What the ops of a type come to in all steps, in nanoseconds. */
  private static final class Sum {
    double divided;
    long whole;
    long count;
  }

  /**
   * The shares over several steps of one graph.
   *
   * @throws IllegalArgumentException if there are none, or they last no time
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
      throw new IllegalArgumentException("%d steps that last no time".formatted(steps.size()));
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

  /** That an op starts or ends. */
  private record Edge(long time, int op, boolean starts) {}

  /**
   * Divides the time of a step among its ops.
   *
   * @return the nanoseconds in which none runs
   */
  private static double divide(List<OpRun> ops, Map<TypeOfKind, Sum> sums) {
    List<Edge> edges = new ArrayList<>();
    for (int op = 0; op < ops.size(); op++) {
      edges.add(new Edge(ops.get(op).start(), op, true));
      edges.add(new Edge(ops.get(op).end(), op, false));
    }
    // The sort is stable: an op that takes no time starts before it ends.
    edges.sort(Comparator.comparingLong(Edge::time));
    double[] atStart = new double[ops.size()];
    // What an op that ran from the beginning on would have got.
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
