package org.recu.cluster;

import java.util.List;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One of two workers in two threads of a process, which talk without TensorFlow. */
public final class PairedTeam implements Team {

  private final int task;
  private final Exchanger<Object> exchanger;

  private PairedTeam(int task, Exchanger<Object> exchanger) {
    this.task = task;
    this.exchanger = exchanger;
  }

  /**
   * Does the same as the chief and as the other worker, at once.
   *
   * @return the results of both, in their order
   */
  public static <T> List<T> both(Function<Team, T> work) throws Exception {
    Exchanger<Object> exchanger = new Exchanger<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<T> chief = threads.submit(() -> work.apply(new PairedTeam(0, exchanger)));
      Future<T> other = threads.submit(() -> work.apply(new PairedTeam(1, exchanger)));
      return List.of(chief.get(), other.get());
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public int size() {
    return 2;
  }

  @Override
  public int task() {
    return task;
  }

  @Override
  public String name(int worker) {
    return "worker " + worker;
  }

  @Override
  public long[][] gather(long[] own) throws PeerLostException {
    long[] other = (long[]) exchanged(own);
    return task == 0 ? new long[][] {own, other} : new long[][] {other, own};
  }

  @Override
  public List<String> gather(String own) throws PeerLostException {
    String other = (String) exchanged(own);
    return task == 0 ? List.of(own, other) : List.of(other, own);
  }

  private Object exchanged(Object own) throws PeerLostException {
    try {
      return exchanger.exchange(own, 60, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new PeerLostException("lost worker " + (1 - task), e);
    }
  }
}
