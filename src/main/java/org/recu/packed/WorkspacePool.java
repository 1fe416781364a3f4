package org.recu.packed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The workspaces that no thread uses at the moment, most recently used first. */
final class WorkspacePool {

  private final String source;
  private final Plan plan;
  private final Deque<Workspace> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * A pool.
   *
   * @param source of the model, for messages
   */
  WorkspacePool(String source, Plan plan) {
    this.source = source;
    this.plan = plan;
  }

  /** What is computed in the workspaces. */
  Plan plan() {
    return plan;
  }

  /**
   * Lends a workspace.
   *
   * @throws IllegalStateException if the pool is closed
   */
  void use(Consumer<Workspace> work) {
    Workspace workspace = take();
    try {
      work.accept(workspace);
    } finally {
      giveBack(workspace);
    }
  }

  private Workspace take() {
    synchronized (idle) {
      if (closed) {
        throw new IllegalStateException(
            "the model of %s is closed, expected an open one".formatted(source));
      }
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return new Workspace(plan);
  }

  private void giveBack(Workspace workspace) {
    synchronized (idle) {
      if (!closed) {
        idle.push(workspace);
      }
    }
  }

  void close() {
    synchronized (idle) {
      closed = true;
      idle.clear();
    }
  }
}
